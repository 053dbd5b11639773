/**
 * Keeps what was read of large repositories in the editor's own storage of the workspace, so that the next window need only
 * look which files changed. Nothing of it lies in a repository, whose content could then pretend to have been read.
 */
import { createHash } from 'node:crypto';
import { openSync, readSync, statSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadingMemory } from '../backlog/read/backlog-reader.ts';
import { removeStrayDrafts, writeDurably } from '../session/write-durably.ts';
import * as l10n from './l10n.ts';

export interface ReadingsPlace {
  /** Made when something is kept. */
  readonly folder: string;
  /** The extension's main file: another one may read the same files in another way. */
  readonly main: string;
}

/**
 * The memory of one repository. Its file stays open, whatever a later window puts in its place.
 * @param root its path, as the window names it
 */
export function keptReadings({ folder, main }: ReadingsPlace, root: string): ReadingMemory {
  const start = `${hashOf(root)}-`;
  const file = join(folder, `${start}${versionOf(main)}.jsonl`);
  return {
    recall() {
      try {
        const descriptor = openSync(file, 'r');
        return { read: (start, length) => readBytes(descriptor, start, length) };
      } catch {
        return undefined; // then all is read, as in the first window
      }
    },
    async keep(bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const name of await readdir(folder)) {
        if (name.startsWith(start) && join(folder, name) !== file) await rm(join(folder, name), { force: true });
      }
      await removeStrayDrafts(file);
      await writeDurably(file, bytes);
    },
  };
}

function readBytes(descriptor: number, start: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const count = readSync(descriptor, bytes, done, length - done, start + done);
    if (count === 0) throw new Error(l10n.t`What was kept of the tasks ends at ${start + done}.`);
    done += count;
  }
  return bytes;
}

function versionOf(main: string): string {
  const { size, mtimeMs } = statSync(main);
  return hashOf(`${size} ${mtimeMs}`);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
