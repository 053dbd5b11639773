/** Single files of a repository: what may be read, and as what. Reads only. */
import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTask } from '../parse/parse.ts';
import type { Folder, Problem, Task } from '../task.ts';
import { readLinked } from './linked-text.ts';
import type { TextReading } from './text-reading.ts';

/**
 * Reads a text file below the repository root, byte order mark included. What is no file, leaves the repository, is
 * too large, or is no UTF-8 text comes back as a problem, since an edit would destroy it.
 * @param root of the repository, which may be reached through a link itself
 * @param file path below it, with forward slashes
 */
export async function readRepositoryText(root: string, file: string): Promise<TextReading> {
  const real = await realpath(root).catch(() => root);
  return readLinked(real, join(real, file), file).reading;
}

export type TaskFileReading = { readonly task: Task; readonly text: string } | { readonly problem: Problem };

/** Reads one task file. @param root real path of the repository */
export async function readTaskFile(root: string, file: string, folder: Folder): Promise<TaskFileReading> {
  const reading = await readRepositoryText(root, file);
  return 'problem' in reading ? reading : { text: reading.text, task: parseTask(reading.text, file, folder) };
}

/** The names of a folder; none where there is no folder. */
export async function namesIn(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).toSorted();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
