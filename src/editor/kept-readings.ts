/**
 * Keeps what was read of large repositories in the editor's own storage of the workspace, so that the next window need only
 * look which files changed. Nothing of it lies in a repository, whose content could then pretend to have been read.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadingMemory } from '../backlog/read/kept-lines.ts';
import { ignoreMissing } from '../session/missing-file.ts';
import { removeStrayDrafts, writeDurably } from '../session/write-durably.ts';
import * as l10n from './l10n.ts';

export interface ReadingsPlace {
  /** Made when something is kept. */
  readonly folder: string;
  /** The extension's main file, which names all others by what they hold: another one may read the same files in another way. */
  readonly main: string;
  /** Told when something that was kept cannot be used; all is read then. */
  failed(error: unknown): void;
}

/** What nobody wrote for so long is of a folder that has left the workspace, in milliseconds. */
const longestMs = 30 * 24 * 3_600_000;

/** The memory of one repository. @param root its path, as the window names it */
export function keptReadings({ folder, main, failed }: ReadingsPlace, root: string): ReadingMemory {
  const start = `${hashOf(root)}-`;
  const fileNow = () => join(folder, `${start}${hashOf(readFileSync(main))}.jsonl`);
  return {
    failed,
    recall() {
      try {
        const file = fileNow();
        closeSync(openSync(file, 'r'));
        return { read: (from, length) => readBytes(file, from, length) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') failed(error);
        return undefined;
      }
    },
    async keep(bytes) {
      const file = fileNow();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const name of await readdir(folder)) {
        const other = join(folder, name);
        if (other === file) continue;
        const { mtimeMs = 0 } = (await stat(other).catch(ignoreMissing)) ?? {};
        if (name.startsWith(start) || Date.now() - mtimeMs > longestMs) await rm(other, { force: true });
      }
      await removeStrayDrafts(file);
      await writeDurably(file, bytes);
    },
  };
}

/** Opened each time: another window may put another file in its place, which some systems refuse while it is open. */
function readBytes(file: string, start: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  const descriptor = openSync(file, 'r');
  try {
    for (let done = 0; done < length; ) {
      const count = readSync(descriptor, bytes, done, length - done, start + done);
      if (count === 0) throw new Error(l10n.t`What was kept of the tasks is incomplete: ${file}`);
      done += count;
    }
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}

function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
