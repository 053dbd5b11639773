import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '../../../src/cli/run-cli.ts';
import { askStep } from '../../../src/cli/step-prompt.ts';
import { createTestHost } from '../../support/cli-host.ts';
import { stepQuestion } from '../../support/fake-toolbox.ts';
import { temporaryRepository } from '../../support/temporary-repository.ts';

function terminal(cwd?: string) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  return {
    ...createTestHost({ terminal: true, env: { NO_COLOR: '1' }, ...(cwd === undefined ? {} : { cwd }) }),
    stdin,
  };
}

/** What is answered when each of the lines is typed as its prompt appears. */
async function answer(lines: readonly string[], question = stepQuestion) {
  const host = terminal();
  const answered = askStep(host, question, new AbortController().signal);
  for (const [index, line] of lines.entries()) {
    await expect.poll(() => host.err().match(/^> |: $/gm)?.length ?? 0).toBeGreaterThan(index);
    host.stdin.write(`${line}\n`);
  }
  return { answer: await answered, err: host.err() };
}

describe('a letter decides', () => {
  test.each([
    ['c', { choice: 'commit' }],
    ['E', { choice: 'commit_and_stop' }],
    [' s ', { choice: 'skip' }],
    ['q', { choice: 'stop' }],
    ['commit', { choice: 'commit' }],
  ])('%j', async (line, expected) => expect((await answer([line])).answer).toEqual(expected));

  test('retry asks for the note', async () => {
    const { answer: given, err } = await answer(['r', 'Use three.']);
    expect(given).toEqual({ choice: 'retry', note: 'Use three.' });
    expect(err).toContain('Note for the fresh process: ');
  });

  test('what is no answer is asked again, and the diff is shown', async () => {
    const { answer: given, err } = await answer(['x', 'd', 'c']);
    expect(given).toEqual({ choice: 'commit' });
    expect(err).toContain('Type one of c, e, r, s, q, d.');
    expect(err).toContain('-replicas: 1\n+replicas: 3\n');
  });

  test('what is not offered is no answer', async () => {
    const failed = { ...stepQuestion, verdict: 'timed_out', choices: ['retry' as const, 'stop' as const] };
    const { answer: given, err } = await answer(['c', 'q'], failed);
    expect(given).toEqual({ choice: 'stop' });
    expect(err).toContain('timed out: Raised.');
    expect(err).not.toContain('[c]');
  });
});

test('what is asked stands above: criterion, verdict, proof, files; nothing of it steers the terminal', async () => {
  const odd = { ...stepQuestion, criterion: 'Raise\u001b[2J', diff: '+\u001b[31mred\n', remark: 'Look again.' };
  const { err } = await answer(['d', 'c'], odd);
  expect(err).toContain(
    'Look again.\nTASK-STEP 1/3  Raise\nproven: Raised.\n  grep 3 app.yaml (exit 0) found\nChanged: app.yaml',
  );
  expect(err).toContain('+red\n');
  expect(err).not.toContain('\u001b[');
});

test('the end of the input means stop, and Ctrl-C ends the question', async () => {
  const host = terminal();
  host.stdin.end();
  expect(await askStep(host, stepQuestion, new AbortController().signal)).toEqual({ choice: 'stop' });
  const waiting = terminal();
  const controller = new AbortController();
  const asked = askStep(waiting, stepQuestion, controller.signal);
  controller.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});

describe('process --step', () => {
  test('asks in the terminal, with no line that moves meanwhile', async () => {
    // Asked before: which related repositories it proposes.
    const repository = temporaryRepository({ 'app.yaml': 'a: 1\n' });
    onTestFinished(repository.remove);
    const host = terminal(repository.root);
    const exit = runCli(['process', 'TASK-STEP', '--step', '--context', 'kind-shop'], host);
    await expect.poll(host.err).toMatch(/> $/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(host.err()).toMatch(/> $/);
    host.stdin.write('s\n');
    expect(await exit).toBe(0);
    expect(host.out()).toContain('TASK-001 done in part, as asked');
    expect(host.out()).toContain('{"choice":"skip"}');
    expect(host.calls).toMatchObject([{ input: { step: true } }]);
  });

  test('is refused at once where there is no terminal', async () => {
    const host = createTestHost();
    expect(await runCli(['process', 'TASK-STEP', '--step'], host)).toBe(2);
    expect(host.err()).toContain('here is no terminal to ask at');
    expect(host.calls).toEqual([]);
  });
});
