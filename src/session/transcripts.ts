/** The transcripts that are kept: found, read, and the oldest removed. */
import { readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreMissing } from './missing-file.ts';
import { itemFolder, transcriptNumber, transcriptsFolder } from './transcript-file.ts';
import { readTranscriptRecord, type TranscriptRecord } from './transcript-record.ts';

export interface KeptTranscript {
  /** The item's id as the name of the folder tells it. */
  readonly itemId: string;
  /** Unique to the item, in the order of time. */
  readonly number: number;
  readonly file: string;
  readonly bytes: number;
  /** When it was written to last, in milliseconds since 1970. */
  readonly writtenAt: number;
}

/** All transcripts of one item, or of all, the oldest first. */
export async function listTranscripts(commonDir: string, itemId?: string): Promise<KeptTranscript[]> {
  const folder = transcriptsFolder(commonDir);
  const items = itemId === undefined ? ((await readdir(folder).catch(ignoreMissing)) ?? []).flatMap(itemOf) : [itemId];
  const found = await Promise.all(items.map((item) => transcriptsOf(commonDir, item)));
  return found.flat().sort((a, b) => a.writtenAt - b.writtenAt || a.number - b.number);
}

function itemOf(folder: string): string[] {
  try {
    return [decodeURIComponent(folder)];
  } catch {
    return []; // none of ours
  }
}

async function transcriptsOf(commonDir: string, itemId: string): Promise<KeptTranscript[]> {
  const folder = itemFolder(commonDir, itemId);
  const names = (await readdir(folder).catch(ignoreMissing)) ?? [];
  const found = names.map(async (name): Promise<KeptTranscript[]> => {
    const number = transcriptNumber(name);
    const file = join(folder, name);
    const entry = number === undefined ? undefined : await stat(file).catch(ignoreMissing);
    if (number === undefined || entry === undefined) return [];
    return [{ itemId, number, file, bytes: entry.size, writtenAt: entry.mtimeMs }];
  });
  return (await Promise.all(found)).flat();
}

/** What is in a transcript, in the order of time. */
export async function readTranscript({ file }: Pick<KeptTranscript, 'file'>): Promise<TranscriptRecord[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line) => readTranscriptRecord(line) ?? []);
}

export interface TranscriptLimits {
  readonly bytes: number;
  readonly ageMs: number;
}

/** All transcripts of a repository together: some hundred tries, and those of the last three months. */
export const transcriptLimits: TranscriptLimits = { bytes: 64 << 20, ageMs: 90 * 24 * 60 * 60 * 1000 };

/**
 * Removes the oldest transcripts, until what is left is within the limits. The caller holds the repository's lock and
 * has ended its own, so that none is removed that is still being written.
 */
export async function pruneTranscripts(
  commonDir: string,
  { bytes, ageMs }: TranscriptLimits = transcriptLimits,
  now = Date.now(),
): Promise<void> {
  const all = await listTranscripts(commonDir);
  let total = all.reduce((sum, transcript) => sum + transcript.bytes, 0);
  for (const transcript of all) {
    if (total <= bytes && now - transcript.writtenAt <= ageMs) return;
    await rm(transcript.file, { force: true });
    total -= transcript.bytes;
    await rmdir(itemFolder(commonDir, transcript.itemId)).catch(() => {}); // others are left in it
  }
}
