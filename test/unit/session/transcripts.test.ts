import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { itemFolder, TranscriptFile } from '../../../src/session/transcript-file.ts';
import type { TranscriptRecord } from '../../../src/session/transcript-record.ts';
import { listTranscripts, pruneTranscripts, readTranscript } from '../../../src/session/transcripts.ts';

let commonDir: string;
beforeEach(() => {
  commonDir = mkdtempSync(join(tmpdir(), 'agent-toolkit-test-'));
});
afterEach(() => rmSync(commonDir, { recursive: true }));

const at = '2026-01-31T14:05:00.000Z';
const event = (text: string): TranscriptRecord => ({ type: 'event', at, event: { text } });

async function records(itemId: string): Promise<TranscriptRecord[]> {
  const [kept] = await listTranscripts(commonDir, itemId);
  return kept === undefined ? [] : readTranscript(kept);
}

describe('a transcript', () => {
  test('is on disk with each record, for the user alone', async () => {
    const file = TranscriptFile.create(commonDir, 'TASK-001');
    file.add(event('one'));
    expect(await records('TASK-001')).toEqual([event('one')]);
    file.add(event('two'));
    expect(await records('TASK-001')).toEqual([event('one'), event('two')]);
    const [kept] = await listTranscripts(commonDir);
    expect(statSync(kept?.file ?? '').mode & 0o777).toBe(0o600);
    expect(statSync(join(kept?.file ?? '', '..')).mode & 0o777).toBe(0o700);
  });

  test('has the next number of its item, also where earlier ones are gone', async () => {
    for (const _ of [1, 2]) TranscriptFile.create(commonDir, 'TASK-001').add(event('x'));
    rmSync(join(itemFolder(commonDir, 'TASK-001'), '0001.jsonl'));
    TranscriptFile.create(commonDir, 'TASK-001');
    TranscriptFile.create(commonDir, 'TASK-002');
    const names = (await listTranscripts(commonDir)).map(({ itemId, number }) => `${itemId} ${number}`);
    expect(names.toSorted()).toEqual(['TASK-001 2', 'TASK-001 3', 'TASK-002 1']);
  });

  test('of an id that is a path stays below its folder', async () => {
    for (const id of ['..', '../../config', 'a/b c']) {
      TranscriptFile.create(commonDir, id).add(event(id));
      expect(await records(id)).toEqual([event(id)]);
    }
    expect(readdirSync(commonDir)).toEqual(['agent-toolkit']);
    expect(readdirSync(join(commonDir, 'agent-toolkit'))).toEqual(['transcripts']);
  });

  test('that is cut off in the middle of a record holds the rest', async () => {
    const file = TranscriptFile.create(commonDir, 'TASK-001');
    file.add(event('one'));
    const [kept] = await listTranscripts(commonDir);
    writeFileSync(kept?.file ?? '', `${readFileSync(kept?.file ?? '', 'utf8')}{"type":"event","at":"20`);
    expect(await records('TASK-001')).toEqual([event('one')]);
  });
});

describe('a transcript of 50 MB', () => {
  test('keeps its beginning and its end, and says how much is missing', async () => {
    const file = TranscriptFile.create(commonDir, 'TASK-001');
    const text = (index: number) => `${index} ${'x'.repeat(50_000)}`;
    for (let index = 0; index < 1000; index += 1) file.add(event(text(index)));
    const [kept] = await listTranscripts(commonDir);
    expect(kept?.bytes).toBeLessThan(2 << 20);
    const all = await records('TASK-001');
    const cuts = all.flatMap((record, index) => (record.type === 'cut' ? [{ ...record, index }] : []));
    expect(cuts).toHaveLength(1);
    const [cut] = cuts;
    expect(all.length - 1 + (cut?.records ?? 0)).toBe(1000);
    expect((cut?.bytes ?? 0) + (kept?.bytes ?? 0)).toBeGreaterThan(50_000_000);
    expect(all.slice(0, cut?.index)).toEqual(all.slice(0, cut?.index).map((_, index) => event(text(index))));
    expect(cut?.index).toBeGreaterThan(5);
    const ending = all.slice((cut?.index ?? 0) + 1);
    expect(ending.length).toBeGreaterThan(5);
    expect(ending).toEqual(ending.map((_, index) => event(text(1000 - ending.length + index))));
  });

  test('in one record has a note in its place', async () => {
    const file = TranscriptFile.create(commonDir, 'TASK-001');
    file.add(event('x'.repeat(50_000_000)));
    file.add(event('after'));
    expect(await records('TASK-001')).toEqual([{ type: 'cut', records: 1, bytes: expect.any(Number) }, event('after')]);
  });
});

describe('what is kept in all', () => {
  const day = 24 * 60 * 60 * 1000;
  const now = Date.parse(at);
  /** Some bytes that were written so many days ago. */
  function keep(itemId: string, days: number, bytes = 1000): void {
    TranscriptFile.create(commonDir, itemId);
    const folder = itemFolder(commonDir, itemId);
    const path = join(folder, readdirSync(folder).toSorted().at(-1) ?? '');
    writeFileSync(path, 'x'.repeat(bytes));
    utimesSync(path, (now - days * day) / 1000, (now - days * day) / 1000);
  }
  const left = async () => (await listTranscripts(commonDir)).map(({ itemId, number }) => `${itemId} ${number}`);
  const prune = (limits: { bytes?: number; days?: number }) =>
    pruneTranscripts(commonDir, { bytes: limits.bytes ?? 1e9, ageMs: (limits.days ?? 1000) * day }, now);

  beforeEach(() => {
    keep('TASK-001', 9);
    keep('TASK-002', 5);
    keep('TASK-001', 1);
  });

  test('goes by age', async () => {
    await prune({ days: 6 });
    expect(await left()).toEqual(['TASK-002 1', 'TASK-001 2']);
  });

  test('goes by size, the oldest first', async () => {
    await prune({ bytes: 1500 });
    expect(await left()).toEqual(['TASK-001 2']);
    expect(readdirSync(join(commonDir, 'agent-toolkit/transcripts'))).toEqual(['TASK-001']);
  });

  test('stays where it is within the limits', async () => {
    await prune({});
    expect(await left()).toHaveLength(3);
  });

  test('is nothing where there is nothing, and a strange folder is left alone', async () => {
    rmSync(join(commonDir, 'agent-toolkit'), { recursive: true });
    await prune({});
    mkdirSync(join(commonDir, 'agent-toolkit/transcripts/%'), { recursive: true });
    await prune({ bytes: 0 });
    expect(readdirSync(join(commonDir, 'agent-toolkit/transcripts'))).toEqual(['%']);
  });
});
