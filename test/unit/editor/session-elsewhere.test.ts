import { afterEach, expect, test } from 'vitest';
import { sessionItem } from '../../../src/editor/run-state.ts';
import { interruptedText, lookAtSessions } from '../../../src/editor/session-elsewhere.ts';
import { repositoryWithSessions } from '../../../src/editor/sessions-place.ts';
import type { Repository } from '../../../src/git/repository.ts';
import type { SessionRecord } from '../../../src/session/session-record.ts';
import { writeSession } from '../../../src/session/session-store.ts';
import { lockSession } from '../../../src/workflow/session/session-lock.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';
import { sessionOf, taskOf } from '../workflow/session/session-of.ts';

let on: TemporaryRepository;
afterEach(() => on.remove());

async function withRecord(record: SessionRecord): Promise<Repository> {
  on = temporaryRepository();
  const gitDir = `${on.root}/.git`;
  await writeSession(gitDir, record);
  on.write('.agent-state.json', JSON.stringify({ session_id: record.session_id }));
  return { root: on.root, gitDir, commonDir: gitDir };
}

test('where no session ever was there is nothing to look at', async () => {
  on = temporaryRepository();
  expect(await repositoryWithSessions(on.root)).toBeUndefined();
  expect(await repositoryWithSessions(`${on.root}/gone`)).toBeUndefined();
});

test('a linked work tree looks where the repository keeps its sessions', async () => {
  const repository = await withRecord(sessionOf([]));
  on.git('worktree', 'add', '--quiet', '../linked');
  expect(await repositoryWithSessions(on.root)).toEqual(repository);
  expect(await repositoryWithSessions(`${on.root}/../linked`)).toMatchObject({ commonDir: repository.commonDir });
});

test('one that did not end and that nobody runs was interrupted', async () => {
  const record = sessionOf([taskOf('A-1'), taskOf('A-2', { ended_at: null, status: null })]);
  const repository = await withRecord(record);
  expect(await lookAtSessions(on.root, repository)).toEqual({ interrupted: record });
  expect(interruptedText(record)).toMatch(
    /^The session of .* was interrupted while A-2 was being worked on\. 1 task was ended before\. Go on with it\?$/,
  );
});

test('one that ended is nothing to go on with, and can be told of', async () => {
  const ended = sessionOf([], { ended_at: '2026-01-31T22:00:00.000Z', outcome: 'finished' });
  const repository = await withRecord(ended);
  expect(await lookAtSessions(on.root, repository)).toEqual({ ended });
});

test.each([
  ['at a task', [taskOf('A-1', { ended_at: null, status: null })], 'A-1'],
  ['between two', [taskOf('A-1')], sessionItem],
] as const)('one that another process runs, %s, is running and not interrupted', async (_, tasks, itemId) => {
  const repository = await withRecord(sessionOf(tasks));
  const release = await lockSession(repository);
  const { running, interrupted } = await lookAtSessions(on.root, repository);
  expect(running).toMatchObject({ repository: on.root, itemId, kind: 'session', stage: 'running elsewhere' });
  expect(running?.message).toContain(`process ${process.pid}`);
  expect(interrupted).toBeUndefined();
  await release();
  expect((await lookAtSessions(on.root, repository)).running).toBeUndefined();
});
