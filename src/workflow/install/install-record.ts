/** What an installation changed, so that it can be taken back exactly. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const recordSchema = z.object({
  /** The whole file before; null where there was none. */
  before: z.string().nullable(),
  after: z.string(),
  madeFolder: z.boolean(),
});

export type InstallRecord = z.output<typeof recordSchema>;

/** Undefined where there is none, or none that can be read: then nothing is known of the time before. */
export async function readRecord(file: string): Promise<InstallRecord | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** The configuration may hold secrets, so this is for the user's eyes alone. @throws the system's error */
export async function writeRecord(file: string, record: InstallRecord): Promise<void> {
  await rm(file, { force: true });
  await writeFile(file, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
}
