import { expect, test } from 'vitest';
import type { SessionTask } from '../../../../src/session/session-record.ts';
import { failuresOf } from '../../../../src/tools/retrospective/failures.ts';
import { sessionRecord, sessionTask } from '../../../support/session-records.ts';

const failed = (reason: string): Partial<SessionTask> => {
  return { status: 'error', failed_section: { criterion: 'Push', reason, attempts: 2 } };
};
const kindsOf = (...tasks: readonly Partial<SessionTask>[]) =>
  failuresOf([sessionRecord({ tasks: tasks.map((task, index) => sessionTask(`TASK-00${index + 1}`, task)) })]);

test.each([
  [
    'ids, numbers, paths and quotations',
    'TASK-004: "web" did not answer at https://registry:5000/v2/ within 30 s (exit 7, 1a2b3c4d5e)',
    'TASK-019: "api" did not answer at https://registry:5000/v2/x within 31 s (exit 9, ffffff000)',
  ],
  ['blanks and capitals', 'The  Registry\nis down.', 'the registry is down'],
])('failures are of one kind whatever their %s', (_name, one, other) => {
  const kinds = kindsOf(failed(one), failed(other)).map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(1);
  expect(kinds[0]).toMatch(/^error-[a-z-]+$/);
});

test('other words are another kind', () => {
  const kinds = kindsOf(failed('The registry is down.'), failed('No space is left on the device.'));
  expect(kinds.map(({ kind }) => kind)).toEqual(['error-the-registry-is-down', 'error-no-space-is-left-on-the-device']);
});

test('a failed verification counts by its root causes, wherever they show', () => {
  const cause = { key: '0123456789ab', object: 'Deployment shop/web', reason: 'CrashLoopBackOff', message: 'It ends.' };
  const tests = { overall_status: 'failed', message: 'Failed.', causes: [cause] } as const;
  expect(kindsOf({ status: 'tests_failed', tests: { ...tests, causes: [cause] } })).toEqual([
    {
      ...{ kind: 'cause-0123456789ab', what: 'Deployment shop/web: CrashLoopBackOff', itemId: 'TASK-001' },
      ...{ sessionId: sessionRecord().session_id, at: Date.parse(sessionTask('TASK-001').ended_at ?? '') },
    },
  ]);
});

test('what is done, too large, partly done or cut off is no failure', () => {
  const statuses = ['complete', 'needs_decomposition', 'partial', null] as const;
  expect(kindsOf(...statuses.map((status) => ({ status })))).toEqual([]);
});

test('an error before any criterion is known by its message', () => {
  const [failure] = kindsOf({ status: 'error', failed_section: null, message: 'Codex is not logged in.' });
  expect(failure).toMatchObject({ kind: 'error-codex-is-not-logged-in', what: 'Codex is not logged in.' });
});
