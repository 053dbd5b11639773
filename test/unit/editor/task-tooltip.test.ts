import { expect, test } from 'vitest';
import { childNodes, findTask } from '../../../src/editor/queue-nodes.ts';
import type { RunState } from '../../../src/editor/run-state.ts';
import { blockerTooltip, noteTooltip, taskTooltip } from '../../../src/editor/task-tooltip.ts';
import { action, criteria, outcome, queueState, repository, root, run, task } from './queue-fixture.ts';

test('a task tells why it is where it is, how the last run ended, and its facts', () => {
  const entry = task('TASK-001', { labels: ['flux', 'web'], criteria: criteria(['x One', '  Two']) });
  const state = queueState([repository([entry])], {
    outcomes: [outcome('TASK-001', { result: 'failed', word: 'failed' })],
  });
  const node = findTask(state, root, entry.file);
  expect(node && taskTooltip(node).replaceAll('\\', '')).toBe(
    [
      '**TASK-001 Title of TASK-001**',
      'Nothing is in its way.',
      'Last run: All is done.',
      'Priority: medium  \nCriteria: 1 of 2 done  \nLabels: flux, web  \nFile: tasks/active/TASK-001.md',
    ].join('\n\n'),
  );
});

test('what a task had to wait for is told, too', () => {
  const links = [
    { id: 'TASK-002', state: 'met' },
    { id: 'BUG-009', state: 'external' },
  ] as const;
  const entry = task('TASK-001', { links, created: '2026-01-31' });
  const node = findTask(queueState([repository([entry])]), root, entry.file);
  expect(node && taskTooltip(node).replaceAll('\\', '')).toContain(
    'Had to wait for: TASK-002  \nElsewhere: BUG-009  \nCreated: 2026-01-31  \nFile: ',
  );
});

test('for how long a run is on it is told while one is', () => {
  const entry = task('TASK-001');
  const tooltip = (runs: readonly RunState[]) => {
    const node = findTask(queueState([repository([entry])], { runs }), root, entry.file);
    return node === undefined ? '' : taskTooltip(node, '2m 05s');
  };
  expect(tooltip([run('TASK-001')])).toContain('Elapsed: 2m 05s');
  expect(tooltip([])).not.toContain('Elapsed');
});

test.each([
  [undefined, 'ACTION-001 Point the name'],
  ['', 'ACTION-001 Point the name'],
  ['a.example resolves', 'ACTION-001 Point the name\nClears itself when a.example resolves.'],
])('what a task waits for tells when that is done by itself: %j', (until, expected) => {
  const entry = task('TASK-001', { state: 'blocked', blockedBy: ['ACTION-001'] });
  const waiting = action('ACTION-001', { title: 'Point the name', ...(until === undefined ? {} : { until }) });
  const state = queueState([repository([entry], { actions: [waiting] })]);
  const node = findTask(state, root, entry.file);
  const [blocker] = node === undefined ? [] : childNodes(node, state);
  expect(blocker?.kind === 'blocker' && blockerTooltip(blocker)).toBe(expected);
});

test.each([
  [2, '2 warnings\nwarning 1\nwarning 2'],
  [15, /\nwarning 15$/],
  [16, /\nwarning 15\n… and 1 more: see the log\.$/],
  [4000, /\nwarning 15\n… and 3,985 more: see the log\.$/],
])('a note has its details as far as there is room: %i of them', (count, expected) => {
  const details = Array.from({ length: count }, (_, index) => `warning ${index + 1}`);
  const told = noteTooltip({ text: `${count} warnings`, details });
  if (typeof expected === 'string') expect(told).toBe(expected);
  else expect(told).toMatch(expected);
});
