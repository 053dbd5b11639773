/** The texts of changed files, a few at a time: however much a criterion changed, little of it is in memory at once. */
import type { BlobChange } from '../../git/blob-changes.ts';
import { type Blob, readBlobs } from '../../git/blobs.ts';
import type { Repository } from '../../git/repository.ts';
import { readableText } from './secrets/readable-text.ts';
import type { ChangedFile } from './secrets/scan-file.ts';

/** Files that are read at once, and bytes of one of them; a larger one is read alone. */
const together = 32;
const smallBytes = 1_000_000;
/** Bytes of one file that are read at all. */
const limit = 20_000_000;

export interface ChangedText extends Pick<ChangedFile, 'path' | 'before' | 'after' | 'isBinary'> {
  /** Whether the file is longer than what is read. */
  readonly isCut: boolean;
}

/** Changed files, and other files beside them. */
export interface TextsAndBlobs {
  readonly texts: AsyncIterable<ChangedText[]>;
  /** Up to a million bytes of each. */
  readonly beside: ReadonlyMap<string, Blob>;
}

/**
 * @param changes of content; the order is kept
 * @param beside names of blobs that are read with the first files, by the same git
 */
export async function changedTexts(
  repository: Repository,
  changes: readonly BlobChange[],
  beside: readonly string[],
): Promise<TextsAndBlobs> {
  const names = [...namesOf(changes.slice(0, together)), ...beside];
  const first = await readBlobs(repository, names, smallBytes);
  return { texts: textsOf(repository, changes, first), beside: first };
}

function namesOf(group: readonly BlobChange[]): string[] {
  return group.flatMap(({ before, after }) => (before === undefined ? [after] : [after, before]));
}

async function* textsOf(
  repository: Repository,
  changes: readonly BlobChange[],
  first: ReadonlyMap<string, Blob>,
): AsyncGenerator<ChangedText[]> {
  for (let from = 0; from < changes.length; from += together) {
    const group = changes.slice(from, from + together);
    const blobs = from === 0 ? first : await readBlobs(repository, namesOf(group), smallBytes);
    const isLarge = (name = '') => (blobs.get(name)?.size ?? 0) > smallBytes;
    const small = group.filter(({ before, after }) => !isLarge(before) && !isLarge(after));
    yield small.map((change) => textOf(change, blobs));
    for (const change of group) {
      if (small.includes(change)) continue;
      yield [textOf(change, await readBlobs(repository, namesOf([change]), limit))];
    }
  }
}

function textOf({ path, before, after }: BlobChange, blobs: ReadonlyMap<string, Blob>): ChangedText {
  const read = (name: string | undefined) => readableText(blobs.get(name ?? '')?.bytes ?? Buffer.alloc(0));
  const { text, isBinary } = read(after);
  return { path, before: read(before).text, after: text, isBinary, isCut: (blobs.get(after)?.size ?? 0) > limit };
}
