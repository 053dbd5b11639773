import { describe, expect, test } from 'vitest';
import { type FinishedRun, keyOf, roundAtEnd } from '../../../src/codex/repetition.ts';

const run: FinishedRun = { command: 'make test', exitCode: 2, output: '1 failed\n', seconds: 1 };

describe('two runs are the same', () => {
  test.each<[string, Partial<FinishedRun>, boolean]>([
    ['when all is the same', {}, true],
    ['also in the shell call that Codex makes of it', { command: "/bin/bash -lc 'make test'" }, true],
    ['whatever time they took', { seconds: 4.9 }, true],
    ['not with another command', { command: 'make tests' }, false],
    ['not with another exit code', { exitCode: 1 }, false],
    ['not with another output', { output: '2 failed\n' }, false],
  ])('%s', (_, change, same) => {
    expect(keyOf({ ...run, ...change }) === keyOf(run)).toBe(same);
  });

  test('never when they wait for something', () => {
    expect(keyOf({ ...run, seconds: 5 })).toBeUndefined();
  });
});

describe('what the end of a list repeats', () => {
  test.each<[string, number, number]>([
    ['', 1, 0],
    ['a', 1, 1],
    ['ab', 1, 1],
    ['aaaaa', 1, 5],
    ['bbaaa', 1, 3],
    ['aaab', 1, 1],
    ['abab', 2, 2],
    ['cababab', 2, 3],
    ['abcabcabcabcabc', 3, 5],
    ['abcdabcd', 1, 1],
    ['aabaabaab', 3, 3],
    // The latest runs decide.
    ['ababaa', 1, 2],
  ])('%s: %i run(s), %i time(s)', (keys, length, times) => {
    expect(roundAtEnd([...keys])).toEqual({ length, times });
  });
});
