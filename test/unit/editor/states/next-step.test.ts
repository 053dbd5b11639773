import { describe, expect, test } from 'vitest';
import { guardContext } from '../../../../src/cluster/context-guard.ts';
import { adviceFor } from '../../../../src/codex/codex-error.ts';
import { endNotice } from '../../../../src/editor/run-notice.ts';
import { nextStep } from '../../../../src/editor/states/next-step.ts';
import { askCodex } from '../../../../src/tools/process/ask-codex.ts';
import { defaultSettings } from '../../../../src/tools/settings.ts';
import { outcome } from '../queue-fixture.ts';

const doctor = { command: 'agentToolkit.doctor' };
const makeGit = { command: 'git.init', args: [true] };
const sourceControl = { command: 'workbench.view.scm' };
const logIn = { command: 'agentToolkit.logIn' };

test.each([
  ['logged out', 'Codex is not logged in (Not logged in). Run `codex login`, or set CODEX_API_KEY.', logIn],
  ['a login that is over', `401 Unauthorized. ${adviceFor('401 Unauthorized')}`, logIn],
  ['no codex', 'The Codex CLI was not found on PATH. Install it (npm install -g @openai/codex).', doctor],
  ['no git', 'git was not found on PATH. Install git, then try again.', doctor],
  ['no repository', '/shop is not in a git repository with a work tree. Run git init there first.', makeGit],
  ['no commit', '/shop has no commit yet. Make a first commit, then run again.', sourceControl],
  ['a folder of another user', 'git does not trust /shop, since another user owns it.', doctor],
  ['no cluster', 'The API server does not answer: the cluster is down or out of reach.', doctor],
  [
    'a server that crashed',
    'The server ended unexpectedly. Finished criteria are committed; start again to go on.',
    {
      command: 'agentToolkit.showLog',
    },
  ],
] as const)('%s has a button', (_, message, does) => {
  expect(nextStep(message)?.does).toEqual(does);
});

test('what only a person can mend has none', () => {
  for (const message of [
    'grep exited with 1.',
    'vault.yaml:3: kubeconfig with a token.',
    'Two criteria are open.',
    adviceFor('context window exceeded'),
  ]) {
    expect(nextStep(message)).toBeUndefined();
  }
});

describe('messages as they are made', () => {
  test('a path of Codex that leads nowhere shows the setting', async () => {
    const settings = { ...defaultSettings, codexPath: '/nowhere/codex' };
    const error = await askCodex([{ root: '/shop' }], settings).catch((cause: Error) => cause);
    expect(nextStep((error as Error).message)?.does).toEqual({ setting: 'agentToolkit.codexPath' });
  });

  test.each([
    ['no kubeconfig', { context: 'shop' }],
    ['another context than the recorded one', { context: 'shop', recordedContext: 'other' }],
  ])('%s leads to Doctor', async (_, access) => {
    const verdict = await guardContext({ env: { KUBECONFIG: '/nowhere/config' }, ...access });
    expect(verdict.status).toBe('blocked');
    expect(nextStep('message' in verdict ? verdict.message : '')?.does).toEqual(doctor);
  });
});

test('the notice at the end of a run has the button first, and no other twice', () => {
  const message = 'The server ended unexpectedly.';
  const ended = outcome('TASK-001', { kind: 'verify', result: 'failed', word: 'failed', message });
  const away = { isHeard: false, isLooking: false };
  expect(endNotice(ended, away)).toMatchObject({ step: { title: 'Show Log' }, actions: [] });
  const done = outcome('TASK-001', { message: 'It ran `codex login` status.' });
  expect(endNotice(done, away)).not.toHaveProperty('step');
});
