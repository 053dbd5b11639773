/**
 * Marks that editors leave beside a file that is being edited: vim's swap file (`:help swap-file`), and the link that Emacs
 * locks a file with.
 */
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Whether a path is such a mark, and so nobody's work. */
export function isEditorsMark(path: string): boolean {
  return fileOfMark(basename(path)) !== undefined;
}

/** The name of the file that a mark is about. */
function fileOfMark(name: string): string | undefined {
  const [, ofVim, ofEmacs] = /^\.(?:(.+)\.sw[a-p]|#(.+))$/.exec(name) ?? [];
  return ofVim ?? ofEmacs;
}

/** What is known of marks before. */
export interface MarksBefore {
  /** Paths of those that were there at the picture, as far as it is known. */
  readonly marks: readonly string[];
  /** When the picture was taken; milliseconds since 1970. */
  readonly since: number;
}

/**
 * Those of the paths that somebody has been editing since the picture: a mark was written, or is gone. One of an editor that
 * crashed long ago does not count.
 */
export async function openAmong(
  root: string,
  paths: readonly string[],
  { marks, since }: MarksBefore,
): Promise<string[]> {
  const edited = new Set<string>();
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    const names = await readdir(join(root, folder)).catch(() => []); // it is gone
    const before = marks.filter((mark) => dirname(mark) === folder).map((mark) => basename(mark));
    for (const name of new Set([...names, ...before])) {
      const file = fileOfMark(name);
      if (file !== undefined && (await writtenAt(join(root, folder, name))) >= since) edited.add(join(folder, file));
    }
  }
  return paths.filter((path) => edited.has(join(path)));
}

/** One that is gone was there until just now. */
async function writtenAt(mark: string): Promise<number> {
  return lstat(mark).then(
    ({ mtimeMs, ctimeMs }) => Math.max(mtimeMs, ctimeMs),
    () => Number.POSITIVE_INFINITY,
  );
}
