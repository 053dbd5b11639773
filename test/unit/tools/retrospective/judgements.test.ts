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

test('a preview is known by its moment until it was applied, or another was made', () => {
  const judgements = new Judgements();
  const [first, second] = [new Date(1000), new Date(2000)];
  const told = { at: first, head: 'abc', texts: new Map() };
  const unknown = 'Nothing was changed: this preview is not known any more.';
  expect(() => judgements.told('/shop', first)).toThrow(unknown);
  judgements.tell('/shop', told);
  expect(judgements.told('/shop', first)).toBe(told);
  expect(() => judgements.told('/bank', first)).toThrow(unknown);
  judgements.tell('/shop', { ...told, at: second });
  expect(() => judgements.told('/shop', first)).toThrow(unknown);
  judgements.forget('/shop');
  expect(() => judgements.told('/shop', second)).toThrow(unknown);
});

test('of another question it is known that it has changed', () => {
  const judgements = new Judgements();
  judgements.keep('/shop', 'one', judged);
  expect(judgements.find('/shop', 'two')).toBe('changed');
});
