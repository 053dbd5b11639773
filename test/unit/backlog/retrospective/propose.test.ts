import { expect, test } from 'vitest';
import { proposeByRules } from '../../../../src/backlog/retrospective/propose.ts';
import { factsOf, inWords } from './facts-of.ts';

test('what one rule takes away is nothing to the others', () => {
  const items = [
    { id: 'TASK-001', priority: 'low' },
    { id: 'TASK-002', priority: 'critical', fields: ['depends_on: TASK-001', 'superseded_by: TASK-003'] },
    { id: 'TASK-003', title: 'Something else' },
  ];
  expect(inWords(proposeByRules(factsOf({ items })))).toEqual([
    'deprecate TASK-002: TASK-003 (Something else) took its place, as its files say',
  ]);
});

test('an item is taken away once, by the first rule', () => {
  const items = [
    { id: 'TASK-001', status: 'blocked', days: 400, fields: ['superseded_by: TASK-002'] },
    { id: 'TASK-002', title: 'Something else' },
  ];
  const proposals = proposeByRules(factsOf({ items }));
  expect(proposals.map(({ by }) => by)).toEqual(['superseded']);
});

test('dead dependencies are told, with the place', () => {
  const items = [
    { id: 'TASK-001', fields: ['depends_on: TASK-099'] },
    { id: 'TASK-002', fields: ['depends_on: TASK-003'] },
    { id: 'TASK-003', folder: 'deprecated' as const },
  ];
  expect(inWords(proposeByRules(factsOf({ items })))).toEqual([
    'recommend: TASK-001 depends on TASK-099, which no file holds. Correct the id, or add the task. See tasks/active/TASK-001.md:6.',
    'recommend: TASK-002 depends on TASK-003, which is deprecated; it is not waited for. See tasks/active/TASK-002.md:6.',
  ]);
});

test('a backlog without faults gets no proposals', () => {
  const items = [{ id: 'TASK-001' }, { id: 'TASK-002', fields: ['depends_on: TASK-001'] }];
  expect(proposeByRules(factsOf({ items }))).toEqual([]);
});
