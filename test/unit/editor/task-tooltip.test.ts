import { expect, test } from 'vitest';
import { findTask } from '../../../src/editor/queue-nodes.ts';
import { escapeMarkdown, taskTooltip } from '../../../src/editor/task-tooltip.ts';
import { criteria, outcome, queueState, repository, root, task } from './queue-fixture.ts';

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

test('the text of a task file stays text', () => {
  expect(escapeMarkdown('[x](command:rm) <b>$(zap)</b>\n# no')).toBe(
    '\\[x\\]\\(command:rm\\) \\<b\\>\\$\\(zap\\)\\</b\\> \\# no',
  );
});
