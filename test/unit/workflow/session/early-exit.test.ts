import { expect, test } from 'vitest';
import type { SessionTask } from '../../../../src/session/session-record.ts';
import { exitAfter, stopExit } from '../../../../src/workflow/session/early-exit.ts';
import { issueDescription, issueTitle, seenAgainEntry } from '../../../../src/workflow/session/issue-text.ts';
import { failed, sessionOf, taskOf } from './session-of.ts';

const limits = { tasks: 1, failures: 3, tokens: 0, until: undefined };
const unpushed = taskOf('A-2', { archived: { to: 'f', sha: 'a', pushed: false, refused: 'Why it ended.' } });
const errorBy = (by: string | null) => taskOf('A-2', { status: 'error', ended_by: by, message: 'Why it ended.' });

test.each<[name: string, tasks: SessionTask[], title: string | undefined]>([
  ['nothing', [], undefined],
  ['a success', [taskOf('A-1')], undefined],
  ['two failures', [failed('A-1'), failed('A-2')], undefined],
  ['three failures', [failed('A-1'), failed('A-2'), failed('A-3')], '3 tasks failed in a row'],
  ['a STOP', [taskOf('A-1'), errorBy('stop')], 'STOP in the notes of A-2'],
  ['the cluster', [errorBy('cluster')], 'the cluster cannot be used'],
  ['git', [errorBy('git')], 'git refused'],
  ['Codex', [errorBy('codex')], 'Codex cannot be used'],
  ['a guard', [errorBy('repository')], 'the repository was changed from outside'],
  ['another run', [errorBy('busy')], 'another run holds the repository'],
  ['an archive that no remote took', [unpushed], 'git refused'],
  ['what nobody explains', [errorBy(null)], 'unexpected error'],
  ['a criterion', [errorBy('criterion')], undefined],
  ['a critical error before the last task', [errorBy('cluster'), taskOf('A-3')], undefined],
])('%s', (_name, tasks, title) => {
  const exit = exitAfter(tasks, limits);
  expect(exit?.title).toBe(title);
  if (exit === undefined) return;
  expect(exit.remedy).toContain('agent-toolkit run');
  if (title !== 'STOP in the notes of A-2') expect(exit.reason + exit.remedy).toMatch(/Why it ended\.|A-3 failed\./);
});

test('one failure ends a session that may have one', () => {
  expect(exitAfter([failed('A-1')], { ...limits, failures: 1 })).toMatchObject({
    title: '1 task failed',
    reason: '1 task failed: A-1.',
  });
});

test('the issue says what happened, where the session stood and what to do', () => {
  const record = sessionOf([taskOf('A-1'), failed('A-2')]);
  expect(issueTitle(stopExit)).toBe('Session failure: stop command');
  const text = issueDescription(record, { title: 't', reason: 'It broke.', remedy: 'Mend it.' });
  expect(text).toContain('Infrastructure task session exited early due to: It broke.');
  for (const part of [
    '2 tasks, completed: A-1.',
    '- A-2: error. A-2 failed.',
    '**What to do:** Mend it.',
    'Session: s-1',
  ])
    expect(text).toContain(part);
  const now = new Date(2026, 1, 1, 3, 4);
  expect(seenAgainEntry(record, { title: 't', reason: 'It\nbroke.', remedy: '' }, now)).toBe(
    '2026-02-01 03:04: Again in session s-1: It broke.',
  );
});
