/** How the editor rolls back: the command line in a process of its own, its words, and a stop that reaches it. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rollbackInProcess } from '../../src/editor/commands/rollback-process.ts';
import type { EditorParts } from '../../src/editor/editor-parts.ts';
import type { EditorSettings } from '../../src/editor/editor-settings.ts';
import type { RollbackAsked } from '../../src/editor/server-launch.ts';
import { file, taskText, three } from '../support/process-stage.ts';
import { commitRun, firstRun } from '../support/rollback-stage.ts';
import { sampled } from '../support/sample.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 3);

const script = () => fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const env = { ...process.env, XDG_CONFIG_HOME: '/nonexistent' };
const parts = { host: { execPath: process.execPath, script, env } } as unknown as EditorParts;
const settings: EditorSettings = {
  ...{ codexPath: '', codexConfig: [], kubeconfig: '', context: '', environment: {}, push: undefined },
  ...{
    maxIterations: 20,
    timeoutPerSection: 300,
    archiveOnComplete: true,
    commitEdits: true,
    syncRemote: true,
    checkHumanActions: true,
    codeLens: true,
    server: { command: '', args: [] },
  },
  ...{ passEnvironment: [], stepMode: false, tokensPerCriterion: 0, tokensPerTask: 0, model: '', profile: '' },
  ...{ tasksPerSession: 1, failuresPerSession: 3, minutesPerSession: 0, tokensPerSession: 0 },
  ...{
    waitMinutes: undefined,
    network: undefined,
    gate: undefined,
    secretsIgnore: [],
    registriesOverHttp: [],
    wrong: [],
  },
};

let on: TemporaryRepository;
beforeEach(async () => {
  on = temporaryRepository({ [file]: taskText(three), 'app.yaml': 'tag: 1.4.0\n' }, { origin: true });
  await commitRun(on, firstRun, [{ criterion: three[0] ?? '', files: { 'app.yaml': 'tag: 1.5.0\n' } }]);
  on.git('push', '--quiet');
});
afterEach(() => on.remove());

const ask = (asked: RollbackAsked, more: { signal?: AbortSignal; push?: EditorSettings['push'] } = {}) => {
  const reference = { repository: on.root, itemId: 'TASK-001', file };
  return rollbackInProcess(parts, reference, { ...settings, push: more.push }, asked, more.signal);
};
const head = () => on.git('rev-parse', 'HEAD');

test('first what would be done, then exactly that run, and afterwards why not again', async () => {
  const before = head();
  const plan = await ask({ dryRun: true });
  expect(plan).toMatchObject({ runs: [firstRun], reverted: [{ sha: before }], paths: ['app.yaml', file] });
  expect(head()).toBe(before);
  expect(await ask({ run: firstRun })).toMatchObject({
    push_pending: false,
    message: expect.stringContaining('pushed'),
  });
  expect(on.read('app.yaml')).toBe('tag: 1.4.0\n');
  await expect(ask({ dryRun: true })).rejects.toThrow(/^The last run on TASK-001 \(aaaaaaaa\) was rolled back already/);
});

test('what is done and not pushed is a result, not an error', async () => {
  expect(await ask({}, { push: 'never' })).toMatchObject({ push_pending: true, runs: [firstRun] });
});

test('a stop ends it with everything as it was', async () => {
  const before = [head(), on.git('status', '--porcelain')];
  mkdirSync(join(on.root, '.git/hooks'), { recursive: true });
  writeFileSync(join(on.root, '.git/hooks/pre-commit'), '#!/bin/sh\ntouch .git/in-hook; sleep 60\n', { mode: 0o755 });
  const controller = new AbortController();
  const running = ask({}, { signal: controller.signal });
  await expect.poll(() => existsSync(join(on.root, '.git/in-hook')), { timeout: 60_000 }).toBe(true);
  controller.abort(new Error('stopped by the user'));
  await expect(running).rejects.toThrow('stopped by the user');
  expect([head(), on.git('status', '--porcelain')]).toEqual(before);
});
