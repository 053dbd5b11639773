/** Files that may be reached through symbolic links: followed, but never out of the repository. */
import { realpathSync } from 'node:fs';
import { isInside } from '../edit/file-place.ts';
import { type OpenedReading, readOpened, refused } from './text-reading.ts';

export interface LinkedReading extends OpenedReading {
  /** Where the links end; undefined when they end nowhere or outside. */
  readonly target: string | undefined;
}

/**
 * Reads a file after following all links on its way.
 * @param root real path of the repository
 * @param path absolute
 * @param file the same below the root, for messages
 */
export function readLinked(root: string, path: string, file: string): LinkedReading {
  try {
    const target = realpathSync(path);
    if (!isInside(root, target)) return { reading: outside(file), stats: undefined, target: undefined };
    const opened = readOpened(target, file);
    return opened === 'link' ? changing(file) : { ...opened, target };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reading = refused(file, 'file-unreadable', `cannot be read (${code ?? message})`);
    return { reading, stats: undefined, target: undefined };
  }
}

/** The reading of a file, or of a folder, that lies outside. */
export function outside(file: string): ReturnType<typeof refused> {
  return refused(file, 'file-outside', 'is a link that leads out of the repository');
}

/** A link that appeared between two looks at the same place. */
function changing(file: string): LinkedReading {
  const reading = refused(file, 'file-unreadable', 'cannot be read (it changes while it is read)');
  return { reading, stats: undefined, target: undefined };
}
