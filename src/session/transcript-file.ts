/**
 * One transcript as it is written, below the repository's git folder. Each record is on disk when `add` returns, so that a
 * crash leaves what there was; a file that grows too large keeps its beginning and its end.
 */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTranscriptRecord, type TranscriptRecord } from './transcript-record.ts';

/** Bytes of a file before its middle is cut out. */
const largest = 2 << 20;
/** Bytes that are kept at the beginning, and as many at the end. */
const kept = 512 << 10;
/** Bytes of one record. */
const largestRecord = 256 << 10;

/** Where the transcripts of all items are. */
export function transcriptsFolder(commonDir: string): string {
  return join(commonDir, 'agent-toolkit', 'transcripts');
}

/** Where those of one item are; an id may hold what no folder's name may. */
export function itemFolder(commonDir: string, itemId: string): string {
  return join(transcriptsFolder(commonDir), encodeURIComponent(itemId).replaceAll('.', '%2E'));
}

/** `0007.jsonl` */
export function transcriptNumber(name: string): number | undefined {
  const digits = /^(\d{4,})\.jsonl$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export class TranscriptFile {
  readonly #path: string;
  #bytes = 0;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Begins a transcript with the next number of the item. @throws Error where nothing can be written */
  static create(commonDir: string, itemId: string): TranscriptFile {
    const folder = itemFolder(commonDir, itemId);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const names = readdirSync(folder);
    // What a crash left of a cut.
    for (const name of names) if (name.endsWith('.new')) rmSync(join(folder, name));
    const numbers = names.map((name) => transcriptNumber(name) ?? 0);
    const path = join(folder, `${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}.jsonl`);
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
    return new TranscriptFile(path);
  }

  /** Adds a record. @throws Error where it cannot be written, for example on a full disk */
  add(record: TranscriptRecord): void {
    const line = lineOf(record);
    if (this.#bytes + line.length > largest) this.#cutMiddle();
    appendFileSync(this.#path, line, { mode: 0o600 });
    this.#bytes += line.length;
  }

  #cutMiddle(): void {
    const text = withoutMiddle(readFileSync(this.#path, 'utf8').split('\n').slice(0, -1));
    writeFileSync(`${this.#path}.new`, text, { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
    this.#bytes = Buffer.byteLength(text);
  }
}

function lineOf(record: TranscriptRecord): Buffer {
  const line = Buffer.from(`${JSON.stringify(record)}\n`);
  if (line.length <= largestRecord) return line;
  return Buffer.from(`${JSON.stringify({ type: 'cut', records: 1, bytes: line.length })}\n`);
}

/** The first lines and the last ones, with a record between them of what is missing, earlier cuts counted in. */
function withoutMiddle(lines: readonly string[]): string {
  const sizes = lines.map((line) => Buffer.byteLength(line) + 1);
  const isMiddle = (index: number) => {
    const record = readTranscriptRecord(lines[index] ?? '');
    return record?.type === 'cut' && record.records > 1 ? record : undefined;
  };
  let from = 0;
  for (let size = sizes[0] ?? 0; size <= kept && isMiddle(from) === undefined; size += sizes[from] ?? 0) from += 1;
  let to = lines.length;
  for (let size = sizes[to - 1] ?? 0; size <= kept && to > from; size += sizes[to - 1] ?? 0) to -= 1;
  let [records, bytes] = [0, 0];
  for (let index = from; index < to; index += 1) {
    const before = isMiddle(index);
    records += before?.records ?? 1;
    bytes += before?.bytes ?? sizes[index] ?? 0;
  }
  const note = JSON.stringify({ type: 'cut', records, bytes });
  return [...lines.slice(0, from), note, ...lines.slice(to)].map((line) => `${line}\n`).join('');
}
