/** The records of sessions, one file each below the repository's git folder: they stay on this machine. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreMissing } from './missing-file.ts';
import { type SessionRecord, sessionRecordSchema } from './session-record.ts';
import { sessionsFolder } from './sessions-folder.ts';
import { removeStrayDrafts, writeDurably } from './write-durably.ts';

export interface KeptSessions {
  /** The oldest first. */
  readonly records: readonly SessionRecord[];
  /** Files that cannot be read, for people; they stay as they are. */
  readonly warnings: readonly string[];
}

/** The file of one session. */
export function sessionFile(commonDir: string, sessionId: string): string {
  return join(sessionsFolder(commonDir), `${encodeURIComponent(sessionId).replaceAll('.', '%2E')}.json`);
}

/** Reads all records; one that is no record is a warning. */
export async function readSessions(commonDir: string): Promise<KeptSessions> {
  const folder = sessionsFolder(commonDir);
  const names = (await readdir(folder).catch(ignoreMissing)) ?? [];
  const records: SessionRecord[] = [];
  const warnings: string[] = [];
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    const file = join(folder, name);
    const record = readRecord(await readFile(file, 'utf8').catch(ignoreMissing));
    if (record === undefined) warnings.push(`${file} is no record of a session, and was left out.`);
    else records.push(record);
  }
  return { records: records.toSorted((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at)), warnings };
}

/** Reads the record of one session; undefined where there is none that can be read. */
export async function readSession(commonDir: string, sessionId: string): Promise<SessionRecord | undefined> {
  return readRecord(await readFile(sessionFile(commonDir, sessionId), 'utf8').catch(ignoreMissing));
}

/** Writes the record of a session, whole or not at all. @throws Error naming the file */
export async function writeSession(commonDir: string, record: SessionRecord): Promise<void> {
  const file = sessionFile(commonDir, record.session_id);
  try {
    await mkdir(sessionsFolder(commonDir), { recursive: true });
    await writeDurably(file, `${JSON.stringify(record, null, 2)}\n`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`${file} cannot be written (${code ?? message}). Free space or make it writable, then run again.`);
  }
}

/** Removes the record of a session. */
export function removeSession(commonDir: string, sessionId: string): Promise<void> {
  return rm(sessionFile(commonDir, sessionId), { force: true });
}

/** Removes what a session left that was killed while it wrote its record. */
export async function cleanSession(commonDir: string, sessionId: string): Promise<void> {
  await mkdir(sessionsFolder(commonDir), { recursive: true });
  await removeStrayDrafts(sessionFile(commonDir, sessionId));
}

function readRecord(text: string | undefined): SessionRecord | undefined {
  try {
    return sessionRecordSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
