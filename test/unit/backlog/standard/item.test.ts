import { expect, test } from 'vitest';
import { readOtherBoxes } from '../../../../src/backlog/standard/criteria-forms.ts';
import { readDocument } from '../../../../src/backlog/standard/document.ts';
import { parseItem } from '../../../../src/backlog/standard/item.ts';
import type { Task } from '../../../../src/backlog/task.ts';
import { type ItemSketch, item, outline } from './item-sketch.ts';

const prompt = `# BUG-007: Logins time out at noon

**Status**: In Progress
**Priority**: P0 (now)
- **Component:** gateway

## Problem

Every day at noon
nobody gets in.

## Acceptance Criteria

- [ ] Logins work at noon
`;

test('a complete item', () => {
  const report = {
    title: 'Logins  time out',
    component: 'Gateway',
    type: 'regression',
    tags: ['auth', 'gateway', 'unknown'],
    description: 'At noon\nnobody gets in.',
    severity: 'high',
    resolved_date: null,
  };
  const { criteria, ...task } = item({ report, tasks: '# Tasks\n\n- [x] Find it\n- [ ] Mend it\n', prompt });
  expect(outline(criteria)).toEqual(['Find it: done', 'Mend it: open']);
  expect(task).toEqual({
    id: 'BUG-007',
    title: 'Logins time out',
    status: 'new',
    priority: 'high',
    labels: ['auth', 'gateway', 'regression'],
    layout: 'standard',
    folder: 'active',
    file: 'bugs/BUG-007-logins-time-out/TASKS.md',
    reportFile: 'bugs/BUG-007-logins-time-out/bug_report.json',
    criteriaForm: 'breakdown',
    description: 'At noon nobody gets in.',
    dependencies: [],
    isHumanAction: false,
    stop: false,
    problems: [],
  });
});

test('without a JSON file, PROMPT.md and the folder tell', () => {
  expect(item({ report: null, prompt })).toMatchObject({
    id: 'BUG-007',
    title: 'Logins time out at noon',
    status: 'in_progress',
    priority: 'critical',
    description: 'Every day at noon nobody gets in.',
    file: 'bugs/BUG-007-logins-time-out/PROMPT.md',
  });
});

test('the JSON file wins over PROMPT.md', () => {
  expect(item({ prompt })).toMatchObject({ title: 'Logins time out', status: 'new', priority: 'high' });
});

test.each<[string, ItemSketch, Partial<Task>]>([
  [
    'fields with a byte order mark',
    { report: '\uFEFF{"bug_id": "BUG-007", "status": "Closed"}' },
    { status: 'closed' },
  ],
  [
    'what a broken JSON file still says',
    { report: '{"bug_id": "BUG-8", "status": "resolved", "tags": ["a",],}' },
    { id: 'BUG-8', status: 'resolved', labels: ['a'] },
  ],
  ['a status with a blank', { report: { status: 'In Progress' } }, { status: 'in_progress' }],
  ['a priority in a word', { report: { priority: 'Low' } }, { priority: 'low' }],
  ['a priority with an explanation', { report: { priority: 'P0 - now' } }, { priority: 'critical' }],
  [
    'the priority of PROMPT.md where the JSON has none',
    { report: { priority: null }, prompt },
    { priority: 'critical' },
  ],
  ['the status of PROMPT.md where the JSON has none', { report: { status: '' }, prompt }, { status: 'in_progress' }],
  ['the folder as status', { report: { status: null }, folder: 'completed' }, { status: 'completed' }],
  [
    'no status from the choices of a template',
    { report: null, prompt: '**Status**: [NEW / DONE]\n' },
    { status: 'active' },
  ],
  ['tags as one text', { report: { tags: 'a, b,a' } }, { labels: ['a', 'b'] }],
  ['a feature id', { report: { bug_id: undefined, feature_id: 'FEAT-012' } }, { id: 'FEAT-012' }],
  ['a plain id', { report: { bug_id: undefined, id: 'CHORE-3' }, path: 'bugs/tidy-up' }, { id: 'CHORE-3' }],
  ['a type that is a person’s', { report: { type: 'human-action' } }, { isHumanAction: true }],
  ['a stop in the JSON file', { report: { stop: true } }, { stop: true }],
  ['a STOP in the notes', { tasks: '- [ ] A\n\n## Notes\n\nSTOP until Monday\n' }, { stop: true }],
  ['a STOP in the notes of PROMPT.md', { prompt: '## Notes\n- STOP\n' }, { stop: true }],
  ['the scope of verification', { report: { verify: 'none' } }, { verify: 'none' }],
  ['the scope of verification of PROMPT.md', { prompt: '---\nverify: none\n---\n' }, { verify: 'none' }],
  ['where it was merged into', { report: { merged_into: 'BUG-3' } }, { mergedInto: 'BUG-3' }],
  [
    'prose above the first section as description',
    { prompt: '# T\n\n**Priority**: P1\n\nIt is\nslow.\n\n## More\n\nText\n' },
    { description: 'It is slow.' },
  ],
])('%s', (_, sketch, expected) => {
  expect(item(sketch)).toMatchObject(expected);
});

test.each([
  ['bugs/BUG-007-slow-pages', 'BUG-007', 'slow pages'],
  ['bugs/bug-7-slow-pages', 'BUG-7', 'slow pages'],
  ['feature-management/features/FEAT_012_slow_pages', 'FEAT-012', 'slow pages'],
  ['completed/FEAT-012', 'FEAT-012', 'FEAT-012'],
])('the folder %s is %s', (path, id, title) => {
  expect(item({ path, report: null })).toMatchObject({ id, title });
});

test.each<[string, Pick<ItemSketch, 'prompt' | 'tasks'>, string, Task['criteriaForm'], readonly string[]]>([
  ['boxes of TASKS.md', { prompt, tasks: '- [ ] Mend it\n' }, 'TASKS.md', 'breakdown', ['Mend it: open']],
  ['steps of TASKS.md', { prompt, tasks: '## Step 1: Mend it\n' }, 'TASKS.md', 'breakdown', ['Step 1: Mend it: open']],
  ['acceptance criteria', { prompt, tasks: '# Nothing yet\n' }, 'PROMPT.md', 'section', ['Logins work at noon: open']],
  [
    'acceptance criteria before implementation tasks',
    { prompt: '## Implementation Tasks\n- [ ] A\n## Acceptance Criteria\n- [ ] B\n' },
    'PROMPT.md',
    'section',
    ['B: open'],
  ],
  [
    'implementation tasks',
    { prompt: '## Implementation Tasks\n### Web\n- [ ] A\n## Testing\n- [ ] B\n' },
    'PROMPT.md',
    'implementation',
    ['Web / A: open'],
  ],
  ['nothing', { prompt: '## Overview\n- [ ] A\n' }, 'PROMPT.md', 'section', []],
])('criteria come from %s', (_, sketch, name, form, expected) => {
  const task = item(sketch);
  expect(task.file).toBe(`bugs/BUG-007-logins-time-out/${name}`);
  expect(task.criteriaForm).toBe(form);
  expect(outline(task.criteria)).toEqual(expected);
});

test('boxes of other sections of PROMPT.md are shown', () => {
  const text = '## Testing\n- [ ] B\n## Acceptance Criteria\n- [ ] A\n## Testing\n- [x] C\n';
  const { criteriaForm } = item({ prompt: text });
  expect(outline(readOtherBoxes(readDocument(text, 'PROMPT.md'), criteriaForm))).toEqual([
    'Testing / B: open',
    'Testing / C: done',
  ]);
});

test('of two reports, the one of the item’s kind counts', () => {
  const texts = new Map([
    ['bug_report.json', '{"title": "Bug"}'],
    ['feature_request.json', '{"title": "Feature"}'],
  ] as const);
  const { task } = parseItem({ path: 'features/FEAT-1-x', folder: 'active', texts });
  expect(task?.title).toBe('Feature');
  expect(task?.problems.map(({ message }) => message)).toContain(
    'features/FEAT-1-x holds bug_report.json too, which is ignored. Delete one of them.',
  );
});
