/** How telling terms are, in repositories of any size. */
import { expect, test } from 'vitest';
import { meaningOf } from '../../../../src/backlog/duplicates/lexicon.ts';
import { weighing } from '../../../../src/backlog/duplicates/weight.ts';

const name = meaningOf('pelican', 'name');
const thing = meaningOf('pod', 'thing');

test.each([0, 1, 5, 100, 10_000])(
  'a name tells more than a thing of the field, a stop word nothing: %i tasks',
  (tasks) => {
    const weigh = weighing(tasks, () => Math.min(tasks, 1));
    expect(weigh(name)).toBeGreaterThan(weigh(thing));
    expect(weigh(meaningOf('the', 'stop'))).toBe(0);
  },
);

test('a word that most tasks name tells little', () => {
  const weigh = weighing(1_000, ({ term }) => (term === 'pelican' ? 900 : 1));
  expect(weigh(name)).toBeLessThan(0.5);
});

test('one task more or less makes no difference to speak of', () => {
  const [few, more] = [1, 5].map((tasks) => weighing(tasks, () => 1)(thing));
  expect(Math.abs((few ?? 0) - (more ?? 0))).toBeLessThan(0.05);
});

test('ten times as many tasks make a word no more telling than a thousand do', () => {
  const [thousand, tenThousand] = [1_000, 10_000].map((tasks) => weighing(tasks, () => tasks / 100)(thing));
  expect(tenThousand).toBeCloseTo(thousand ?? 0, 5);
});
