/** Three versions of a file into one, line by line, as git merges them; no work tree and no index is involved. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBlobs } from './blobs.ts';
import { gitClient } from './client.ts';
import { gitResult } from './git-result.ts';
import type { Repository } from './repository.ts';

/** Object ids of the versions. */
export interface Versions {
  /** What both others come from. */
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** What can be merged at all, in bytes of one version. */
const largest = 20_000_000;

/** Values of the attribute `merge` that mean lines: https://git-scm.com/docs/gitattributes#_performing_a_three_way_merge */
const byLines: readonly string[] = ['unspecified', 'set', 'text'];

/**
 * Whether the repository's attributes let lines of the file be merged: those of a binary file, or one with a driver of
 * its own, are not.
 */
export async function mergesByLines(repository: Repository, path: string): Promise<boolean> {
  const output = await gitClient(repository.root).raw(['check-attr', '-z', 'merge', '--', path]);
  return byLines.includes(output.split('\0')[2] ?? '');
}

/**
 * Merges and keeps the result as an object.
 * @param folder for files of ours, removed at the end
 * @returns its id; undefined where both sides changed the same lines, and of what is not text
 */
export async function mergeContents(
  repository: Repository,
  folder: string,
  { base, ours, theirs }: Versions,
): Promise<string | undefined> {
  const blobs = await readBlobs(repository, [base, ours, theirs], largest);
  const place = join(folder, 'merge');
  const file = (name: string) => join(place, name);
  await mkdir(place, { recursive: true });
  try {
    for (const [name, object] of Object.entries({ base, ours, theirs })) {
      const blob = blobs.get(object);
      if (blob === undefined || blob.size > largest || isSealed(blob.bytes)) return undefined;
      await writeFile(file(name), blob.bytes);
    }
    const args = ['merge-file', '--quiet', file('ours'), file('base'), file('theirs')];
    // The number of conflicts, or 255 for a file that is binary.
    if ((await gitResult(repository.root, args)).code !== 0) return undefined;
    const hash = ['hash-object', '-w', '--no-filters', '--', file('ours')];
    return (await gitClient(repository.root).raw(hash)).trim();
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** SOPS signs a file as a whole: of two versions' lines comes one that nobody can decrypt. */
function isSealed(bytes: Buffer): boolean {
  return /\bmac["']?\s*[:=]\s*["']?ENC\[/.test(bytes.toString('latin1'));
}
