import { describe, expect, test } from 'vitest';
import type { CodexOutcome } from '../../../src/codex/exec.ts';
import { judge } from '../../../src/codex/judge.ts';
import { claim } from '../../support/scripted-model.ts';

const ran = (command: string, exitCode: number | null) => ({ command: `/bin/bash -lc '${command}'`, exitCode });
const cites = (command: string, exit_code: number) => ({ command, exit_code, observation: 'seen' });

function completed(message: string | undefined, commands: CodexOutcome['commands'] = []): CodexOutcome {
  return { ending: 'completed', message, commands, tokens: { input: 0, output: 0 } };
}

function verdictOf(message: string | undefined, commands: CodexOutcome['commands'] = [], changed: string[] = []) {
  const verdict = judge(completed(message, commands), changed);
  return verdict.verdict === 'proven' ? 'proven' : `${verdict.verdict}: ${verdict.reason}`;
}

describe('a claim is proven when', () => {
  test('the cited command was run with the exit code that is claimed', () => {
    const message = claim({ status: 'done', summary: 'ok', evidence: [cites('grep tag app.yaml', 0)] });
    expect(verdictOf(message, [ran('grep tag app.yaml', 0)])).toBe('proven');
  });
  test('files were changed, even without a cited command', () => {
    expect(verdictOf(claim({ status: 'done', summary: 'ok' }), [], ['app.yaml'])).toBe('proven');
  });
  test('a command that is meant to fail failed as claimed', () => {
    const message = claim({ status: 'done', summary: 'no old tag left', evidence: [cites('grep old app.yaml', 1)] });
    expect(verdictOf(message, [ran('grep old app.yaml', 1)])).toBe('proven');
  });
  test('it was done already and the evidence shows it', () => {
    const message = claim({ status: 'already_done', summary: 'so it was', evidence: [cites('cat app.yaml', 0)] });
    expect(verdictOf(message, [ran('cat app.yaml', 0)])).toBe('proven');
  });
});

describe('a claim fails when', () => {
  test.each([
    [
      'the cited command was never run',
      claim({ status: 'done', summary: 'ok', evidence: [cites('kubectl get pods', 0)] }),
      [ran('ls', 0)],
      'failed: Cited as evidence and never run: `kubectl get pods`. What was run: `ls` (exit 0).',
    ],
    [
      'the exit code is another',
      claim({ status: 'done', summary: 'ok', evidence: [cites('make', 0)] }),
      [ran('make', 2)],
      'failed: `make` exited with 2, not with 0 as claimed. What was run: `make` (exit 2).',
    ],
    [
      'the last run of the command ended otherwise',
      claim({ status: 'done', summary: 'ok', evidence: [cites('make', 0)] }),
      [ran('make', 0), ran('make', 2)],
      'failed: `make` exited with 2, not with 0 as claimed. What was run: `make` (exit 0), `make` (exit 2).',
    ],
    [
      'the cited command had not ended',
      claim({ status: 'done', summary: 'ok', evidence: [cites('make', 0)] }),
      [ran('make', null)],
      'failed: Cited as evidence and never run: `make`. Said to be done, but no command was run and no file was changed.',
    ],
    [
      'nothing was run and nothing changed',
      claim({ status: 'done', summary: 'ok' }),
      [],
      'failed: Said to be done, but no command was run and no file was changed.',
    ],
    [
      'it is said to be done already without evidence',
      claim({ status: 'already_done', summary: 'ok' }),
      [],
      'failed: Said to be done already, but no evidence was given.',
    ],
    ['there is no last message', undefined, [], 'failed: Codex ended without a last message.'],
    ['the message is no JSON', 'All done!', [], 'failed: The last message of Codex is not JSON: All done!'],
  ])('%s', (_, message, commands, expected) => {
    expect(verdictOf(message, commands)).toBe(expected);
  });

  test('the message breaks the schema', () => {
    expect(verdictOf('{"status":"finished","summary":"","evidence":[]}')).toContain('breaks the output schema');
  });
});

describe('what the agent or the process says otherwise', () => {
  test.each(['failed', 'blocked', 'needs_decomposition'])('%s is taken as it is', (status) => {
    expect(verdictOf(claim({ status, summary: 'because' }))).toBe(`${status}: because`);
  });
  test('a time-out and a failed turn are no claims', () => {
    const seen = { message: claim({ status: 'done', summary: 'ok' }), commands: [], tokens: { input: 0, output: 0 } };
    expect(judge({ ...seen, ending: 'timed_out', error: 'late' }, ['a'])).toEqual({
      verdict: 'timed_out',
      reason: 'late',
    });
    expect(judge({ ...seen, ending: 'failed', error: '401' }, ['a'])).toEqual({ verdict: 'failed', reason: '401' });
  });
});
