import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../../src/codex/judge.ts';
import type { Tried } from '../../../../src/codex/previous-try.ts';
import { type JudgedTry, secondVerdict } from '../../../../src/tools/process/same-try.ts';

const failed = { verdict: 'failed', reason: 'No tag.' } as const;
const stuck = { verdict: 'stuck', reason: 'It did the same 5 times.' } as const;
const timedOut = { verdict: 'timed_out', reason: 'Not finished.' } as const;
const proven: Verdict = { verdict: 'proven', claim: { status: 'done', summary: 'ok', evidence: [] } };
const blocked = { verdict: 'blocked', reason: 'Ask Ann.' } as const;

const did: Tried = {
  commands: [
    { command: "/bin/bash -lc 'make'", exitCode: 2 },
    { command: 'ls', exitCode: 0 },
  ],
  ...{ before: 'a', after: 'b', changed: ['app.yaml'], leftover: 'refs/x' },
};
const nothing: Tried = { ...did, commands: [], after: 'a', changed: [], leftover: undefined };

const first: JudgedTry = { verdict: failed, tried: did };

describe('a second try that does the same is stuck', () => {
  test.each<[string, JudgedTry, JudgedTry, string]>([
    [
      'the same commands, exit codes and changes',
      first,
      {
        verdict: failed,
        tried: {
          ...did,
          commands: [{ command: 'make', exitCode: 2 }, did.commands[1] ?? { command: '', exitCode: 0 }],
        },
      },
      'Stuck: both tries ran the same commands with the same exit codes and made the same changes. No tag.',
    ],
    [
      'both did nothing',
      { verdict: failed, tried: nothing },
      { verdict: failed, tried: nothing },
      'Stuck: both tries ran nothing and made no change of a file. No tag.',
    ],
    [
      'both were ended in the same loop, at different moments of it',
      { verdict: stuck, tried: { ...nothing, commands: did.commands } },
      {
        verdict: stuck,
        tried: { ...nothing, commands: [...did.commands, ...did.commands, { command: 'make', exitCode: null }] },
      },
      'Stuck: both tries ran the same commands with the same exit codes and made no change of a file. It did the same 5 times.',
    ],
  ])('%s', (_, one, other, reason) => {
    expect(secondVerdict(one, other)).toEqual({ verdict: 'stuck', reason });
  });
});

describe('the verdict stays', () => {
  test.each<[string, JudgedTry | undefined, JudgedTry]>([
    ['of a first try', undefined, first],
    ['with another command', first, { verdict: failed, tried: { ...did, commands: did.commands.slice(1) } }],
    ['with another order', first, { verdict: failed, tried: { ...did, commands: did.commands.toReversed() } }],
    [
      'with another exit code',
      first,
      { verdict: failed, tried: { ...did, commands: did.commands.map((one) => ({ ...one, exitCode: 1 })) } },
    ],
    ['with another change', first, { verdict: failed, tried: { ...did, after: 'c' } }],
    ['on top of other files', first, { verdict: failed, tried: { ...did, before: 'c' } }],
    ['of a failure after a loop', { verdict: stuck, tried: did }, { verdict: failed, tried: did }],
    ['where it is proven', first, { verdict: proven, tried: did }],
    ['where a person is needed', first, { verdict: blocked, tried: did }],
    [
      'of two time-outs: the criterion is too large',
      { verdict: timedOut, tried: did },
      { verdict: timedOut, tried: did },
    ],
    ['of a time-out after a failure', first, { verdict: timedOut, tried: did }],
  ])('%s', (_, one, other) => {
    expect(secondVerdict(one, other)).toBe(other.verdict);
  });
});
