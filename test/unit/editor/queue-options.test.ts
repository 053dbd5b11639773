import { expect, test } from 'vitest';
import { QueueChoices } from '../../../src/editor/queue-choices.ts';
import { groupsOf } from '../../../src/editor/queue-groups.ts';
import { isHidden, queueMessage, welcomeState } from '../../../src/editor/queue-message.ts';
import { childNodes, findTask, rootNodes } from '../../../src/editor/queue-nodes.ts';
import {
  defaultOptions,
  filterText,
  noFilter,
  type QueueFilter,
  type QueueOptions,
  readOptions,
} from '../../../src/editor/queue-options.ts';
import { pageSize } from '../../../src/editor/queue-pages.ts';
import { queueRow } from '../../../src/editor/queue-rows.ts';
import { filtered, sorted } from '../../../src/editor/queue-selection.ts';
import { criteria, queueState, repository, root, task } from './queue-fixture.ts';

const tasks = [
  task('TASK-010', { priority: 'high', labels: ['web', 'tls'], title: 'Renew the certificate', created: '2026-02-01' }),
  task('TASK-009', {
    priority: 'high',
    folder: 'backlog',
    criteria: criteria(['x One', '  Two']),
    created: '2026-03-01',
  }),
  task('BUG-003', { priority: 'low', labels: ['web'], state: 'blocked', blockedBy: ['TASK-010'] }),
  task('TASK-002', { state: 'completed', folder: 'completed', labels: ['tls'] }),
];
const ids = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id).join(' ');

test.each<[string, Partial<QueueFilter>, string]>([
  ['nothing', {}, 'TASK-010 TASK-009 BUG-003 TASK-002'],
  ['a label', { labels: ['web'] }, 'TASK-010 BUG-003'],
  ['one of two labels', { labels: ['web', 'tls'] }, 'TASK-010 BUG-003 TASK-002'],
  ['priorities', { priorities: ['low', 'medium'] }, 'BUG-003 TASK-002'],
  ['a kind', { kinds: ['BUG'] }, 'BUG-003'],
  ['words of the title, in any case and order', { text: 'CERTIFICATE renew' }, 'TASK-010'],
  ['a part of the id', { text: 'task-00' }, 'TASK-009 TASK-002'],
  ['all parts together', { labels: ['web'], priorities: ['high'] }, 'TASK-010'],
  ['what nothing has', { text: 'nowhere' }, ''],
])('the filter by %s', (_, filter, expected) => {
  expect(ids(filtered(tasks, { ...noFilter, ...filter }))).toBe(expected);
});

test.each<[QueueOptions['sort'], string]>([
  ['queue', 'TASK-010 TASK-009 BUG-003 TASK-002'],
  ['priority', 'TASK-010 TASK-009 TASK-002 BUG-003'],
  ['id', 'BUG-003 TASK-002 TASK-009 TASK-010'],
  ['age', 'TASK-010 TASK-009 BUG-003 TASK-002'],
  ['progress', 'TASK-009 TASK-010 BUG-003 TASK-002'],
])('sorted by %s', (sort, expected) => {
  expect(ids(sorted(tasks, sort))).toBe(expected);
});

test.each<[string, Partial<QueueOptions>, readonly string[]]>([
  ['state', {}, ['Ready: TASK-010', 'Blocked: BUG-003', 'Backlog: TASK-009', 'Completed: TASK-002']],
  ['state, without completed', { showCompleted: false }, ['Ready: TASK-010', 'Blocked: BUG-003', 'Backlog: TASK-009']],
  ['priority', { grouping: 'priority' }, ['High: TASK-010 TASK-009', 'Low: BUG-003', 'Completed: TASK-002']],
  [
    'label',
    { grouping: 'label' },
    ['tls: TASK-010', 'web: TASK-010 BUG-003', 'No label: TASK-009', 'Completed: TASK-002'],
  ],
  ['repository', { grouping: 'repository' }, ['shop: TASK-010 TASK-009 BUG-003', 'Completed: TASK-002']],
])('groups by %s', (_, options, expected) => {
  const groups = groupsOf(repository(tasks), new Set(), { ...defaultOptions, ...options });
  expect(groups.map((group) => `${group.title}: ${ids(group.tasks)}`)).toEqual(expected);
});

test('archived tasks that are still to be read have their group, which says so', () => {
  const state = queueState([repository([], { unread: 9500 })]);
  const [group] = rootNodes(state);
  expect(group === undefined ? undefined : queueRow(group)).toMatchObject({
    ...{ label: 'Completed', description: '9,500, being read', spoken: 'Completed, 9,500, being read' },
    ...{ expanded: 'collapsed', context: 'group.completed' },
  });
  expect(rootNodes({ ...state, options: { ...defaultOptions, showCompleted: false } })).toEqual([]);
  expect(rootNodes(queueState([repository([], { unread: 0 })]))).toEqual([]);
});

test('what is in work is shown whatever the filter says', () => {
  const options = { ...defaultOptions, filter: { ...noFilter, text: 'nowhere' } };
  expect(groupsOf(repository(tasks), new Set(['BUG-003']), options).map(({ key }) => key)).toEqual(['running']);
});

test('a task below two labels has two rows, each with an id of its own', () => {
  const state = { ...queueState([repository(tasks)]), options: { ...defaultOptions, grouping: 'label' as const } };
  const rows = rootNodes(state).flatMap((group) => childNodes(group, state));
  expect(rows).toHaveLength(5);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(5);
});

test('a large group ends with Show More, and has all rows once they were asked for', () => {
  const many = Array.from({ length: 1000 }, (_, place) => task(`TASK-${place}`));
  const state = queueState([repository(many)]);
  const choices = new QueueChoices(memory());
  const rows = () => {
    const [group] = rootNodes({ ...state, pages: choices.pages });
    return group === undefined ? [] : childNodes(group, { ...state, pages: choices.pages });
  };
  const last = rows().at(-1);
  expect(rows()).toHaveLength(pageSize + 1);
  expect(last === undefined ? undefined : queueRow(last)).toMatchObject({
    label: 'Show More',
    description: '200 of 1,000',
    spoken: 'Show 200 more, 200 of 1,000 are shown',
  });
  const found = findTask(state, root, 'tasks/active/TASK-750.md');
  choices.showRow(found?.parent.id ?? '', found?.parent.group.tasks.indexOf(found.task) ?? 0);
  expect(rows()).toHaveLength(801);
  choices.showMore(found?.parent.id ?? '');
  expect(rows()).toHaveLength(1000);
});

test('what was chosen is kept with the workspace; what cannot be read is as at the first start', async () => {
  const kept = memory();
  const choices = new QueueChoices(kept);
  let told = 0;
  choices.changed.listen(() => {
    told += 1;
  });
  await choices.choose({ sort: 'age', filter: { ...noFilter, labels: ['web'] } });
  expect(told).toBe(1);
  expect(new QueueChoices(kept).options).toEqual({
    ...defaultOptions,
    sort: 'age',
    filter: { ...noFilter, labels: ['web'] },
  });
  for (const broken of [undefined, null, 7, 'text', { sort: 'magic', filter: { labels: [7], priorities: ['x'] } }]) {
    expect(readOptions(broken)).toEqual(defaultOptions);
  }
});

test.each<[string, Partial<QueueOptions>, boolean, string]>([
  ['no filter', {}, false, ''],
  [
    'a filter',
    { filter: { text: 'the', labels: ['web'], priorities: ['high', 'critical'], kinds: [] } },
    false,
    'Filter: "the", high or critical, label web (1 of 4 tasks)',
  ],
  ['one that leaves nothing, where a welcome text stands', { filter: { ...noFilter, kinds: ['FEAT'] } }, true, ''],
])('the line above the rows: %s', (_, options, hidden, message) => {
  const all = { ...defaultOptions, ...options };
  const queues = [repository(tasks)];
  expect(isHidden(queues, all)).toBe(hidden);
  expect(queueMessage(false, !hidden, queues, all)).toBe(message);
});

test.each<[string, Parameters<typeof welcomeState>, string]>([
  ['not read yet', [false, 1, []], 'loading'],
  ['no folder with tasks', [true, 0, []], 'noTasks'],
  ['no task', [true, 1, [repository([])]], 'empty'],
  ['archived tasks alone, still to be read', [true, 1, [repository([], { unread: 2 })]], 'filled'],
  ['none, and given up ones still to be read', [true, 1, [repository([], { unread: 0 })]], 'empty'],
  ['unreadable', [true, 1, [repository([], { error: 'no' })]], 'filled'],
  ['several', [true, 2, [repository([]), repository([])]], 'filled'],
])('which welcome text fits: %s', (_, given, expected) => {
  expect(welcomeState(...given)).toBe(expected);
});

test.each([
  ['only completed tasks', [repository(tasks.slice(3))], true],
  ['an open one', [repository(tasks)], false],
  ['a warning has a row of its own', [repository(tasks.slice(3), { warnings: ['odd'] })], false],
  ['no task at all', [repository([])], false],
  ['archived tasks alone, still to be read', [repository([], { unread: 2 })], true],
  ['several repositories', [repository(tasks.slice(3)), repository([])], false],
])('whether Hide Completed leaves nothing: %s', (_, queues, expected) => {
  expect(isHidden(queues, { ...defaultOptions, showCompleted: false })).toBe(expected);
});

test('Restricted Mode and the filter share the line', () => {
  const options = { ...defaultOptions, filter: { ...noFilter, text: 'tls' } };
  expect(queueMessage(true, true, [repository(tasks)], options)).toBe(
    'Restricted Mode: tasks can be read, nothing is run. Filter: "tls" (2 of 4 tasks)',
  );
  const unread = [repository(tasks, { unread: 6 })];
  expect(queueMessage(false, true, unread, options)).toBe('Filter: "tls" (2 of 10 tasks)');
  expect(queueMessage(true, false, [repository([])], options)).toBe('');
  expect(filterText(noFilter)).toBe('');
});

function memory() {
  const values = new Map<string, unknown>();
  return {
    get: (key: string) => values.get(key),
    update: async (key: string, value: unknown) => void values.set(key, value),
  };
}
