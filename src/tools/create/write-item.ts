/** Writes the files of a new item: all of them, or none. */
import { lstat, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { NewFile } from '../../backlog/create/new-item.ts';
import { createFileAtomic, writeFileAtomic } from '../../backlog/edit/write.ts';
import { FileWriteError } from '../../backlog/edit/write-error.ts';
import { InputError } from '../input-error.ts';

/** A file that changes with the item, below the repository root; `before` is undefined where it is made. */
export interface ChangedFile extends NewFile {
  readonly before: string | undefined;
}

/** How files are written; tests let it fail. */
export interface FileWriter {
  create(path: string, text: string, options: { readonly root: string }): Promise<void>;
  replace(path: string, text: string, before: string, options: { readonly root: string }): Promise<void>;
}

const atomicWriter: FileWriter = { create: createFileAtomic, replace: writeFileAtomic };

/**
 * Makes the files in their order, then writes the summary. When one fails, those of this call and the folders that they
 * needed are taken away again, and the summary is put back: nothing is half there.
 * @throws FileWriteError with reason `exists` or `changed` when somebody else was faster; InputError when the system
 *   refuses. Both say what was left behind, where that could not be taken away.
 * @returns takes it all away again, and tells what could not be
 */
export async function writeItem(
  root: string,
  files: readonly NewFile[],
  summary: ChangedFile | undefined,
  writer: FileWriter = atomicWriter,
): Promise<() => Promise<string[]>> {
  const made = [...files, ...(summary !== undefined && summary.before === undefined ? [summary] : [])];
  const needed = await missingFolders(root, made);
  const attempted: NewFile[] = [];
  const undo = async () => [
    ...(await putSummaryBack(root, summary, writer)),
    ...(await removeFiles(root, attempted.toReversed())),
    ...(await removeFolders(needed)),
  ];
  try {
    for (const file of made) {
      await refuseExisting(root, file);
      attempted.push(file);
      await writer.create(join(root, file.path), file.text, { root });
    }
    if (summary?.before !== undefined)
      await writer.replace(join(root, summary.path), summary.text, summary.before, { root });
  } catch (error) {
    throw explain(error, await undo());
  }
  return undo;
}

/** The folders that the files need and that are not there, the innermost first. @throws InputError when a file stands in a folder's place */
async function missingFolders(root: string, files: readonly NewFile[]): Promise<string[]> {
  const missing = new Set<string>();
  for (const { path } of files) {
    const names = dirname(path).split('/');
    for (const [index] of names.entries()) {
      const folder = names.slice(0, index + 1).join('/');
      if (await isMissing(root, folder)) missing.add(join(root, folder));
    }
  }
  return [...missing].toSorted((one, other) => other.length - one.length);
}

async function isMissing(root: string, folder: string): Promise<boolean> {
  const entry = await lstat(join(root, folder)).catch(ignoreMissing);
  if (entry === undefined) return true;
  const stats = await stat(join(root, folder)).catch(ignoreMissing);
  if (stats?.isDirectory()) return false;
  const what = stats === undefined ? 'a link to nothing' : 'a file';
  throw new InputError(
    `Nothing was created: ${folder} is ${what}, and a folder has to be there. Move it away, then try again.`,
  );
}

/** What is there already is not ours, so it must never be taken away. */
async function refuseExisting(root: string, { path }: NewFile): Promise<void> {
  if ((await lstat(join(root, path)).catch(ignoreMissing)) === undefined) return;
  throw new FileWriteError('exists', `${join(root, path)} exists already; it was not touched. Try again.`);
}

/** A write that failed at its very end has changed the file all the same. */
async function putSummaryBack(root: string, summary: ChangedFile | undefined, writer: FileWriter): Promise<string[]> {
  if (summary?.before === undefined) return [];
  const path = join(root, summary.path);
  const now = await readFile(path, 'utf8').catch(() => undefined);
  if (now !== summary.text) return [];
  const back = writer.replace(path, summary.before, summary.text, { root });
  return back.then(
    () => [],
    (error: Error) => [`${summary.path} still lists the item (${error.message})`],
  );
}

async function removeFiles(root: string, files: readonly NewFile[]): Promise<string[]> {
  const left: string[] = [];
  for (const { path, text } of files) {
    const file = join(root, path);
    const now = await readFile(file, 'utf8').catch(() => undefined);
    if (now !== text) continue;
    await rm(file).catch((error: NodeJS.ErrnoException) => left.push(`${path} could not be removed (${error.code})`));
  }
  return left;
}

/** Folders that this call made and that are empty again; one that somebody else uses by now stays. */
async function removeFolders(folders: readonly string[]): Promise<string[]> {
  const left: string[] = [];
  for (const folder of folders) {
    await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST')
        left.push(`${folder} could not be removed (${error.code})`);
    });
  }
  return left;
}

function explain(error: unknown, left: readonly string[]): unknown {
  if (!(error instanceof FileWriteError)) return error;
  const rest = left.length === 0 ? '' : ` Left behind: ${left.join('; ')}.`;
  if (error.reason === 'exists' || error.reason === 'changed')
    return new FileWriteError(error.reason, error.message + rest, { cause: error });
  return new InputError(`Nothing was created. ${error.message}${rest}`);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw new InputError(`Nothing was created: ${error.message}. Mend the cause, then try again.`);
}
