/** What the real Codex CLI makes of a model provider that refuses, and how that is judged. */
import { expect, onTestFinished, test } from 'vitest';
import { claimJsonSchema } from '../../src/codex/claim.ts';
import { runCodex } from '../../src/codex/exec.ts';
import { judge } from '../../src/codex/judge.ts';
import { codexBinary, temporaryCodexHome } from '../support/codex-home.ts';
import { startScriptedModel } from '../support/scripted-model.ts';

test.each([
  [401, 'no such key', 'codex login'],
  [429, 'too many requests', 'Wait until the limit'],
])('HTTP %i is no failure of the criterion', async (httpStatus, message, advice) => {
  const model = await startScriptedModel(() => ({ httpStatus, body: { error: { message } } }));
  const home = temporaryCodexHome();
  onTestFinished(async () => {
    await model.close();
    home.remove();
  });
  const outcome = await runCodex({
    binary: codexBinary,
    prompt: 'Work.',
    outputSchema: claimJsonSchema(),
    cwd: process.cwd(),
    runFolder: home.path,
    env: { ...process.env, ...model.env, CODEX_HOME: home.path },
    config: model.codexConfig,
    network: false,
    disabledServers: [],
    commandEnv: {},
    passedEnv: [],
    timeoutMs: 50_000,
    signal: new AbortController().signal,
    onEvent: () => {},
  });
  const verdict = judge(outcome, []);
  expect(verdict.verdict).toBe('unavailable');
  expect('reason' in verdict && verdict.reason).toContain(advice);
  expect('reason' in verdict && verdict.reason).toContain(String(httpStatus));
});
