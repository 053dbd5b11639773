import { expect, test } from 'vitest';
import { boxes, findCriterion } from '../../../../src/backlog/parse/criteria.ts';
import { task } from '../task-text.ts';

const criteriaOf = (lines: readonly string[]) => task({ id: 'TASK-001', criteria: lines }).criteria;

/** The line of `after` that the criterion with the text `wanted` in `before` is found at. */
function foundAt(before: readonly string[], wanted: number, after: readonly string[]): string | undefined {
  const original = boxes(criteriaOf(before))[wanted];
  if (original === undefined) throw new Error('no such criterion');
  const criteria = criteriaOf(after);
  const found = findCriterion(criteria, original.address);
  const first = task({ id: 'TASK-001', criteria: after }).criteria[0]?.line ?? 0;
  return found === undefined ? undefined : after[found.line - first + after.findIndex((line) => line.includes('['))];
}

test.each([
  ['the same text', ['- [ ] Build A', '- [ ] Build B'], 1, ['- [ ] Build A', '- [ ] Build B'], '- [ ] Build B'],
  ['one inserted before', ['- [ ] A', '- [ ] B'], 1, ['- [ ] New', '- [ ] A', '- [ ] B'], '- [ ] B'],
  [
    'a remark added when it was ticked',
    ['- [ ] Push images', '- [ ] Test'],
    0,
    ['- [x] Push images - all 5 done', '- [ ] Test'],
    '- [x] Push images - all 5 done',
  ],
  [
    'a remark taken away',
    ['- [ ] Push images (all five)', '- [ ] Test'],
    0,
    ['- [ ] Push images', '- [ ] Test'],
    '- [ ] Push images',
  ],
  [
    'another number',
    ['- [ ] Set replicas to 3', '- [ ] Test'],
    0,
    ['- [ ] Set replicas to 5', '- [ ] Test'],
    undefined,
  ],
  ['another version', ['- [ ] Update it to 1.2'], 0, ['- [ ] Update it to 1.2.4'], undefined],
  [
    'only its sister left',
    ['- [ ] Push all images to registry A', '- [ ] Push all images to registry B'],
    0,
    ['- [ ] Push all images to registry B'],
    undefined,
  ],
  ['a word that begins it', ['- [ ] Set replicas to 3'], 0, ['- [ ] Set'], undefined],
  ['a sentence that it begins', ['- [ ] Fix'], 0, ['- [ ] Fix the registry so that everything works'], undefined],
  [
    'waived since',
    ['- [ ] Update the charts', '- [ ] Test'],
    0,
    ['- [x] ~~Update the charts~~ (moved)', '- [ ] Test'],
    '- [x] ~~Update the charts~~ (moved)',
  ],
  ['case and emphasis', ['- [ ] **Push** it'], 0, ['- [ ] push   `it`'], '- [ ] push   `it`'],
  [
    'the same text twice',
    ['- [ ] Check', '- [ ] Build', '- [ ] Check'],
    2,
    ['- [ ] Check', '- [ ] New', '- [ ] Build', '- [ ] Check'],
    '- [ ] Check',
  ],
  ['moved to another group', ['### One', '- [ ] Only here'], 0, ['### Two', '- [ ] Only here'], '- [ ] Only here'],
  ['gone', ['- [ ] Build the image', '- [ ] Test'], 0, ['- [ ] Test'], undefined],
  ['a short word that begins another', ['- [ ] Fix'], 0, ['- [ ] Fixtures'], undefined],
  ['in two other groups', ['### A', '- [ ] Check'], 0, ['### B', '- [ ] Check', '### C', '- [ ] Check'], undefined],
] as const)('%s', (_, before, wanted, after, expected) => {
  expect(foundAt(before, wanted, after)).toBe(expected);
});

test('of equal groups, the one with the same place among its equals is meant', () => {
  const before = ['### Web', '- [ ] Check', '### Web', '- [ ] Check'];
  const after = ['### Web', '- [ ] One', '- [ ] Two', '- [ ] Three', '- [ ] Check', '### Web', '- [ ] Check'];
  const second = boxes(criteriaOf(before))[1];
  const found = second && findCriterion(criteriaOf(after), second.address);
  expect(found?.line).toBe(boxes(criteriaOf(after))[4]?.line);
});
