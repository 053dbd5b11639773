import { expect, test } from 'vitest';
import { doneByHand, openedByHand } from '../../../../src/backlog/standard/edit/by-hand.ts';
import { actionBoxes, actionIdOf, actionStyle } from '../../../../src/editor/language/action-boxes.ts';
import { actionLenses, criterionLenses } from '../../../../src/editor/language/criterion-lenses.ts';
import { task } from '../../backlog/task-text.ts';

const { criteria } = task({
  id: 'TASK-001',
  criteria: ['- [ ] Open', '- [x] Done', '- [x] ~~Waived~~ (no)', '- [ ] Parent', '  - [ ] Child'],
});
const ready = { state: 'ready' } as const;
const run = '$(play) Run This Criterion';
const mark = 'Mark Done by Hand…';

test.each([
  [
    'ready',
    ready,
    false,
    true,
    `10 ${run} | 10 ${mark} | 11 Show Changes | 11 Reopen… | 12 Reopen… | 14 ${run} | 14 ${mark}`,
  ],
  ['while a run goes on', ready, true, true, '11 Show Changes'],
  ['archived', { state: 'completed' } as const, false, true, '11 Show Changes'],
  [
    'done by a person',
    { state: 'blocked', blockedReason: 'human' } as const,
    false,
    true,
    `10 ${mark} | 11 Show Changes | 11 Reopen… | 12 Reopen… | 14 ${mark}`,
  ],
  ['in Restricted Mode', ready, false, false, ''],
] as const)('the criteria of a task: %s', (_, entry, running, trusted, text) => {
  const lenses = criterionLenses(criteria, entry, { running, trusted });
  expect(lenses.map(({ line, title }) => `${line + 1} ${title}`).join(' | ')).toBe(text);
});

test('a lens names its criterion', () => {
  expect(criterionLenses(criteria, ready, { running: false, trusted: true }).at(-1)).toMatchObject({
    command: 'markCriterionDone',
    criterion: { text: 'Child' },
  });
});

const instructions = '# Rotate\n\n## Step 1: Look\n\n- [ ] Open it\n- [x] Note it\n\n```\n- [ ] no box\n```\n';

test('the boxes of instructions, and no headings', () => {
  const boxes = actionBoxes(instructions);
  expect(boxes.map(({ line, state, text }) => `${line + 1} ${state} ${text}`)).toEqual([
    '5 open Open it',
    '6 done Note it',
  ]);
  expect(actionLenses(boxes, true).map(({ line, command }) => `${line + 1} ${command}`)).toEqual([
    '5 markCriterionDone',
    '6 reopenCriterion',
  ]);
  expect(actionLenses(boxes, false)).toEqual([]);
});

test('a box of instructions is ticked where it stands', () => {
  const [box] = actionBoxes(instructions);
  if (box === undefined) throw new Error('no box');
  const done = doneByHand(instructions, actionStyle, box, '2026-01-31');
  expect(done).toBe(instructions.replace('- [ ] Open it', '- [x] Open it'));
  const [now] = actionBoxes(done);
  if (now === undefined) throw new Error('no box');
  expect(openedByHand(done, actionStyle, now)).toBe(instructions);
});

test.each([
  ['human-actions/ACTION-003-key/INSTRUCTIONS.md', 'ACTION-003'],
  ['feature-management/human-actions/action_4_x/notes.md', 'ACTION-4'],
  ['human-actions/actions.md', undefined],
])('%s belongs to %s', (file, id) => {
  expect(actionIdOf(file)).toBe(id);
});
