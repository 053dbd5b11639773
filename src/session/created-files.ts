/**
 * Which files a creation of items wrote into the work tree, and when: a run that goes on at the same time asks, so that it
 * neither commits them as an agent's work nor takes them away with what it puts back.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ignoreMissing } from './missing-file.ts';

const entrySchema = z.object({
  /** Milliseconds since 1970. */
  at: z.number(),
  /** Paths below the repository root, with forward slashes. */
  paths: z.array(z.string()),
});
type Entry = z.output<typeof entrySchema>;

/** No attempt at a criterion lasts longer than a day. */
const keptMs = 2 * 24 * 60 * 60 * 1000;
/** Notes are made before the files are written. */
const leadMs = 10_000;

/** Notes files that are about to be written. One at a time: the caller holds the lock of creations. */
export async function noteCreated(commonDir: string, paths: readonly string[], now = Date.now()): Promise<void> {
  const file = noteFile(commonDir);
  const entries = (await readEntries(file)).filter(({ at }) => now - at < keptMs);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.tmp`, JSON.stringify([...entries, { at: now, paths: [...paths] }]));
  await rename(`${file}.tmp`, file);
}

/** The files that were written since a time, in milliseconds since 1970, or shortly before. */
export async function createdSince(commonDir: string, since: number): Promise<string[]> {
  const entries = await readEntries(noteFile(commonDir));
  return entries.filter(({ at }) => at >= since - leadMs).flatMap(({ paths }) => paths);
}

function noteFile(commonDir: string): string {
  return join(commonDir, 'agent-toolkit', 'created.json');
}

/** A file that a crash left unreadable says nothing. */
async function readEntries(file: string): Promise<Entry[]> {
  const text = await readFile(file, 'utf8').catch(ignoreMissing);
  try {
    return z.array(entrySchema).safeParse(JSON.parse(text ?? '[]')).data ?? [];
  } catch {
    return [];
  }
}
