/** One state of the repository, as far as the gate reads it; plain values, so that nothing here knows git. */
import { posix } from 'node:path';

export interface Files {
  /** Paths of all files below the root, with forward slashes. */
  readonly paths: ReadonlySet<string>;
  /** Texts of YAML files. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The path that a file in `folder` means; undefined when it leads out of the repository. The root is an empty text. */
export function pathFrom(folder: string, written: string): string | undefined {
  const path = posix.normalize(posix.join(folder, written)).replace(/\/$/, '');
  if (path === '..' || path.startsWith('../') || posix.isAbsolute(written)) return undefined;
  return path === '.' ? '' : path;
}

/** The folder of a path; an empty text for the root. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

/** The folder itself and all above it, the root last. */
export function foldersUpFrom(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== ''; ) {
    at = folderOf(at);
    folders.push(at);
  }
  return folders;
}

/** Whether the path lies in the folder or below it. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

/** A path in a folder, which may be the root. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
