import { describe, expect, test } from 'vitest';
import { newStandardFiles } from '../../../../src/backlog/create/standard-files.ts';
import { newTaskText } from '../../../../src/backlog/create/task-text.ts';
import { newSubItem } from '../../../../src/backlog/decompose/new-sub-item.ts';
import { openCriteria } from '../../../../src/backlog/decompose/open-criteria.ts';
import { proposeSubTasks } from '../../../../src/backlog/decompose/propose.ts';
import { leaves } from '../../../../src/backlog/parse/criteria.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { readLines } from '../../../../src/backlog/parse/text-lines.ts';
import { parseItem } from '../../../../src/backlog/standard/item.ts';
import type { ItemFileName } from '../../../../src/backlog/standard/places.ts';

const now = new Date(2026, 0, 31, 14, 5);

function parentOf(criteria: readonly string[], front: readonly string[] = []) {
  const head = ['---', 'id: TASK-001', 'title: Roll out the shop', 'priority: high', 'labels: [deployment]', ...front];
  const text = [...head, '---', '## Description', 'Sells.', '## Acceptance Criteria', ...criteria].join('\n');
  return { text, task: parseTask(text, 'tasks/active/TASK-001.md', 'active') };
}

function items(criteria: readonly string[], front: readonly string[] = [], cause: 'limit' | 'too-large' = 'limit') {
  const { text, task } = parentOf(criteria, front);
  const { subTasks } = proposeSubTasks(task, openCriteria(task, text), cause);
  return subTasks.map((subTask, index) => newSubItem(task, subTask, index === 0 ? [] : ['TASK-002']));
}

test('the file of a sub-task', () => {
  const [, second] = items([
    '- [ ] a',
    '### Deploy',
    '- [ ] Both:',
    '  - [ ] staging',
    '    check: `kubectl get ns staging`',
    '  - [ ] production',
    '- [ ] Tell',
  ]);
  if (second === undefined) throw new Error('one sub-task');
  expect(newTaskText(second, 'TASK-003', 'backlog', now)).toMatchInlineSnapshot(`
    "---
    id: TASK-003
    title: "Roll out the shop: Deploy"
    status: backlog
    priority: high
    created: 2026-01-31
    updated: 2026-01-31
    assignee: unassigned
    labels: [feature, deployment]
    depends_on: TASK-002
    ---

    ## Description

    Part 2 of 2 of TASK-001 (Roll out the shop), from the group "Deploy". TASK-001 waits for it; the whole is in \`tasks/active/TASK-001.md\`.

    What TASK-001 is about: Sells.

    ## Acceptance Criteria

    - [ ] Both:
      - [ ] staging
        check: \`kubectl get ns staging\`
      - [ ] production
    - [ ] Tell

    ## Progress Log

    - 2026-01-31 14:05: Created
    "
  `);
});

describe('criteria read back as they were in the parent', () => {
  const nasty = [
    '- [ ] a  ',
    '  goes on `here`',
    '  check: `grep -q "a: b" x.yaml`',
    '  - check: ``echo ` | cat``',
    '  explained',
    '* [ ] **bold** and ~~struck~~ and [x](y)',
    '1. [ ] above',
    '   - [ ] below',
    '   - [x] done below',
    '   - [ ] also below',
    '     check: `false`',
    '- [ ] [ ] a box in a box',
    '- [ ] # no heading',
    '- [ ] ~~half struck',
    '- [ ] ``` no fence',
    '- [ ] <!-- no comment',
  ];
  const asked = () => {
    const { task } = parentOf(nasty);
    return leaves(task.criteria)
      .filter(({ state }) => state === 'open')
      .map(({ text, check }) => ({ text, check }));
  };

  test('as a task file', () => {
    const [only] = items(nasty);
    if (only === undefined) throw new Error('no sub-task');
    const task = parseTask(newTaskText(only, 'TASK-002', 'backlog', now), 'tasks/backlog/TASK-002.md', 'backlog');
    expect(leaves(task.criteria).map(({ text, check }) => ({ text, check }))).toEqual(asked());
    expect(task.problems).toEqual([]);
  });

  test('as a folder of the standard layout', () => {
    const [only] = items(nasty);
    if (only === undefined) throw new Error('no sub-task');
    const folder = 'features/FEAT-002-x';
    const texts = new Map(
      newStandardFiles(only, 'FEAT-002', folder, now).map(({ path, text }) => [
        path.slice(folder.length + 1) as ItemFileName,
        text,
      ]),
    );
    const { task } = parseItem({ path: folder, folder: 'active', texts });
    expect(leaves(task?.criteria ?? []).map(({ text, check }) => ({ text, check }))).toEqual(asked());
  });
});

test.each([
  ['verify: none', ['verify: none']],
  ['verify: { namespaces: [shop] }', []],
])('%s of the parent', (line, expected) => {
  const [item] = items(['- [ ] a'], [line]);
  const text = item === undefined ? '' : newTaskText(item, 'TASK-002', 'backlog', now);
  expect(readLines(text).filter((one) => one.startsWith('verify'))).toEqual(expected);
});

test('what a person has to split is not worked on, and what comes after it waits', () => {
  const [first, second] = items(['- [ ] a', '- [ ] b'], [], 'too-large');
  if (first === undefined || second === undefined) throw new Error('fewer than two');
  const task = parseTask(newTaskText(first, 'TASK-002', 'backlog', now), 'tasks/backlog/TASK-002.md', 'backlog');
  expect(task).toMatchObject({ isHumanAction: true, priority: 'high' });
  expect(second).toMatchObject({ dependsOn: ['TASK-002'], labels: ['deployment'] });
});
