import { describe, expect, test } from 'vitest';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { type CompletionFacts, completionsAt } from '../../../../src/editor/language/completions.ts';
import { IdRegister } from '../../../../src/editor/language/id-register.ts';
import { labelsInUse } from '../../../../src/editor/language/labels-in-use.ts';
import { task } from '../../backlog/task-text.ts';
import { known } from './fixture.ts';

const repository = known(
  [
    task({ id: 'TASK-001', title: 'Raise the replicas' }),
    task({ id: 'TASK-002', title: 'Watch it', priority: 'high', fields: ['labels: [web]'] }),
    task({ id: 'TASK-003', title: 'Old', folder: 'completed', fields: ['labels: [web, "a: b"]'] }),
  ],
  [
    {
      ...{ id: 'ACTION-001', title: 'Rotate', status: 'pending', urgency: 'low', blockingItems: [] },
      file: 'human-actions/ACTION-001-key/action_report.json',
    },
  ],
);
const facts: CompletionFacts = {
  ids: () => new IdRegister().all(repository),
  labels: () => labelsInUse(repository.backlog.tasks),
  now: new Date(2026, 0, 31, 14, 5),
};

/** The text with `|` where the cursor is. */
function at(marked: string, folder: string | undefined = 'active') {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const place = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const text = marked.replace('|', '');
  const file = 'tasks/active/TASK-001.md';
  const found = completionsAt({ text, file, ...(folder === undefined ? {} : { folder }), ...place }, facts);
  if (found === undefined || found.range === 'all') return found;
  const { start, end } = found.range;
  const line = text.split('\n')[place.line] ?? '';
  /** The line as it would be with the first suggestion, or the named one. */
  const written = (label = found.items[0]?.label) =>
    line.slice(0, start) + found.items.find((item) => item.label === label)?.insert + line.slice(end);
  return { ...found, labels: found.items.map(({ label }) => label), written };
}

const front = (line: string) => `---\nid: TASK-001\n${line}\n---\n\nText\n`;
const labelsOf = (found: ReturnType<typeof at>) =>
  found !== undefined && 'labels' in found ? found.labels : undefined;
const writtenBy = (found: ReturnType<typeof at>, label?: string) =>
  found !== undefined && 'written' in found ? found.written(label) : undefined;

describe('a field', () => {
  test('is offered where it is not there yet', () => {
    const labels = labelsOf(at(front('pri|')));
    expect(labels).toContain('priority');
    expect(labels).not.toContain('id');
  });

  test.each([
    ['pri|', 'priority', 'priority: '],
    ['pri|or: high', 'priority', 'priority: high'],
    ['|', 'title', 'title: '],
  ])('%s takes %s', (line, label, written) => {
    expect(writtenBy(at(front(line)), label)).toBe(written);
  });

  test('is offered in front matter that is not closed yet', () => {
    expect(labelsOf(at('---\nid: TASK-001\nsta|\n'))).toContain('status');
  });
});

test.each([
  ['the folder’s status first', 'status: |', 'active', 'status: active'],
  ['another status', 'status: ac|', 'blocked', 'status: blocked'],
  ['a blank where it is missing', 'priority:|', 'high', 'priority: high'],
  ['all of a word', 'priority: hi|gher', 'high', 'priority: high'],
  ['a label in brackets', 'labels: [flux, w|]', 'web', 'labels: [flux, web]'],
  ['a label that needs quotes', 'labels: [|', 'a: b', 'labels: ["a: b"'],
  ['a label in a list below', 'labels:\n  - |', 'web', '  - web'],
  ['a type', 'type: |', 'human-action', 'type: human-action'],
  ['an id', 'depends_on: TASK-0|', 'TASK-002', 'depends_on: TASK-002'],
  ['another id in the place of one', 'depends_on: TASK-|003', 'TASK-002', 'depends_on: TASK-002'],
  ['a further id', 'blocked_by: TASK-002, |', 'ACTION-001', 'blocked_by: TASK-002, ACTION-001'],
  ['an id by a word of its title', 'depends_on: Watch|', 'TASK-002', 'depends_on: TASK-002'],
])('a value: %s', (_, line, label, written) => {
  expect(writtenBy(at(front(line)), label)).toBe(written);
});

test('labels come by their use', () => {
  expect(labelsOf(at(front('labels: [|]')))).toEqual(['web', 'a: b']);
});

test('ids come as they are to be done, then actions, then what is over; never the task’s own', () => {
  expect(labelsOf(at(front('depends_on: |')))).toEqual(['TASK-002', 'ACTION-001', 'TASK-003']);
});

describe('an id in the text', () => {
  test.each([
    ['See TASK-|', 'TASK-002', 'See TASK-002'],
    ['See task-00|, and', 'TASK-001', 'See TASK-001, and'],
    ['See AC|', 'ACTION-001', 'See ACTION-001'],
  ])('%s', (line, label, written) => {
    expect(writtenBy(at(`${front('title: x')}${line}`), label)).toBe(written);
    expect(writtenBy(at(line, undefined), label), 'in other files of the queue').toBe(written);
  });

  test.each(['See |', 'a|', 'MYTASK-|', 'UTF-|'])('%s is none', (line) => {
    expect(at(`${front('title: x')}${line}`)).toBeUndefined();
  });
});

test.each(['title: |', 'created: 2026-|', 'estimated_time: |'])('%s is free text', (line) => {
  expect(at(front(line))).toBeUndefined();
});

test('more ids than can be shown are cut, and that is said', () => {
  const many = Array.from({ length: 150 }, (_, index) => ({
    ...{ id: `TASK-${index + 100}`, title: 'x', file: `tasks/active/TASK-${index + 100}.md`, isAction: false },
    ...{ facts: [], explanation: '' },
  }));
  const place = { text: 'TASK-', file: 'bugs.md', line: 0, character: 5 };
  const found = completionsAt(place, { ...facts, ids: () => many });
  expect([found?.items.length, found?.isCut]).toEqual([100, true]);
});

describe('an empty task file', () => {
  const template = (file: string) =>
    completionsAt({ text: '\n', file, folder: 'backlog', line: 0, character: 0 }, facts);

  test('takes a whole task, with the id of its name', () => {
    const found = template('tasks/backlog/TASK-017-door.md');
    expect(found?.range).toBe('all');
    const plain = found?.items[0]?.insert
      .replace(/\$\{\d:([^}]*)\}/g, '$1')
      .replace(/\$\{\d\|(\w+)[^}]*\}/g, '$1')
      .replace(/\$\d/g, '');
    const written = parseTask(plain ?? '', 'tasks/backlog/TASK-017-door.md', 'backlog');
    expect([written.problems, written.criteria.length]).toEqual([[], 1]);
    expect(plain).toMatch(
      /^---\nid: TASK-017\ntitle: What .*\nstatus: backlog\npriority: medium\ncreated: 2026-01-31\n/,
    );
    expect(plain).toMatch(/\n## Progress Log\n\n- 2026-01-31 14:05: Created\n$/);
  });

  test('without an id in its name takes the next one', () => {
    expect(template('tasks/backlog/new.md')?.items[0]?.detail).toBe('TASK-004');
  });
});
