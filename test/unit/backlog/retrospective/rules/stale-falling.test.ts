import { expect, test } from 'vitest';
import { falling } from '../../../../../src/backlog/retrospective/rules/falling.ts';
import { stale } from '../../../../../src/backlog/retrospective/rules/stale.ts';
import { factsOf, inWords, type Sketch } from '../facts-of.ts';

const blocked = { id: 'TASK-001', status: 'blocked' } as const;
const failedRun = (day: number) => `- 2026-01-0${day} 10:00: Failed after 2 tries: Do it – it broke`;

const log = (entry: string) => ['## Progress Log', '', `- 2026-01-01 10:00: ${entry}`];
const triedOf = (attempt: number) =>
  log(`Blocked after an error, attempt ${attempt} of 3 (session 12ab-34, status was active): The registry is down`);

const saying: readonly (readonly [name: string, change: Partial<Sketch>])[] = [
  ['a try of a session that others follow', { body: triedOf(1) }],
  ['an entry of the log', { body: log('Blocked: the vendor has to ship the licence') }],
  ['a note', { body: ['## Notes', '', 'Waiting for the new rack.'] }],
  ['a field', { fields: ['blocked_reason: the vendor has to ship the licence'] }],
  ['a section', { body: ['## Blocked By', '', '- The vendor'] }],
];

test.each(saying)('an old item that says why it is blocked, by %s', (_name, change) => {
  for (const priority of ['low', 'critical']) {
    const facts = factsOf({ items: [{ ...blocked, days: 400, priority, ...change }] });
    expect(inWords([...stale(facts), ...falling(facts)])).toEqual([]);
  }
});

const cases: readonly (readonly [name: string, items: readonly Sketch[], expected: readonly string[]])[] = [
  [
    'an old item that names nothing that it waits for',
    [{ ...blocked, days: 90 }],
    ['deprecate TASK-001: Nobody changed it for 90 days, and it is blocked, and names nothing that it waits for'],
  ],
  [
    'one whose log has no reason but a retrospective’s',
    [
      {
        ...blocked,
        days: 90,
        body: log('Priority high to medium: it is blocked, and names nothing that it waits for'),
      },
    ],
    ['deprecate TASK-001: Nobody changed it for 90 days, and it is blocked, and names nothing that it waits for'],
  ],
  [
    'one that sessions gave up',
    [{ ...blocked, days: 90, body: triedOf(3) }],
    ['deprecate TASK-001: Nobody changed it for 90 days, and sessions tried it in vain as often as they do'],
  ],
  ['a day before', [{ ...blocked, days: 89 }], []],
  ['an old item that is ready', [{ id: 'TASK-001', days: 400 }], []],
  [
    'a dependency that no file holds',
    [{ id: 'TASK-001', days: 100, fields: ['depends_on: TASK-099'] }],
    ['deprecate TASK-001: Nobody changed it for 100 days, and it waits for TASK-099, which no file holds'],
  ],
  ['an open dependency', [{ id: 'TASK-001', days: 100, fields: ['depends_on: TASK-002'] }, { id: 'TASK-002' }], []],
  [
    'a dependency without a way itself',
    [
      { id: 'TASK-001', days: 100, fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', status: 'blocked' },
    ],
    [
      'deprecate TASK-001: Nobody changed it for 100 days, and it waits for TASK-002, which has no way to become ready either',
    ],
  ],
  [
    'what others wait for',
    [
      { ...blocked, days: 100 },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
    ],
    [],
  ],
  [
    'urgent work',
    [{ ...blocked, days: 100, priority: 'high' }],
    ['TASK-001 high to medium: Nobody changed it for 100 days, and it is blocked, and names nothing that it waits for'],
  ],
  [
    'urgent work after a month',
    [{ ...blocked, days: 30, priority: 'critical' }],
    [
      'TASK-001 critical to high: Nobody changed it for 30 days, and it is blocked, and names nothing that it waits for',
    ],
  ],
  ['urgent work before that', [{ ...blocked, days: 29, priority: 'critical' }], []],
  ['urgent work that is ready', [{ id: 'TASK-001', days: 300, priority: 'critical' }], []],
  ['what a person put aside', [{ id: 'TASK-001', status: 'on_hold', days: 400 }], []],
  ['what a person stopped', [{ ...blocked, days: 400, fields: ['stop: true'] }], []],
  ['what a person has to do', [{ ...blocked, days: 400, fields: ['type: human-action'] }], []],
  ['a condition in words', [{ ...blocked, days: 400, fields: ['blocked_by: the new rack is there'] }], []],
  [
    'a circle',
    [
      { id: 'TASK-001', days: 400, fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', days: 400, fields: ['depends_on: TASK-001'] },
    ],
    [],
  ],
  ['work of another repository', [{ ...blocked, days: 400, fields: ['depends_on: BUG-009'] }], []],
  ['archived work', [{ ...blocked, folder: 'completed', days: 400 }], []],
  [
    'three failed runs',
    [{ id: 'TASK-001', days: 100, body: ['## Progress Log', '', failedRun(1), failedRun(2), failedRun(3)] }],
    [
      'deprecate TASK-001: Nobody changed it for 100 days, and three runs failed at the same criterion, and nobody changed it since',
    ],
  ],
];

test.each(cases)('%s', (_name, items, expected) => {
  const facts = factsOf({ items });
  expect(inWords([...stale(facts), ...falling(facts)])).toEqual(expected);
});

test('an id whose file is moved or removed without a commit is not missing', () => {
  const facts = factsOf({ items: [{ id: 'TASK-001', days: 100, fields: ['depends_on: TASK-099'] }] });
  expect(stale(facts)).toHaveLength(1);
  expect(stale({ ...facts, unsettled: new Set(['TASK-99']) })).toEqual([]);
});

test('an item whose age nobody knows is neither stale nor falls', () => {
  const facts = factsOf({
    items: [
      { ...blocked, days: 400 },
      { ...blocked, id: 'TASK-002', days: 400, priority: 'high' },
    ],
  });
  const unknown = { ...facts, changedAt: new Map<string, number>() };
  expect([...stale(unknown), ...falling(unknown)]).toEqual([]);
  expect([...stale(facts), ...falling(facts)]).toHaveLength(2);
});
