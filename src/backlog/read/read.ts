/** Reads the whole backlog of a repository once, or one of its task files. Changes nothing. */
import { realpath } from 'node:fs/promises';
import type { Backlog, Folder } from '../task.ts';
import { BacklogReader, type ReadOptions } from './backlog-reader.ts';
import { readTaskFile as readWithin, type TaskFileReading } from './task-file.ts';

/**
 * Reads all tasks and human actions. A file that cannot be read is a problem, never an error. Who reads the same
 * repository again keeps a `BacklogReader` instead.
 * @throws the signal's reason when aborted; the system's error when the repository or a folder may not be read
 */
export function readBacklog(repoRoot: string, options: ReadOptions = {}): Promise<Backlog> {
  return new BacklogReader(repoRoot).read(options);
}

/** Reads one task file, given below the repository root with forward slashes. */
export async function readTaskFile(repoRoot: string, file: string, folder: Folder): Promise<TaskFileReading> {
  return readWithin(await realpath(repoRoot), file, folder);
}
