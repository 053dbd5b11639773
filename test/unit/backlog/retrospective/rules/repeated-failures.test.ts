import { expect, test } from 'vitest';
import { repeatedFailures } from '../../../../../src/backlog/retrospective/rules/repeated-failures.ts';
import { factsOf, inWords, type Sketch } from '../facts-of.ts';

const what = 'The registry did not answer';
const failure = { kind: 'error-registry', what };
const three = [{ ...failure, days: 5 }, { ...failure, days: 3, itemId: 'TASK-002' }, failure];
const told = (id: string) => [`recommend: ${id} is open for a failure that came 3 times in 30 days: ${what}`];
const created = [
  'create Recurring failure: The registry did not answer: The same failure came 3 times, at TASK-001, TASK-002',
];
const items: readonly Sketch[] = [
  { id: 'TASK-001', fields: ['labels: [bug, registry]'] },
  { id: 'TASK-002', priority: 'high' },
];
const about = (line: string) => ['## Description', '', line];

const cases: readonly (readonly [
  name: string,
  failures: typeof three,
  items: readonly Sketch[],
  expected: readonly string[],
])[] = [
  ['three of a kind', three, items, created],
  ['two of a kind', three.slice(1), items, []],
  ['three of which one is long ago', [{ ...failure, days: 31 }, ...three.slice(1)], items, []],
  ['of different kinds', [{ ...failure, kind: 'error-other' }, ...three.slice(1)], items, []],
  [
    'an item is open for it',
    three,
    [...items, { id: 'TASK-005', body: about('Failure-Kind: error-registry') }],
    told('TASK-005'),
  ],
  [
    'an item of a kind that begins alike',
    three,
    [...items, { id: 'TASK-005', body: about('Failure-Kind: error-registry-2') }],
    created,
  ],
  [
    'an item was open for it until yesterday',
    three,
    [...items, { id: 'TASK-005', folder: 'completed', days: 2, body: about('Failure-Kind: error-registry') }],
    [],
  ],
  [
    'an item was open for it before',
    three,
    [...items, { id: 'TASK-005', folder: 'completed', days: 9, body: about('Failure-Kind: error-registry') }],
    created,
  ],
  [
    'an item for it was given up since',
    three,
    [...items, { id: 'TASK-005', folder: 'deprecated', days: 1, body: about('Failure-Kind: error-registry') }],
    [],
  ],
  [
    'at an item that is itself about a failure',
    three.map((one) => ({ ...one, itemId: 'TASK-005' })),
    [...items, { id: 'TASK-005', body: about('Failure-Kind: error-other') }],
    [],
  ],
  [
    'a bug of a verification is open for it',
    three.map((one) => ({ ...one, kind: 'cause-0123456789ab' })),
    [...items, { id: 'TASK-006', body: about('Cause-Key: 0123456789ab') }],
    told('TASK-006'),
  ],
];

test.each(cases)('%s', (_name, failures, all, expected) => {
  expect(inWords(repeatedFailures(factsOf({ items: all, failures })))).toEqual(expected);
});

test('the new item says where, when and of which kind, and is as urgent as what failed', () => {
  expect(repeatedFailures(factsOf({ items, failures: three }))).toMatchObject([
    {
      component: 'registry',
      priority: 'high',
      description: [
        'The same failure ended work 3 times in 30 days, at TASK-001, TASK-002:',
        '',
        `- 2026-05-27, TASK-001, session one: ${what}`,
        `- 2026-05-29, TASK-002, session one: ${what}`,
        `- 2026-05-31, TASK-001, session one: ${what}`,
        '',
        'Failure-Kind: error-registry',
      ].join('\n'),
    },
  ]);
});
