/** A person ticks a box or opens it again: one line changes, every other byte stays. */
import { expect, test } from 'vitest';
import { readCriteria } from '../../../../../src/backlog/standard/criteria-forms.ts';
import { readDocument } from '../../../../../src/backlog/standard/document.ts';
import { doneByHand, openedByHand } from '../../../../../src/backlog/standard/edit/by-hand.ts';
import type { CriteriaForm, Layout } from '../../../../../src/backlog/task.ts';

const head = '\uFEFF---\r\nid: TASK-001 \n---\r\n## Acceptance Criteria\n\n';

const cases: readonly (readonly [string, Layout, CriteriaForm, string, string])[] = [
  [
    'a task file, with its odd line ends and blanks',
    'gitops',
    'section',
    `${head}- [ ] One  \r\n- [ ] Two`,
    `${head}- [x] One  \r\n- [ ] Two`,
  ],
  [
    'a box of an item',
    'standard',
    'breakdown',
    '# Tasks\r\n* [ ] One\r\n* [x] Two',
    '# Tasks\r\n* [x] One\r\n* [x] Two',
  ],
  [
    'a step that is a heading',
    'standard',
    'breakdown',
    '# Tasks\n\n### TASK-001: One\n\nText\n\n### TASK-002: Two\n\nText\n',
    '# Tasks\n\n### TASK-001: One ✅ COMPLETED - 2026-01-31\n\nText\n\n### TASK-002: Two\n\nText\n',
  ],
];

test.each(cases)('%s', (_, layout, criteriaForm, open, done) => {
  const first = (text: string) => {
    const [criterion] = readCriteria(readDocument(text, ''), criteriaForm).items;
    if (criterion === undefined) throw new Error('no criterion');
    return criterion;
  };
  const style = { layout, criteriaForm };
  expect(doneByHand(open, style, first(open), '2026-01-31')).toBe(done);
  expect(openedByHand(done, style, first(done))).toBe(open);
});

test('a waived criterion that is opened loses the reason', () => {
  const text = '## Acceptance Criteria\n- [x] ~~One~~ (not needed)\n';
  const [criterion] = readCriteria(readDocument(text, ''), 'section').items;
  if (criterion === undefined) throw new Error('no criterion');
  expect(openedByHand(text, { layout: 'gitops', criteriaForm: 'section' }, criterion)).toBe(
    '## Acceptance Criteria\n- [ ] One\n',
  );
});
