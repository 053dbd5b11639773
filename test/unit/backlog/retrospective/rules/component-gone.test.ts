import { expect, test } from 'vitest';
import { componentGone } from '../../../../../src/backlog/retrospective/rules/component-gone.ts';
import { factsOf, inWords, type Sketch } from '../facts-of.ts';

const legacy: Sketch = {
  id: 'TASK-001',
  title: 'Raise the memory of the legacy API',
  fields: ['labels: [bug, Legacy-API]'],
};
const deprecated = ['deprecate TASK-001: Its component legacy-api is no longer in the repository since 1a2b3c4d'];
const gone = { 'legacy-api': { commit: '1a2b3c4d' } };

const cases: readonly (readonly [name: string, item: Sketch, there: readonly string[], expected: readonly string[]])[] =
  [
    ['a deleted folder', legacy, ['apps', 'shop'], deprecated],
    ['as a path', { ...legacy, fields: ['labels: [apps/legacy-api/]'] }, ['apps'], deprecated],
    ['something of that name is there', legacy, ['legacy-api'], []],
    ['another part is there', { ...legacy, fields: ['labels: [legacy-api, shop]'] }, ['shop'], []],
    ['a part that never was there', { ...legacy, fields: ['labels: [networking]'] }, [], []],
    ['about the absence itself', { ...legacy, title: 'Restore the legacy API' }, [], []],
    ['what is left of it', { ...legacy, title: 'Remove the DNS entry of the legacy API' }, [], []],
    ['what a person has to do', { ...legacy, fields: ['labels: [legacy-api]', 'type: human-action'] }, [], []],
    ['what is over', { ...legacy, folder: 'completed' }, [], []],
  ];

test.each(cases)('%s', (_name, item, there, expected) => {
  expect(inWords(componentGone(factsOf({ items: [item], there, gone })))).toEqual(expected);
});

test.each(['build', 'docs', 'monitoring', 'ci'])('a label of a kind of work, as %s is, names no part', (label) => {
  const item = { id: 'TASK-001', title: `Mend the ${label} of the shop`, fields: [`labels: [${label}]`] };
  expect(componentGone(factsOf({ items: [item], gone: { [label]: { commit: '1a2b3c4d' } } }))).toEqual([]);
});

test('an item that has the name among its labels alone is only told', () => {
  const item = { ...legacy, title: 'Raise the memory of the shop' };
  expect(inWords(componentGone(factsOf({ items: [item], gone })))).toEqual([
    'recommend: TASK-001 has the label legacy-api, and the folder of that name is gone since 1a2b3c4d. Deprecate it if it is about that.',
  ]);
});

test('a folder that moved is only told', () => {
  const moved = { 'legacy-api': { commit: '1a2b3c4d', movedTo: 'apps/api' } };
  expect(inWords(componentGone(factsOf({ items: [legacy], gone: moved })))).toEqual([
    'recommend: TASK-001 is about legacy-api, whose files moved to apps/api in 1a2b3c4d. Correct its labels and what it says.',
  ]);
});
