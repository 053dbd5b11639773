import { mkdir, mkdtemp, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { KeptRecords } from '../../../../src/editor/session/kept-records.ts';
import { SessionModel, type SessionModelParts } from '../../../../src/editor/session/session-model.ts';
import { sideText } from '../../../../src/editor/sides/side-text.ts';
import type { SessionRecord } from '../../../../src/session/session-record.ts';
import { sessionFile, writeSession } from '../../../../src/session/session-store.ts';
import { run } from '../queue-fixture.ts';

let root: string;
let commonDir: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'session-model-'));
  commonDir = join(root, '.git');
  await mkdir(commonDir);
  await writeFile(join(commonDir, 'HEAD'), 'ref: refs/heads/main\n');
});

/** A session that began at this hour and took one. @param more for example one that has not ended */
async function keep(hour: number, more: Partial<SessionRecord> = {}): Promise<void> {
  const record: SessionRecord = {
    ...{ session_id: `at-${hour}`, started_at: new Date(2026, 0, 1, hour).toISOString() },
    ...{ ended_at: new Date(2026, 0, 1, hour + 1).toISOString(), outcome: 'finished', reason: 'Nothing is ready.' },
    ...{ cluster_context: null, tasks: [], human_actions: [], settled: [], issue: null, retrospective: null },
    ...{ next_action: null, warnings: [] },
    ...more,
  };
  await writeSession(commonDir, record);
  const written = new Date(2026, 0, 1, hour + 1);
  await utimes(sessionFile(commonDir, record.session_id), written, written);
}

const model = (more: Partial<SessionModelParts> = {}) =>
  new SessionModel({
    ...{ folders: () => [{ root, name: 'shop' }], run: () => ({}), terms: async () => undefined },
    ...{ changed: () => {}, failed: () => {} },
    ...more,
  });
const textOf = (shown: SessionModel) => sideText((node) => shown.children(node));
/** The labels of the sessions that are over. */
const sessionsIn = (text: string) => [...text.matchAll(/^ {2}\(pass\) \S+ (\S+)/gm)].map(([, time]) => time);

test('where no session was nothing is shown, and nothing is made', async () => {
  expect(await textOf(model())).toBe('');
});

test('the newest come first, ten at a time', async () => {
  for (let hour = 0; hour < 22; hour += 1) await keep(hour);
  const shown = model();
  const first = await textOf(shown);
  expect(sessionsIn(first)).toEqual(['21', '20', '19', '18', '17', '16', '15', '14', '13', '12'].map((h) => `${h}:00`));
  expect(first).toContain('(ellipsis) Show More 12 older');
  shown.showMore();
  const second = await textOf(shown);
  expect(sessionsIn(second)).toHaveLength(20);
  expect(second).toContain('(ellipsis) Show More 2 older');
});

test('the last one that has not ended is the one that runs, or was interrupted', async () => {
  await keep(1);
  await keep(2, { ended_at: null, outcome: 'running', reason: '' });
  expect(await textOf(model())).toMatch(/^\(debug-pause\) Interrupted between two tasks\nPast Sessions 1\n/);
  const session = run('Session', { kind: 'session', stage: 'choosing', total: 0 });
  const shown = model({ run: () => ({ run: session }) });
  expect(await textOf(shown)).toMatch(/^\(loading~spin\) Session choosing\n/);
});

test('a run that goes on is shown as it is now without anything being read', async () => {
  await keep(1);
  let state = run('TASK-001', { done: 0 });
  const shown = model({ run: () => ({ run: state }) });
  await textOf(shown);
  state = run('TASK-001', { done: 2 });
  expect(shown.rows().map(({ description }) => description)).toContain('running 2/3');
});

test('a record that is written is told of while the view is seen', async () => {
  await keep(1);
  let isTold: (() => void) | undefined;
  const told = new Promise<void>((resolve) => {
    isTold = resolve;
  });
  const shown = model({ changed: () => isTold?.() });
  shown.follow(true);
  await textOf(shown);
  await keep(2);
  await told;
  shown.dispose();
});

test('records are read again where they changed; what is none is left out', async () => {
  await keep(1);
  await writeFile(join(commonDir, 'agent-toolkit/sessions/odd.json'), '{"session_id": 1');
  const kept = new KeptRecords();
  const reasons = async () => (await kept.page(commonDir, 10)).records.map(({ reason }) => reason);
  expect(await reasons()).toEqual(['Nothing is ready.']);
  await keep(1, { reason: 'Stopped.' });
  expect(await reasons()).toEqual(['Stopped.']);
});
