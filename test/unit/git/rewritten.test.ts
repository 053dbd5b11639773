import { expect, test } from 'vitest';
import { pairRewritten } from '../../../src/git/rewritten.ts';

const commits = (...texts: string[]) =>
  texts.map((text) => ({ sha: text.split(' ')[0] ?? '', identity: text.split(' ')[1] ?? '' }));

test.each<[string, string[], string[], string[], string]>([
  ['nothing', [], [], ['t x'], ''],
  ['one by one, whatever became of the messages', ['1 a', '2 b'], ['3 a', '4 changed'], [], '1>3 2>4'],
  ['one fell away', ['1 a', '2 b', '3 c'], ['4 a', '5 c'], [], '1>4 3>5'],
  ['one was pushed by an earlier run', ['1 a', '2 b'], ['4 b'], ['t x', '3 a'], '1>3 2>4'],
  ['all were', ['1 a', '2 b'], [], ['3 a', '4 b'], '1>3 2>4'],
  ['the same text twice: each once', ['1 a', '2 a', '3 b'], ['4 a', '5 a'], [], '1>4 2>5'],
])('%s', (_, before, after, others, expected) => {
  const pairs = pairRewritten(commits(...before), commits(...after), commits(...others));
  expect([...pairs].map(([from, to]) => `${from}>${to}`).join(' ')).toBe(expected);
});
