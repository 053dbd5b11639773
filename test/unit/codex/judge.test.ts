import { describe, expect, test } from 'vitest';
import type { CodexOutcome } from '../../../src/codex/exec.ts';
import { judge } from '../../../src/codex/judge.ts';
import { redactorOf } from '../../../src/codex/secret-values.ts';
import { claim } from '../../support/scripted-model.ts';

const ran = (command: string, exitCode: number | null) => ({ command: `/bin/bash -lc '${command}'`, exitCode });
const redacted = redactorOf({ SHOP_PASSWORD: 'tree-house-42' });
const cites = (command: string, exit_code: number) => ({ command, exit_code, observation: 'seen' });

function completed(message: string | undefined, commands: CodexOutcome['commands'] = []): CodexOutcome {
  return { ending: 'completed', message, commands, changedFiles: [], busy: [], tokens: { input: 0, output: 0 } };
}

function verdictOf(message: string | undefined, commands: CodexOutcome['commands'] = [], changed: string[] = []) {
  const verdict = judge(completed(message, commands), changed, redacted);
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
  test('a command that is meant to fail failed as claimed, and a file was changed or another exited with 0', () => {
    const evidence = [cites('grep old app.yaml', 1)];
    const message = claim({ status: 'done', summary: 'no old tag left', evidence });
    expect(verdictOf(message, [ran('grep old app.yaml', 1)], ['app.yaml'])).toBe('proven');
    const both = claim({ status: 'done', summary: 'new tag', evidence: [...evidence, cites('grep new app.yaml', 0)] });
    expect(verdictOf(both, [ran('grep old app.yaml', 1), ran('grep new app.yaml', 0)])).toBe('proven');
  });
  test('the cited command is a part of a plain chain that exited with 0', () => {
    const message = claim({ status: 'done', summary: 'ok', evidence: [cites('cd app && make test', 0)] });
    expect(verdictOf(message, [ran('cd app && make test && ls', 0)])).toBe('proven');
  });
  test.each([
    ['psql --password hunter2-hunter2 -c "select 1"', 'psql --password *** -c "select 1"'],
    ['psql --password hunter2-hunter2 -c "select 1"', 'psql --password <hidden> -c "select 1"'],
    ['curl -u shop:tree-house-42 https://shop.example', 'curl -u *** https://shop.example'],
    ['login tree-house-42 && make test', 'login ***'],
    ['PGPASSWORD=hunter2-hunter2 psql', "/bin/sh -c 'PGPASSWORD=*** psql'"],
  ])('`%s` is cited without its secret: `%s`', (command, cited) => {
    const message = claim({ status: 'done', summary: 'ok', evidence: [cites(cited, 0)] });
    expect(verdictOf(message, [ran(command, 0)])).toBe('proven');
    expect(verdictOf(message, [ran(command, 1)])).toMatch(/^failed: /);
  });
  test.each([
    ['grep "[REDACTED_SECRET]" app.yaml', 'grep "AKIAIOSFODNN7EXAMPLE" app.yaml'],
    ['cd app && login --token=[REDACTED_SECRET] --again', 'login --token=hunter2-hunter2 --again'],
    [
      'curl -H "Authorization: Bearer [REDACTED_SECRET]" x.io/[REDACTED_SECRET]',
      'curl -H "Authorization: Bearer abcdefghijklmnopq" x.io/sk-abcdefghijklmnopqrstu',
    ],
    ['login --token=[REDACTED_SECRET]', 'login --token=<redacted>'],
    ['login --token=[REDACTED_SECRET]', 'login --token=[REDACTED_SECRET]'],
  ])('Codex shows `%s` of `%s`', (shown, cited) => {
    const message = claim({ status: 'done', summary: 'ok', evidence: [cites(cited, 0)] });
    expect(verdictOf(message, [ran(shown, 0)])).toBe('proven');
    expect(verdictOf(message, [ran(shown, 1)])).toMatch(/^failed: /);
  });
  test('of two runs that differ in their secret the one that is cited counts, and the last where none is cited in full', () => {
    const runs = [ran('login --password first-secret', 0), ran('login --password second-secret', 1)];
    const message = (cited: string) => claim({ status: 'done', summary: 'ok', evidence: [cites(cited, 0)] });
    expect(verdictOf(message('login --password first-secret'), runs)).toBe('proven');
    expect(verdictOf(message('login --password ***'), runs)).toMatch(
      /^failed: `login --password \*\*\*` exited with 1/,
    );
  });
  test('it was done already and the evidence shows it', () => {
    const message = claim({ status: 'already_done', summary: 'so it was', evidence: [cites('cat app.yaml', 0)] });
    expect(verdictOf(message, [ran('cat app.yaml', 0)])).toBe('proven');
  });
});

describe('a claim fails when', () => {
  test.each([
    ['login [REDACTED_SECRET]', 'login short'],
    ['login [REDACTED_SECRET]', 'login hunter2-hunter2 --force'],
    ['login [REDACTED_SECRET]', 'login hunter2-hunter2" "more'],
    ['login [REDACTED_SECRET] --dry-run', 'login hunter2-hunter2'],
    ['login [REDACTED_SECRET]', `login ${'x'.repeat(300)}`],
    ['[REDACTED_SECRET]', 'make test'],
    ['make [REDACTED_SECRET]', 'make test && kubectl-apply'],
  ])('what Codex shows as `%s` is cited as `%s`', (shown, cited) => {
    const message = claim({ status: 'done', summary: 'ok', evidence: [cites(cited, 0)] });
    expect(verdictOf(message, [ran(shown, 0)])).toMatch(/^failed: Cited as evidence and never run/);
  });
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
      'the last exit code of the command is hidden in a chain that failed',
      claim({ status: 'done', summary: 'ok', evidence: [cites('make', 0)] }),
      [ran('make', 0), ran('cd app && make', 1)],
      'failed: `make` was run last as a part of `cd app && make`, which exited with 1; which part failed is not known. What was run: `make` (exit 0), `cd app && make` (exit 1).',
    ],
    [
      'the cited command was run only where its exit code is not seen',
      claim({ status: 'done', summary: 'ok', evidence: [cites('false', 0)] }),
      [ran('false; echo finished', 0)],
      'failed: Cited as evidence and never run: `false`. What was run: `false; echo finished` (exit 0).',
    ],
    [
      'all that is cited failed, and nothing changed',
      claim({ status: 'done', summary: 'ok', evidence: [cites('make', 2)] }),
      [ran('make', 2)],
      'failed: Said to be done, but no file was changed and no cited command exited with 0. Cite one that exits with 0 when the criterion is met. What was run: `make` (exit 2).',
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
    const seen = {
      message: claim({ status: 'done', summary: 'ok' }),
      commands: [],
      changedFiles: [],
      busy: [],
      tokens: { input: 0, output: 0 },
    };
    expect(judge({ ...seen, ending: 'timed_out', error: 'late' }, ['a'])).toEqual({
      verdict: 'timed_out',
      reason: 'late',
    });
    expect(judge({ ...seen, ending: 'failed', error: '401' }, ['a'])).toEqual({ verdict: 'failed', reason: '401' });
  });
});

describe('an agent that was ended before it had finished', () => {
  const done = claim({ status: 'done', summary: 'ok', evidence: [cites('make', 0)] });
  const cutOff = (more: object, message: string | undefined = done): CodexOutcome => ({
    ...completed(message, [ran('make', 0), ran('sleep 900', null)]),
    ...{ ending: 'timed_out', error: 'late' },
    ...more,
  });
  const failedClaim = claim({ status: 'failed', summary: 'not yet' });
  test.each<[string, CodexOutcome, object]>([
    ['that had made its claim is judged by it', cutOff({ isFinal: true }), { verdict: 'proven' }],
    [
      'that had made its claim and repeated itself then, too',
      cutOff({ isFinal: true, ending: 'stuck' }),
      { verdict: 'proven' },
    ],
    ['that had gone on after its claim has made none', cutOff({ isFinal: false }), { verdict: 'timed_out' }],
    [
      'whose claim is not true has failed',
      cutOff({ isFinal: true }, claim({ status: 'done', summary: 'ok', evidence: [cites('make all', 0)] })),
      { verdict: 'failed', reason: expect.stringContaining('never run: `make all`') },
    ],
    [
      'whose last message is no claim',
      cutOff({ isFinal: true }, 'Now I wait.'),
      { verdict: 'timed_out', reason: 'late' },
    ],
    ['that had said nothing', cutOff({ isFinal: false, message: undefined }), { verdict: 'timed_out' }],
    // Every message of a turn has the form of a claim; one in the middle of it gives nothing up.
    ['that had spoken of failure on its way', cutOff({ isFinal: true }, failedClaim), { verdict: 'timed_out' }],
    [
      'whose turn had completed with a failure',
      cutOff({ isFinal: true, turnCompleted: true }, failedClaim),
      { verdict: 'failed', reason: 'not yet' },
    ],
    [
      'that repeated itself is stuck',
      cutOff({ ending: 'stuck', error: 'the same' }),
      { verdict: 'stuck', reason: 'the same' },
    ],
    [
      'that used too much is over its tokens',
      cutOff({ ending: 'over_tokens', error: '9 of 8' }),
      { verdict: 'over_tokens', reason: '9 of 8' },
    ],
  ])('%s', (_, outcome, expected) => {
    expect(judge(outcome, [])).toMatchObject(expected);
  });
});

describe('Codex itself could not work', () => {
  const failed = (error: string, more: object = {}): CodexOutcome => ({
    ...completed(undefined, [ran('ls', 0)]),
    ending: 'failed',
    error,
    ...more,
  });
  test.each([
    [
      'Codex gave up: unexpected status 401 Unauthorized',
      'Codex gave up: unexpected status 401 Unauthorized. Run `codex login`, or correct the key of your model provider, then run again.',
    ],
    [
      "Codex gave up: You've hit your usage limit. Try again at 3:05 PM.",
      "Codex gave up: You've hit your usage limit. Try again at 3:05 PM. Run again at the time that Codex names.",
    ],
    [
      'Codex gave up: exceeded retry limit, last status: 429 Too Many Requests',
      'Codex gave up: exceeded retry limit, last status: 429 Too Many Requests. Wait until the limit of your plan or model provider is over, then run again.',
    ],
    [
      'Codex gave up: unexpected status 503 Service Unavailable',
      'Codex gave up: unexpected status 503 Service Unavailable. The model provider could not be reached or is out of order: check the network, and run again later.',
    ],
    [
      'Codex ended with exit code 1: Error: x',
      'Codex ended with exit code 1: Error: x. Mend what Codex names, or try `codex exec hello` in a terminal, then run again.',
    ],
  ])('%s', (error, reason) => {
    expect(judge(failed(error), ['a'])).toEqual({ verdict: 'unavailable', reason, error });
  });
  test('a time-out while Codex waits for its model is no time-out of the criterion', () => {
    const seen = completed(undefined, [ran('ls', 0)]);
    const reconnecting = 'Codex could not reach its model: Reconnecting... waiting for network';
    const { verdict } = judge({ ...seen, ending: 'timed_out', error: 'late', reconnecting }, ['a']);
    expect(verdict).toBe('unavailable');
  });
  test('a process that failed after its turn, or after a claim, is a failure of the criterion', () => {
    expect(judge(failed('late', { turnCompleted: true }), [])).toEqual({ verdict: 'failed', reason: 'late' });
    const message = claim({ status: 'done', summary: 'ok' });
    expect(judge(failed('late', { message }), [])).toEqual({ verdict: 'failed', reason: 'late' });
  });
  test('words of a command or a message decide nothing', () => {
    expect(verdictOf(claim({ status: 'failed', summary: '401 usage limit' }))).toBe('failed: 401 usage limit');
  });
});
