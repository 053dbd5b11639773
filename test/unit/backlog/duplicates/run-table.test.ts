/** Words get numbers without being copied out of their text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRunTable } from '../../../../src/backlog/duplicates/run-table.ts';

test('a word has the same number wherever it stands, and is added once', () => {
  const added: string[] = [];
  const table = createRunTable((run) => added.push(run));
  expect(table.numberOf('push pull', 0, 4)).toBe(0);
  expect(table.numberOf('push pull', 5, 9)).toBe(1);
  expect(table.numberOf('pull the pull', 9, 13)).toBe(1);
  expect(added).toEqual(['push', 'pull']);
});

test('the numbers are those of a map from words, also when the table grows', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 6_000, size: 'max' }), (words) => {
      const table = createRunTable(() => undefined);
      const known = new Map<string, number>();
      for (const word of words) {
        if (!known.has(word)) known.set(word, known.size);
        expect(table.numberOf(`-${word}-`, 1, word.length + 1)).toBe(known.get(word));
      }
    }),
    { numRuns: 10 },
  );
});
