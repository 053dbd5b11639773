/**
 * Small files that git ignores and that were overwritten during the work. They stay as they are: it may be a tool's record of
 * what it did (`terraform.tfstate`). What they held is kept beside the repository's own files, never in git, and for a while.
 */
import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import type { IgnoredCopies } from './ignored-files.ts';

/** Runs whose files are kept, and for how long in milliseconds. */
const kept = { runs: 20, ageMs: 90 * 24 * 60 * 60 * 1000 } as const;

/** A file system's clock may be behind, in milliseconds. */
const slackMs = 2_000;

/** Where the files of one run are, below the work tree's folder for git. */
export function overwrittenFolder({ commonDir }: Pick<Repository, 'commonDir'>, runId: string): string {
  return join(commonDir, 'agent-toolkit', 'overwritten', runId);
}

/**
 * Finds the files that hold something else now than their copies; one that only grew has lost nothing, and one that is gone was
 * deleted.
 * @param since when the copies were taken, in milliseconds since 1970
 */
export async function overwrittenIn(root: string, copies: IgnoredCopies, since: number): Promise<string[]> {
  const found: string[] = [];
  for (const [path, { bytes }] of copies) {
    const file = join(root, path);
    const entry = await lstat(file).catch(() => undefined);
    if (entry === undefined || entry.ctimeMs < since - slackMs) continue;
    const now = entry.isFile() ? await readFile(file).catch(() => undefined) : Buffer.alloc(0);
    if (now !== undefined && !now.subarray(0, bytes.length).equals(bytes)) found.push(path);
  }
  return found;
}

/**
 * Keeps what the files held, for their owner's eyes; of a file that is overwritten again, what it held at first.
 * @returns where; undefined where there is nothing to keep, or it could not be written
 */
export async function keepOverwritten(
  repository: Pick<Repository, 'commonDir'>,
  runId: string,
  copies: IgnoredCopies,
  paths: readonly string[],
): Promise<string | undefined> {
  if (paths.length === 0) return undefined;
  const folder = overwrittenFolder(repository, runId);
  try {
    for (const path of paths) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, copies.get(path)?.bytes ?? '', { mode: 0o600, flag: 'wx' }).catch(ignoreExisting);
    }
    await prune(dirname(folder));
    return folder;
  } catch {
    return undefined;
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** Removes the runs that are too many or too old. */
async function prune(folder: string): Promise<void> {
  const names = await readdir(folder);
  const runs = await Promise.all(names.map(async (name) => ({ name, at: (await lstat(join(folder, name))).mtimeMs })));
  const newest = runs.sort((one, other) => other.at - one.at);
  const old = newest.filter(({ at }, index) => index >= kept.runs || Date.now() - at > kept.ageMs);
  for (const { name } of old) await rm(join(folder, name), { recursive: true, force: true });
}

const shown = 10;

/** What people are told of it. Pure. @param folder where their contents are kept */
export function overwrittenInWords(paths: readonly string[], folder: string | undefined): string[] {
  if (paths.length === 0) return [];
  const more = paths.length > shown ? ` and ${paths.length - shown} more` : '';
  const where = folder === undefined ? 'could not be kept' : `is kept below ${folder}`;
  return [
    `Files that git ignores were overwritten during the work and stay so: ${paths.slice(0, shown).join(', ')}${more}. What they held before ${where}.`,
  ];
}
