import { expect, test } from 'vitest';
import { doneNotice, markQuestion } from '../../../../src/editor/actions/mark-question.ts';
import { action, repository, task } from '../queue-fixture.ts';

const waitsFor = (...blockedBy: string[]) => ({ state: 'blocked', blockedBy }) as const;

const cases = [
  [
    'frees a task',
    repository([task('TASK-006', waitsFor('ACTION-001'))]),
    ['TASK-006'],
    'It counts as done because you say so, in one commit of its files, which the next push takes along. TASK-006 is ready then.',
    { text: 'ACTION-001 is done. TASK-006 is ready now.', next: 'TASK-006' },
  ],
  [
    'frees several, the first of the queue is offered',
    repository([task('TASK-007', waitsFor('ACTION-001')), task('TASK-006', waitsFor('ACTION-001'))]),
    ['TASK-006', 'TASK-007'],
    'It counts as done because you say so, in one commit of its files, which the next push takes along. TASK-006 and TASK-007 are ready then.',
    { text: 'ACTION-001 is done. TASK-006 and TASK-007 are ready now.', next: 'TASK-007' },
  ],
  [
    'frees none that waits for others, too',
    repository([task('TASK-006', waitsFor('ACTION-001', 'TASK-003'))]),
    ['TASK-006'],
    'It counts as done because you say so, in one commit of its files, which the next push takes along. TASK-006 waits for TASK-003, too.',
    { text: 'ACTION-001 is done.' },
  ],
  [
    'holds nothing back',
    repository([]),
    [],
    expect.stringMatching(/next push takes along\.$/),
    { text: 'ACTION-001 is done.' },
  ],
] as const;

test.each(cases)('an action that %s', (_, queue, blocks, detail, notice) => {
  const waiting = { repository: queue, action: action('ACTION-001', { blocks }) };
  expect(markQuestion(waiting, 0)).toEqual({ message: 'Mark ACTION-001 "Title of ACTION-001" as done?', detail });
  expect(doneNotice(waiting)).toEqual(notice);
});

test('what is open, and what nobody asks, is said before', () => {
  const waiting = { repository: repository([]), action: action('ACTION-001', { until: 'a.example resolves' }) };
  expect(markQuestion(waiting, 1).detail).toMatch(
    /^One of its steps is not ticked\. Nobody asks whether a\.example resolves\. It counts/,
  );
  expect(markQuestion(waiting, 3).detail).toMatch(/^3 of its steps are not ticked\./);
});
