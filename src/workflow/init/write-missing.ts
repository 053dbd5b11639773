/** Writes what is missing, and never over anything. */
import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { NewFile } from '../../backlog/create/new-item.ts';
import { writeDurably } from '../../session/write-durably.ts';
import { withLine } from './starter-files.ts';

/** missing: it can be made. present: something is there. An obstacle is told as a sentence. */
export type Spot = 'missing' | 'present' | { readonly obstacle: string };

/** What is at a path below the root. A link on the way, or something that is no folder, is an obstacle. */
export async function lookAtSpot(root: string, path: string): Promise<Spot> {
  const names = path.split('/');
  for (let count = 1; count <= names.length; count += 1) {
    const part = names.slice(0, count).join('/');
    const stats = await lstat(join(root, part)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (stats === undefined) return 'missing';
    if (count === names.length) return 'present';
    if (stats.isSymbolicLink()) return { obstacle: `${part} is a symbolic link, so ${path} was not made behind it.` };
    if (!stats.isDirectory()) return { obstacle: `${part} is no folder, so ${path} was not made.` };
  }
  return 'present';
}

/** @returns whether it was made; not when something has come there meanwhile. @throws the system's error */
export async function makeFile(root: string, { path, text }: NewFile): Promise<boolean> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  try {
    await writeFile(join(root, path), text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The text of the file in bytes that stay what they are, empty where there is none; undefined where it is no plain file. */
export async function readPlain(file: string): Promise<string | undefined> {
  const stats = await lstat(file).catch(() => undefined);
  if (stats === undefined) return '';
  return stats.isFile() ? (await readFile(file)).toString('latin1') : undefined;
}

/** Adds the line at the end; all other bytes stay. @throws the system's error */
export async function addLine(file: string, text: string, line: string): Promise<void> {
  const bytes = Buffer.from(withLine(text, line), 'latin1');
  if (text === '') await writeFile(file, bytes, { flag: 'a' });
  else await writeDurably(file, bytes);
}
