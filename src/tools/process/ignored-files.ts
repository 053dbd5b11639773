/**
 * Files that git ignores are in no picture. Small ones are copied before an attempt, so that those that are deleted
 * meanwhile can be put back. What is overwritten stays; see overwritten-files.ts.
 */
import { lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isEditorsMark } from './open-files.ts';
import { steeringFiles } from './steering.ts';

export interface IgnoredCopy {
  readonly bytes: Buffer;
  /** Permissions, as `chmod` takes them. */
  readonly mode: number;
}

/** Copies by path below the root. */
export type IgnoredCopies = ReadonlyMap<string, IgnoredCopy>;

/** Bytes of one file and of all, names in a path, and entries that are looked at. */
const limits = { file: 65_536, all: 1_000_000, depth: 3, entries: 2_000 } as const;

/** Folders that tools fill and make again. */
const remade: ReadonlySet<string> = new Set(
  `node_modules bower_components vendor .venv venv __pycache__ .terraform .cache .gradle .m2 target dist build out .next
  .nuxt .turbo .tox .mypy_cache .pytest_cache .ruff_cache coverage .nyc_output .git`.split(/\s+/),
);

/** @param ignored as `WorkTreeCamera.ignored` lists it */
export async function copyIgnored(root: string, ignored: readonly string[]): Promise<IgnoredCopies> {
  const copies = new Map<string, IgnoredCopy>();
  const waiting = ignored.filter((path) => !steeringFiles.includes(path));
  let left: number = limits.all;
  for (let looked = 0; waiting.length > 0 && looked < limits.entries; looked += 1) {
    const path = waiting.shift()?.replace(/\/$/, '') ?? '';
    const names = path.split('/');
    if (names.length > limits.depth || names.some((name) => remade.has(name)) || isEditorsMark(path)) continue;
    const entry = await lstat(join(root, path)).catch(() => undefined);
    if (entry?.isDirectory() === true) {
      const inside = await readdir(join(root, path)).catch(() => []); // a folder of somebody else
      waiting.push(...inside.slice(0, limits.entries).map((name) => `${path}/${name}`));
    } else if (entry?.isFile() === true && entry.size <= Math.min(limits.file, left)) {
      const bytes = await readFile(join(root, path)).catch(() => undefined);
      if (bytes === undefined) continue;
      left -= bytes.length;
      copies.set(path, { bytes, mode: entry.mode & 0o777 });
    }
  }
  return copies;
}

/** Copies in a run's record: permissions, a colon and the content in base64. */
export function recordedCopies(copies: IgnoredCopies): Record<string, string> {
  const text = ({ mode, bytes }: IgnoredCopy) => `${mode.toString(8)}:${bytes.toString('base64')}`;
  return Object.fromEntries(Array.from(copies, ([path, copy]) => [path, text(copy)]));
}

export function copiesOf(recorded: Readonly<Record<string, string>>): IgnoredCopies {
  const copy = (text: string): IgnoredCopy => {
    const [mode = '', content = ''] = text.split(':');
    return { mode: Number.parseInt(mode, 8) & 0o777, bytes: Buffer.from(content, 'base64') };
  };
  return new Map(Object.entries(recorded).map(([path, text]) => [path, copy(text)]));
}

export interface Deleted {
  readonly putBack: readonly string[];
  readonly lost: readonly string[];
}

/** Finds what was deleted of all that was ignored, and puts back what there is a copy of. @param mayPutBack false to find it only */
export async function putDeletedBack(
  root: string,
  ignored: readonly string[],
  copies: IgnoredCopies,
  mayPutBack: boolean,
): Promise<Deleted> {
  const putBack: string[] = [];
  const lost: string[] = [];
  const isGone = async (path: string) => (await lstat(join(root, path)).catch(() => undefined)) === undefined;
  for (const [path, copy] of copies) {
    if (!(await isGone(path))) continue;
    (mayPutBack && (await write(root, path, copy)) ? putBack : lost).push(path);
  }
  for (const path of ignored) {
    const name = path.replace(/\/$/, '');
    if (copies.has(name) || steeringFiles.includes(name) || isEditorsMark(name)) continue;
    if (await isGone(name)) lost.push(path);
  }
  return { putBack, lost };
}

/** Writes into real folders below the root alone: a link that the agent left would lead out of the repository. */
async function write(root: string, path: string, { bytes, mode }: IgnoredCopy): Promise<boolean> {
  const names = path.split('/');
  try {
    for (let count = 1; count < names.length; count += 1) {
      const folder = join(root, ...names.slice(0, count));
      const entry = await lstat(folder).catch(() => undefined);
      if (entry === undefined) await mkdir(folder);
      else if (!entry.isDirectory()) return false;
    }
    await writeFile(join(root, path), bytes, { mode, flag: 'wx' });
    return true;
  } catch {
    return false; // told as lost
  }
}

const shown = 10;

/** What people are told of it. Pure. */
export function deletedInWords({ putBack, lost }: Deleted): string[] {
  const list = (paths: readonly string[]) =>
    paths.slice(0, shown).join(', ') + (paths.length > shown ? ` and ${paths.length - shown} more` : '');
  return [
    ...(putBack.length === 0
      ? []
      : [`Files that git ignores were deleted during the work and are put back: ${list(putBack)}.`]),
    ...(lost.length === 0
      ? []
      : [
          `Deleted during the work, and not to be put back, since git ignores it: ${list(lost)}. Look whether you need it.`,
        ]),
  ];
}
