/** Task files on disk: what may be read, and as what. Reads only. */
import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside } from '../edit/write.ts';
import { parseTask } from '../parse/parse.ts';
import type { Folder, Problem, Task } from '../task.ts';

/** Task files are a few kilobytes; what is larger by orders is something else and is not read. */
const largestFile = 8 * 1024 * 1024;

/** A named pipe would otherwise hold the reader until somebody writes to it. Windows knows no such flag. */
const withoutWaiting = constants.O_NONBLOCK ?? 0;

export type TextReading = { readonly text: string } | { readonly problem: Problem };

/**
 * Reads a text file below the repository root, byte order mark included. What is no file, leaves the repository, is
 * too large, or is no UTF-8 text comes back as a problem, since an edit would destroy it.
 * @param root real path of the repository
 * @param file path below it, with forward slashes
 */
export async function readRepositoryText(root: string, file: string): Promise<TextReading> {
  try {
    const path = await realpath(join(root, file));
    if (!isInside(root, path)) return refused(file, 'file-outside', 'is a link that leads out of the repository');
    const handle = await open(path, constants.O_RDONLY | withoutWaiting);
    try {
      const stats = await handle.stat();
      if (stats.isDirectory()) return refused(file, 'file-folder', 'is a folder; a task is one file');
      if (!stats.isFile()) return refused(file, 'file-special', 'is no regular file');
      if (stats.size > largestFile) {
        const size = `${Math.round(stats.size / 1024 / 1024)} MB`;
        return refused(file, 'file-large', `has ${size}; files over ${largestFile / 1024 / 1024} MB are not read`);
      }
      return decode(file, await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return refused(file, 'file-unreadable', `cannot be read (${code ?? message})`);
  }
}

function decode(file: string, bytes: Buffer): TextReading {
  if (bytes.includes(0)) return refused(file, 'file-binary', 'holds NUL bytes; it is no text');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return refused(file, 'file-encoding', 'is not valid UTF-8; save it as UTF-8');
  }
}

function refused(file: string, code: string, what: string): TextReading {
  const message = `${file} ${what}.`;
  return { problem: { file, range: { start: 0, end: 1 }, severity: 'error', code, message } };
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
