import { expect, test } from 'vitest';
import { checkProposals } from '../../../../src/backlog/retrospective/check-proposals.ts';
import type { Checking } from '../../../../src/backlog/retrospective/checking.ts';
import { withInherited } from '../../../../src/backlog/retrospective/inherited.ts';
import type { Proposal } from '../../../../src/backlog/retrospective/proposal.ts';
import type { Priority } from '../../../../src/backlog/task.ts';
import { factsOf, inWords, type Sketch } from './facts-of.ts';

const by = 'judge';
const reason = 'It says so';
const deprecate = (id: string, why = reason): Proposal => ({ kind: 'deprecate', id, reason: why, by });
const merge = (source: string, target: string): Proposal => ({ kind: 'merge', source, target, reason, by });
const change = (id: string, from: string, to: string): Proposal => {
  return { kind: 'priority', id, from: from as Priority, to: to as Priority, reason, by };
};
const item: Proposal = {
  ...{
    kind: 'create',
    title: 'Renew the certificate',
    description: 'It ends.',
    component: 'ingress',
    priority: 'high',
  },
  ...{ criteria: ['It is renewed'], reason, by },
};

const titles = [
  'Raise memory',
  'Rotate keys',
  'Add alerts',
  'Trim logs',
  'Pin versions',
  'Shrink images',
  'Close ports',
];

/** TASK-001 … without anything in common but their component. */
function plain(count: number): Sketch[] {
  return Array.from({ length: count }, (_, index) => {
    return { id: `TASK-00${index + 1}`, title: titles[index] ?? `Number ${index}`, fields: ['labels: [shop]'] };
  });
}

const waiting = {
  id: 'TASK-005',
  title: 'Pin versions',
  priority: 'high',
  fields: ['labels: [shop]', 'depends_on: TASK-001'],
} as const;

interface Case {
  readonly name: string;
  readonly proposals: readonly Proposal[];
  readonly items?: readonly Sketch[];
  readonly checking?: Partial<Checking>;
  /** Why each that does not count does not; nothing where all count. */
  readonly refused: readonly string[];
}

const action = {
  id: 'ACTION-001',
  title: 'Buy',
  status: 'pending',
  urgency: 'low',
  blockingItems: ['TASK-001'],
  file: 'human-actions/actions.md',
} as const;

const cases: readonly Case[] = [
  {
    name: 'a reason that names what is not there',
    proposals: [deprecate('TASK-001', 'TASK-777 has done all of it')],
    refused: ['Its reason names TASK-777, which no file here holds.'],
  },
  {
    name: 'a reason that names what the item names, or what is there',
    items: [
      ...plain(2),
      { id: 'TASK-004', title: titles[3] ?? '', fields: ['labels: [shop]'], body: ['See BUG-777.'] },
    ],
    proposals: [deprecate('TASK-001', 'TASK-002 has done all of it'), deprecate('TASK-004', 'BUG-777 is over')],
    refused: [],
  },
  { name: 'a deprecation with a reason', proposals: [deprecate('TASK-001')], refused: [] },
  { name: 'an unknown id', proposals: [deprecate('TASK-099')], refused: ['No file here holds TASK-099.'] },
  {
    name: 'no id at all',
    proposals: [deprecate('../../etc/passwd')],
    refused: ['No file here holds ../../etc/passwd.'],
  },
  {
    name: 'a closed item',
    proposals: [deprecate('TASK-001')],
    items: [{ id: 'TASK-001', folder: 'completed' }],
    refused: ['TASK-001 is over already (completed).'],
  },
  {
    name: 'no reason',
    proposals: [deprecate('TASK-001', ''), deprecate('TASK-002', ' n/a '), deprecate('TASK-003', '\u200b')],
    refused: ['It gives no reason.', 'It gives no reason.', 'It gives no reason.'],
  },
  {
    name: 'the id of several items',
    proposals: [deprecate('TASK-001')],
    items: [...plain(1), { id: 'TASK-001', title: 'Other', folder: 'backlog' }],
    refused: ['TASK-001 is the id of several files: tasks/active/TASK-001.md, tasks/backlog/TASK-001.md.'],
  },
  {
    name: 'a copy of what is done',
    proposals: [deprecate('TASK-001')],
    items: [
      { id: 'TASK-001', title: 'Same' },
      { id: 'TASK-001', title: 'Same', folder: 'completed' },
    ],
    refused: ['TASK-001 is over already (completed).'],
  },
  {
    name: 'a double',
    proposals: [deprecate('TASK-001')],
    items: [
      { id: 'TASK-001', title: 'Same' },
      { id: 'TASK-001', title: 'Same', folder: 'backlog' },
    ],
    refused: ['TASK-001 is the id of several files: tasks/active/TASK-001.md, tasks/backlog/TASK-001.md.'],
  },
  {
    name: 'what is in work',
    proposals: [deprecate('TASK-001'), change('TASK-001', 'medium', 'low'), merge('TASK-002', 'TASK-001')],
    checking: { inWork: new Set(['TASK-1']) },
    refused: ['TASK-001 is in work.', 'TASK-001 is in work.', 'TASK-001 is in work.'],
  },
  {
    name: 'what its status says is in progress',
    proposals: [deprecate('TASK-001'), merge('TASK-001', 'TASK-002')],
    items: [{ id: 'TASK-001', status: 'in_progress', fields: ['labels: [shop]'] }, ...plain(2).slice(1)],
    refused: ['TASK-001 is in progress, as its status says.', 'TASK-001 is in progress, as its status says.'],
  },
  {
    name: 'what has edits',
    proposals: [deprecate('TASK-001')],
    checking: { obstacles: new Map([['tasks/active/TASK-001.md', 'has edits that are not committed']]) },
    refused: ['TASK-001 has edits that are not committed.'],
  },
  {
    name: 'a human action',
    proposals: [deprecate('ACTION-001')],
    checking: { backlog: { tasks: [], humanActions: [action], problems: [] } },
    refused: ['ACTION-001 is a human action, and only a person decides about it.'],
  },
  {
    name: 'a task for a person',
    proposals: [change('TASK-001', 'medium', 'high')],
    items: [{ id: 'TASK-001', fields: ['type: human-action'] }],
    refused: ['TASK-001 is for a person to do, and only a person decides about it.'],
  },
  {
    name: 'what a person stopped',
    proposals: [deprecate('TASK-001')],
    items: [{ id: 'TASK-001', fields: ['stop: true'] }],
    refused: ['TASK-001 was stopped by a person, and only a person decides about it.'],
  },
  {
    name: 'what open work waits for',
    proposals: [deprecate('TASK-001')],
    items: [...plain(2), waiting],
    refused: ['TASK-005 waits for TASK-001; say there what takes its place, or merge it.'],
  },
  {
    name: 'what only work waits for that goes too',
    proposals: [deprecate('TASK-001'), deprecate('TASK-005')],
    items: [...plain(2), waiting],
    refused: [],
  },
  {
    name: 'what work waits for that was to go and stays',
    proposals: [deprecate('TASK-001'), deprecate('TASK-005')],
    items: [...plain(2), waiting, { id: 'TASK-006', title: 'Shrink images', fields: ['depends_on: TASK-005'] }],
    refused: [
      'TASK-006 waits for TASK-005; say there what takes its place, or merge it.',
      'TASK-005 waits for TASK-001; say there what takes its place, or merge it.',
    ],
  },
  {
    name: 'a fifth of a backlog, or three',
    proposals: ['TASK-001', 'TASK-002', 'TASK-003'].map((id) => deprecate(id)),
    refused: [],
  },
  {
    name: 'more of it',
    proposals: [deprecate('TASK-001'), deprecate('TASK-002'), merge('TASK-003', 'TASK-004'), deprecate('TASK-099')],
    refused: Array.from(
      { length: 4 },
      () => 'Codex would have 4 items taken away in one go, with 4 open; more than 3 are not believed.',
    ),
  },
  {
    name: 'rules may take more, and not all',
    proposals: plain(7).map(({ id }) => ({ ...deprecate(id), by: 'stale' })),
    items: plain(7),
    refused: Array.from(
      { length: 7 },
      () =>
        'The rules would have 7 items taken away in one go, with 7 open; more than 5 are not believed. Change those by hand that are right, then run again.',
    ),
  },
  {
    name: 'what people wrote into the items is no matter of belief',
    proposals: plain(7).map(({ id }) => ({ ...deprecate(id), by: 'superseded' })),
    items: plain(7),
    refused: [],
  },
  {
    name: 'all priorities',
    proposals: plain(6).map(({ id }) => change(id, 'medium', 'critical')),
    items: plain(6),
    refused: Array.from(
      { length: 6 },
      () => 'Codex would have 6 items changed in priority in one go, with 6 open; more than 5 are not believed.',
    ),
  },
  { name: 'a merge', proposals: [merge('TASK-002', 'TASK-001')], refused: [] },
  {
    name: 'a merge into itself',
    proposals: [merge('TASK-001', 'task-1')],
    refused: ['TASK-001 cannot be merged into itself.'],
  },
  {
    name: 'a merge into what is not there',
    proposals: [merge('TASK-001', 'TASK-099')],
    refused: ['No file here holds TASK-099.'],
  },
  {
    name: 'a merge across components',
    proposals: [merge('TASK-001', 'TASK-002')],
    items: [...plain(1), { id: 'TASK-002', fields: ['labels: [bug, registry]'] }],
    refused: ['They belong to different components: TASK-001 to shop, TASK-002 to registry.'],
  },
  {
    name: 'a merge into what has no component',
    proposals: [merge('TASK-001', 'TASK-002')],
    items: [...plain(1), { id: 'TASK-002' }],
    refused: ['They belong to different components: TASK-001 to shop, TASK-002 to no component.'],
  },
  {
    name: 'a circle of merges',
    proposals: [merge('TASK-001', 'TASK-002'), merge('TASK-002', 'TASK-001')],
    refused: ['Another item is merged into TASK-002 in this go.'],
  },
  {
    name: 'a chain of merges',
    proposals: [merge('TASK-001', 'TASK-002'), merge('TASK-003', 'TASK-001')],
    refused: ['TASK-001 is merged already.'],
  },
  {
    name: 'a merge of what is merged',
    proposals: [merge('TASK-001', 'TASK-002'), merge('TASK-001', 'TASK-003')],
    refused: ['TASK-001 is merged already.'],
  },
  {
    name: 'a merge into what is deprecated',
    proposals: [deprecate('TASK-001'), merge('TASK-002', 'TASK-001')],
    refused: ['TASK-001 is deprecated already.'],
  },
  {
    name: 'a merge of parts of one sequence',
    proposals: [merge('TASK-005', 'TASK-001')],
    items: [...plain(2), waiting],
    refused: ['TASK-005 and TASK-001 are parts of one sequence, and stay apart.'],
  },
  {
    name: 'a merge of what is verified in another way',
    proposals: [merge('TASK-001', 'TASK-002')],
    items: [...plain(1), { id: 'TASK-002', fields: ['labels: [shop]', 'verify: none'] }],
    refused: ['TASK-001 and TASK-002 are verified in different ways (verify:); merge them by hand.'],
  },
  {
    name: 'a merge of what waits for nothing that is there',
    proposals: [merge('TASK-002', 'TASK-001')],
    items: [...plain(1), { id: 'TASK-002', fields: ['labels: [shop]', 'depends_on: TASK-099'] }],
    refused: ['TASK-002 waits for TASK-099, which no file holds; mend that first.'],
  },
  {
    name: 'a merge of what is blocked without saying why',
    proposals: [merge('TASK-002', 'TASK-001')],
    items: [...plain(1), { id: 'TASK-002', status: 'blocked', fields: ['labels: [shop]'] }],
    refused: ['TASK-002 is blocked, and does not say what for.'],
  },
  {
    name: 'a merge past a human action',
    proposals: [merge('TASK-001', 'TASK-002')],
    checking: { backlog: { ...factsOf({ items: plain(4) }).backlog, humanActions: [action] } },
    refused: ['ACTION-001 holds TASK-001 back, and not TASK-002.'],
  },
  {
    name: 'a merge that would make a circle',
    proposals: [merge('TASK-002', 'TASK-001')],
    items: [
      ...plain(1),
      { id: 'TASK-002', fields: ['labels: [shop]', 'depends_on: TASK-003'] },
      { id: 'TASK-003', fields: ['depends_on: TASK-001'] },
    ],
    refused: ['TASK-002 and TASK-001 are parts of one sequence, and stay apart.'],
  },
  { name: 'another priority', proposals: [change('TASK-001', 'medium', 'high')], refused: [] },
  {
    name: 'a priority that does not exist',
    proposals: [change('TASK-001', 'medium', 'urgent')],
    refused: ['"urgent" is no priority.'],
  },
  {
    name: 'a priority that it has not',
    proposals: [change('TASK-001', 'low', 'high')],
    refused: ['TASK-001 is medium, not low.'],
  },
  {
    name: 'a priority that it has',
    proposals: [change('TASK-001', 'medium', 'medium')],
    refused: ['TASK-001 is medium already.'],
  },
  {
    name: 'two changes of one priority',
    proposals: [change('TASK-001', 'medium', 'high'), change('TASK-001', 'medium', 'low')],
    refused: ['TASK-001 is changed in priority already.'],
  },
  {
    name: 'below what waits for it',
    proposals: [change('TASK-001', 'medium', 'low')],
    items: [...plain(2), waiting],
    refused: ['TASK-005 (high) waits for TASK-001.'],
  },
  { name: 'a new item', proposals: [item], refused: [] },
  { name: 'a new item without a title', proposals: [{ ...item, title: '\u200b ' }], refused: ['It has no title.'] },
  { name: 'a new item without criteria', proposals: [{ ...item, criteria: [] }], refused: ['It has no criteria.'] },
  {
    name: 'a new item outside',
    proposals: [{ ...item, component: '../other' }],
    refused: ['Its component "../other" is a path out of the repository.'],
  },
  {
    name: 'a new item that is open already',
    proposals: [{ ...item, title: 'Rotate keys' }],
    refused: ['TASK-002 says the same: both are about "keys" and "Rotate".'],
  },
  { name: 'a new item twice', proposals: [item, item], refused: ['An item of this title is opened already.'] },
  {
    name: 'an empty recommendation',
    proposals: [{ kind: 'recommend', text: ' \u202e', by }],
    refused: ['It says nothing.'],
  },
];

test.each(cases)('$name', ({ proposals, items = plain(4), checking, refused }) => {
  const facts = factsOf({ items });
  const checked = checkProposals(proposals, { ...facts, inWork: new Set(), obstacles: new Map(), ...checking });
  expect(checked.refused.map(({ why }) => why)).toEqual(refused);
  expect(checked.accepted).toHaveLength(proposals.length - refused.length);
});

test('a reason is one line, without what turns the text around, and not longer than fits', () => {
  const checking = { ...factsOf({ items: plain(4) }), inWork: new Set<string>(), obstacles: new Map<string, string>() };
  const proposals = [
    deprecate('TASK-001', 'Not\u202e needed\n---\nstop: true'),
    deprecate('TASK-002', 'so it is '.repeat(200)),
  ];
  const reasons = checkProposals(proposals, checking).accepted.flatMap((one) =>
    one.kind === 'deprecate' ? [one.reason] : [],
  );
  expect(reasons[0]).toBe('Not needed --- stop: true');
  expect(reasons[1]).toHaveLength(300);
});

test('the target of a merge becomes as urgent as its source', () => {
  const { backlog } = factsOf({ items: [...plain(2), { id: 'TASK-003', priority: 'critical' }] });
  const change = 'TASK-001 medium to critical: TASK-003, which is merged into it, is critical';
  expect(inWords(withInherited([merge('TASK-003', 'TASK-001')], backlog)).slice(1)).toEqual([change]);
  expect(
    inWords(
      withInherited(
        [
          merge('TASK-003', 'TASK-001'),
          { ...item, ...{ kind: 'priority', id: 'TASK-001', from: 'medium', to: 'high' } },
        ],
        backlog,
      ),
    ).slice(1),
  ).toEqual([change]);
  expect(withInherited([merge('TASK-001', 'TASK-003')], backlog)).toHaveLength(1);
});
