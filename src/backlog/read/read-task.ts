/** Reads one task again, of either layout, with the texts that its state is kept in. */
import { join } from 'node:path';
import { parseTask } from '../parse/parse.ts';
import { parseItem } from '../standard/item.ts';
import { unitOf } from '../standard/item-path.ts';
import { type ItemFileName, itemFilesAmong } from '../standard/places.ts';
import type { Problem, Task } from '../task.ts';
import { namesIn, readRepositoryText } from './task-file.ts';

/** A file as it was read. */
export interface FileText {
  /** Path below the repository root, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

export interface ReadTask {
  readonly task: Task;
  /** The files that hold its state, that with the criteria first. */
  readonly files: readonly FileText[];
  /** The other files that say what it is about; a task of one file has none. */
  readonly context: readonly string[];
}

/** The files that hold the state of a task: that with the criteria, and for an item its JSON file. */
export function stateFilesOf({ file, reportFile }: Task): readonly string[] {
  return reportFile === undefined || reportFile === file ? [file] : [file, reportFile];
}

/**
 * Reads a task as its files are now. Of an item every file has to be readable: criteria could otherwise seem to be in
 * another file than they are.
 * @param root real path of the repository
 * @param task as it was read before; its files may have changed since, or be gone
 */
export async function readTask(root: string, task: Task): Promise<ReadTask | { readonly problem: Problem }> {
  return task.layout === 'gitops' ? readFile(root, task) : readFolder(root, task);
}

async function readFile(root: string, { file, folder }: Task): Promise<ReadTask | { readonly problem: Problem }> {
  const reading = await readRepositoryText(root, file);
  if ('problem' in reading) return reading;
  const { text } = reading;
  return { task: parseTask(text, file, folder), files: [{ file, text }], context: [] };
}

async function readFolder(root: string, old: Task): Promise<ReadTask | { readonly problem: Problem }> {
  const path = unitOf(old);
  const texts = new Map<ItemFileName, string>();
  const read: FileText[] = [];
  for (const name of itemFilesAmong(await namesIn(join(root, path)))) {
    const file = `${path}/${name}`;
    const reading = await readRepositoryText(root, file);
    if ('problem' in reading) return reading;
    texts.set(name, reading.text);
    read.push({ file, text: reading.text });
  }
  const { task } = parseItem({ path, folder: old.folder, texts });
  if (task === undefined) return { problem: goneProblem(path, old.id) };
  const state = stateFilesOf(task);
  const files = state.flatMap((file) => read.filter((one) => one.file === file));
  const context = read.map(({ file }) => file).filter((file) => file.endsWith('.md') && !state.includes(file));
  return { task, files, context };
}

function goneProblem(path: string, id: string): Problem {
  const message = `${path} no longer holds ${id}.`;
  return { file: path, range: { start: 0, end: 1 }, severity: 'error', code: 'item-gone', message };
}
