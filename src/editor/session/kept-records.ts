/** The records of a repository's sessions, the newest first; each file is read again only where it changed. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type SessionRecord, sessionRecordSchema } from '../../session/session-record.ts';
import { sessionsFolder } from '../../session/sessions-folder.ts';

export interface RecordPage {
  readonly records: readonly SessionRecord[];
  /** How many older ones there are. */
  readonly more: number;
}

interface Known {
  readonly print: string;
  readonly record: SessionRecord | undefined;
}

export class KeptRecords {
  #known = new Map<string, Known>();

  /** What cannot be read is left out: `agent-toolkit` says so where it matters. @param most how many at most */
  async page(commonDir: string, most: number): Promise<RecordPage> {
    const folder = sessionsFolder(commonDir);
    const names = await readdir(folder).catch(() => []);
    const files = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map((name) => look(join(folder, name))),
    );
    const newest = files.flatMap((file) => (file === undefined ? [] : [file])).toSorted((a, b) => b.at - a.at);
    const read = await Promise.all(newest.slice(0, most).map((file) => this.#read(file)));
    const records = read.filter((record) => record !== undefined);
    return {
      records: records.toSorted((a, b) => Date.parse(b.started_at) - Date.parse(a.started_at)),
      more: Math.max(0, newest.length - most),
    };
  }

  async #read({ path, print }: FileLook): Promise<SessionRecord | undefined> {
    const known = this.#known.get(path);
    if (known?.print === print) return known.record;
    const record = parse(await readFile(path, 'utf8').catch(() => ''));
    this.#known.set(path, { print, record });
    return record;
  }
}

interface FileLook {
  readonly path: string;
  /** When it was written last: a record is not touched once its session is over. */
  readonly at: number;
  readonly print: string;
}

async function look(path: string): Promise<FileLook | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  return { path, at: stats.mtimeMs, print: `${stats.mtimeMs} ${stats.size} ${stats.ino}` };
}

function parse(text: string): SessionRecord | undefined {
  try {
    return sessionRecordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
