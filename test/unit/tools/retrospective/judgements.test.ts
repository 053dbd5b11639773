import { expect, test } from 'vitest';
import { Judgements } from '../../../../src/tools/retrospective/judgements.ts';

const judged = {
  ...{ proposals: [], lessons: ['Check the token first.'], judged: true, note: undefined },
  tokens: { input: 100, output: 20 },
};

test('a judgement counts for its repository, for the same question, until it was applied', () => {
  const judgements = new Judgements();
  judgements.keep('/shop', 'one', judged);
  expect(judgements.find('/shop', 'one')).toBe(judged);
  expect(judgements.find('/shop', 'one')).toBe(judged);
  expect(judgements.find('/bank', 'one')).toBeUndefined();
  judgements.forget('/shop');
  expect(judgements.find('/shop', 'one')).toBeUndefined();
});

test('of another question it is known that it has changed', () => {
  const judgements = new Judgements();
  judgements.keep('/shop', 'one', judged);
  expect(judgements.find('/shop', 'two')).toBe('changed');
});
