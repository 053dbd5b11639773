import { expect, test } from 'vitest';
import { againEntry, blockedEntry, readBlocking } from '../../../../src/workflow/session/blocked-entry.ts';

const minute = '2026-01-31 22:05';
const first = blockedEntry(minute, { session: '1a2b-3c', attempt: 1, status: 'active' }, 'kubectl\nrefused.');
const second = blockedEntry(minute, { session: '4d5e', attempt: 2, status: 'in_progress' }, 'Again.');
const again = againEntry(minute, { session: '4d5e', attempt: 2 });
const task = (...entries: readonly string[]) =>
  ['# T', '', '## Progress Log', '', ...entries.map((entry) => `- ${entry}`), ''].join('\n');

test('the entries are what people read', () => {
  expect(first).toBe(
    '2026-01-31 22:05: Blocked after an error, attempt 1 of 3 (session 1a2b-3c, status was active): kubectl refused.',
  );
  expect(again).toBe('2026-01-31 22:05: Tried again, attempt 2 of 3 (session 4d5e)');
});

test.each<[name: string, text: string, found: object | undefined]>([
  ['no entry', task('2026-01-30 10:00: Created'), undefined],
  ['one', task(first), { session: '1a2b-3c', attempt: 1, status: 'active' }],
  [
    'a remark behind it',
    task(first, '2026-02-01 08:00: The registry is up again'),
    { session: '1a2b-3c', attempt: 1, status: 'active' },
  ],
  ['tried again', task(first, again), undefined],
  ['blocked anew', task(first, again, second), { session: '4d5e', attempt: 2, status: 'in_progress' }],
  [
    'with Windows line ends',
    task(first).replaceAll('\n', '\r\n'),
    { session: '1a2b-3c', attempt: 1, status: 'active' },
  ],
  ['in another section', `${task().replace('Progress Log', 'Description')}- ${first}\n`, undefined],
  ['in a fence', task().concat('```\n', `- ${first}\n`, '```\n'), undefined],
  ['what a person writes', task('2026-01-22 10:15: Blocked: the supplier has none'), undefined],
])('%s', (_name, text, found) => {
  expect(readBlocking(text)).toEqual(found);
});
