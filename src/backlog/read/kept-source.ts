/** A source with what it said, and what tells whether it still says so. */
import { lstatSync, realpathSync } from 'node:fs';
import { type Fingerprint, isSame, trustedFingerprint } from './fingerprint.ts';
import type { FolderPlace, Folders } from './folders.ts';
import { outside, readLinked } from './linked-text.ts';
import { type Piece, pathOf, type Source } from './source.ts';
import { readOpened, refused, type TextReading } from './text-reading.ts';

/** How one file was found. */
interface KnownFile {
  readonly path: string;
  /** Where a link leads; undefined for a file that is none. */
  readonly target: string | undefined;
  readonly print: Fingerprint;
}

export interface KeptSource {
  readonly source: Pick<Source, 'key' | 'names'>;
  readonly piece: Piece;
  /** Real path of its folder. */
  readonly folderPath: string | undefined;
  /** Whether all that it says is in the piece. */
  readonly isWhole: boolean;
  /** Its files as they were; undefined when one of them has to be read again in any case. */
  readonly known: readonly KnownFile[] | undefined;
}

/**
 * Reads a source.
 * @param root real path of the repository
 * @param atAGlance whether a glance will do; then it is read again next time
 */
export function readSource(root: string, source: Source, folders: Folders, atAGlance: boolean): KeptSource {
  const place = placeOf(source, folders);
  const known: KnownFile[] = [];
  const readings = source.names.map((name) => readFile(root, place, source.folder, name, known));
  const folderPath = 'path' in place ? place.path : undefined;
  const glanced = atAGlance ? source.glance?.(readings) : undefined;
  if (glanced !== undefined) return { source, piece: glanced, isWhole: false, folderPath, known: undefined };
  const areKnown = known.length === source.names.length;
  return { source, piece: source.parse(readings), isWhole: true, folderPath, known: areKnown ? known : undefined };
}

/** Where the files are, or why they cannot be reached. */
function placeOf({ folder }: Source, folders: Folders): FolderPlace | { readonly why: string } {
  try {
    return folders.place(folder) ?? { why: 'ENOENT' };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { why: code ?? message };
  }
}

/** Reads a file, and adds how it was found to the known ones if that can be trusted. */
function readFile(
  root: string,
  place: ReturnType<typeof placeOf>,
  folder: string,
  name: string,
  known: KnownFile[],
): TextReading {
  const file = pathOf(folder, name);
  if ('why' in place) return refused(file, 'file-unreadable', `cannot be read (${place.why})`);
  if (place.isOutside) return outside(file);
  const path = `${place.path}/${name}`;
  const readAt = Date.now();
  const opened = readOpened(path, file);
  const { reading, stats, target } =
    opened === 'link' ? readLinked(root, path, file) : { ...opened, target: undefined };
  const print = stats === undefined ? undefined : trustedFingerprint(stats, readAt);
  if (print !== undefined) known.push({ path, target, print });
  return reading;
}

/** Whether a source and its files are as they were when it was read. */
export function isUnchanged(kept: KeptSource, now: Source, folders: Folders): boolean {
  const { source, folderPath, known } = kept;
  if (known === undefined || (now !== source && !hasSameNames(now, source))) return false;
  const place = placeOf(now, folders);
  return 'path' in place && place.path === folderPath && !place.isOutside && known.every(isAsKnown);
}

function hasSameNames(one: Source, other: KeptSource['source']): boolean {
  return one.names.length === other.names.length && one.names.every((name, index) => name === other.names[index]);
}

function isAsKnown({ path, target, print }: KnownFile): boolean {
  try {
    if (target !== undefined && realpathSync(path) !== target) return false;
    const stats = lstatSync(target ?? path, quietly);
    return stats !== undefined && isSame(stats, print);
  } catch {
    // Whatever is the matter, reading the file again will tell.
    return false;
  }
}

const quietly = { throwIfNoEntry: false } as const;
