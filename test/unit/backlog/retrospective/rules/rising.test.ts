import { expect, test } from 'vitest';
import { rising } from '../../../../../src/backlog/retrospective/rules/rising.ts';
import { factsOf, inWords, type Sketch } from '../facts-of.ts';

const waits = (id: string, priority: string, ...ids: readonly string[]): Sketch => {
  return { id, priority, fields: ids.length === 0 ? [] : [`depends_on: ${ids.join(', ')}`] };
};

const cases: readonly (readonly [name: string, items: readonly Sketch[], expected: readonly string[]])[] = [
  [
    'a blocker of more urgent work',
    [waits('TASK-001', 'low'), waits('TASK-002', 'critical', 'TASK-001')],
    ['TASK-001 low to critical: TASK-002 waits for it and is critical'],
  ],
  [
    'through others',
    [waits('TASK-001', 'low'), waits('TASK-002', 'medium', 'TASK-001'), waits('TASK-003', 'high', 'TASK-002')],
    [
      'TASK-001 low to high: TASK-002 waits for it and is high',
      'TASK-002 medium to high: TASK-003 waits for it and is high',
    ],
  ],
  [
    'the most urgent of several',
    [waits('TASK-001', 'low'), waits('TASK-002', 'medium', 'TASK-001'), waits('TASK-003', 'high', 'TASK-001')],
    ['TASK-001 low to high: TASK-003 waits for it and is high'],
  ],
  ['a blocker as urgent as its work', [waits('TASK-001', 'high'), waits('TASK-002', 'high', 'TASK-001')], []],
  ['a blocker more urgent than its work', [waits('TASK-001', 'high'), waits('TASK-002', 'low', 'TASK-001')], []],
  [
    'a blocker that is done',
    [{ ...waits('TASK-001', 'low'), folder: 'completed' }, waits('TASK-002', 'critical', 'TASK-001')],
    [],
  ],
  [
    'a circle',
    [waits('TASK-001', 'low', 'TASK-002'), waits('TASK-002', 'high', 'TASK-001')],
    ['TASK-001 low to high: TASK-002 waits for it and is high'],
  ],
  [
    'what a person has to do',
    [{ id: 'TASK-001', priority: 'low', fields: ['type: human-action'] }, waits('TASK-002', 'critical', 'TASK-001')],
    [],
  ],
  [
    'work that is stopped',
    [
      waits('TASK-001', 'low'),
      { id: 'TASK-002', priority: 'critical', fields: ['depends_on: TASK-001', 'stop: true'] },
    ],
    [],
  ],
  [
    'work that could not go on anyway',
    [waits('TASK-001', 'low'), waits('TASK-002', 'critical', 'TASK-001', 'TASK-099')],
    [],
  ],
];

test.each(cases)('%s', (_name, items, expected) => {
  expect(inWords(rising(factsOf({ items }))).toSorted()).toEqual(expected);
});
