import { expect, test } from 'vitest';
import { criterionMarks } from '../../../../src/editor/language/criterion-marks.ts';
import { pictureAddress } from '../../../../src/editor/language/mark-pictures.ts';
import { task } from '../../backlog/task-text.ts';
import { outcome, run } from '../queue-fixture.ts';

const { criteria } = task({
  id: 'TASK-001',
  criteria: ['- [x] One', '- [x] ~~Two~~ (no)', '- [ ] Parent', '  - [ ] Three', '  - [ ] Four'],
});
const marks = (...given: readonly [Parameters<typeof criterionMarks>[1], Parameters<typeof criterionMarks>[2]]) =>
  criterionMarks(criteria, ...given)
    .map(({ line, state, text }) => `${line + 1} ${state}${text === '' ? '' : `: ${text}`}`)
    .join(', ');

test.each([
  ['at rest', undefined, undefined, '10 done'],
  ['a criterion in work', run('TASK-001', { criterion: 2 }), undefined, '10 done, 13 running: running'],
  [
    'its second try',
    run('TASK-001', { criterion: 3, attempt: 2 }),
    undefined,
    '10 done, 14 running: running, second try',
  ],
  [
    'a run that waits',
    run('TASK-001', { criterion: 2, stage: 'paused' }),
    undefined,
    '10 done, 13 running: waits for your decision',
  ],
  [
    'a run that is stopped',
    run('TASK-001', { criterion: 2, stage: 'stopping' }),
    undefined,
    '10 done, 13 running: stopping',
  ],
  ['a run between two criteria', run('TASK-001', { stage: 'verifying' }), undefined, '10 done'],
  [
    'one that failed',
    undefined,
    outcome('TASK-001', { result: 'failed', failedCriterion: 'Four' }),
    '10 done, 14 failed: failed in the last run',
  ],
  [
    'one that failed and is tried again',
    run('TASK-001', { criterion: 3 }),
    outcome('TASK-001', { result: 'failed', failedCriterion: 'Four' }),
    '10 done, 14 running: running',
  ],
])('beside the criteria: %s', (_, active, last, expected) => {
  expect(marks(active, last)).toBe(expected);
});

test('each state has a shape of its own, whatever the theme', () => {
  const shape = (state: 'done' | 'running' | 'failed', theme: 'light' | 'dark') =>
    Buffer.from(pictureAddress(state, theme).split(',')[1] ?? '', 'base64')
      .toString()
      .replace(/#[0-9a-f]{6}/g, '');
  expect(new Set([shape('done', 'dark'), shape('running', 'dark'), shape('failed', 'dark')]).size).toBe(3);
  expect(shape('running', 'light')).toBe(shape('running', 'dark'));
});
