/** process_bug: checks, refusals before the first criterion, and what Codex is given. */
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  byCriterion,
  cleanUps,
  file,
  log,
  processTask,
  type Stage,
  stage,
  taskText,
  three,
  threeDone,
} from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 4);

describe('what is refused, and what to do', () => {
  const untouched = async (at: Stage, expected: string, by = 'task') => {
    const head = at.on.git('rev-parse', 'HEAD');
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', ended_by: by, sections_completed: [] });
    expect(result.message).toContain(expected);
    expect(at.on.git('rev-parse', 'HEAD')).toBe(head);
    expect(at.model.turns).toEqual([]);
  };

  test.each(['TASK-999', '../../etc/passwd', 'tasks/active/TASK-001', ''])('the item id %j', async (item_id) => {
    const at = await stage(threeDone, taskText(three));
    await expect(processTask(at, { item_id })).rejects.toThrow();
  });

  test('a task file with uncommitted edits', async () => {
    const at = await stage(threeDone, taskText(three));
    at.on.write(file, `${taskText(three)} edited`);
    await untouched(at, `${file} has edits that are not committed`);
  });

  test('a task file that is a symbolic link', async () => {
    const at = await stage(threeDone, taskText(three));
    at.on.commit({ 'docs/t.md': taskText(three) });
    rmSync(join(at.on.root, file));
    symlinkSync('../../docs/t.md', join(at.on.root, file));
    at.on.commit({});
    await untouched(at, 'is a symbolic link');
  });

  test('a detached HEAD', async () => {
    const at = await stage(threeDone, taskText(three));
    at.on.git('checkout', '--quiet', '--detach');
    await untouched(at, 'HEAD is detached', 'git');
  });

  test('a rebase in progress', async () => {
    const at = await stage(threeDone, taskText(three));
    mkdirSync(join(at.on.root, '.git/rebase-merge'));
    await untouched(at, 'A rebase is in progress', 'git');
  });

  test('a repository without a name to commit with', async () => {
    const at = await stage(threeDone, taskText(three));
    at.on.git('config', 'user.name', '');
    await untouched(at, 'git config user.name, user.email', 'git');
  });

  test('no codex binary', async () => {
    const at = await stage(threeDone, taskText(three));
    await untouched(
      { ...at, settings: { ...at.settings, codexPath: '/nowhere/codex' } },
      '/nowhere/codex is not there',
      'codex',
    );
  });

  test('a codex binary that the agent could change; nothing of it is run', async () => {
    const at = await stage(threeDone, taskText(three));
    const ran = join(at.on.root, '.git/ran');
    at.on.write('bin/codex', `#!/bin/sh\ntouch ${ran}\n`);
    const codexPath = join(at.on.root, 'bin/codex');
    chmodSync(codexPath, 0o755);
    const settings = { ...at.settings, codexPath };
    await untouched({ ...at, settings }, `The Codex CLI lies in ${at.on.root}`, 'codex');
    expect(existsSync(ran)).toBe(false);
  });

  test('codex not logged in', async () => {
    const at = await stage(threeDone, taskText(three));
    await untouched({ ...at, settings: { ...at.settings, codexConfig: [] } }, 'Run `codex login`', 'codex');
  });

  test('another run on this repository', async () => {
    const at = await stage(
      ({ outputs }) => (outputs.length === 0 ? { commands: ['sleep 30'] } : { message: '' }),
      taskText(three),
    );
    const first = processTask(at);
    await expect.poll(() => at.transcript.length > 0, { timeout: 20_000 }).toBe(true);
    const second = await processTask(at);
    expect(second).toMatchObject({ status: 'error', ended_by: 'busy' });
    expect(second.message).toContain('TASK-001 is being processed');
    at.controller.abort();
    await expect(first).rejects.toThrow();
  });

  test('a task that depends on an open one', async () => {
    const at = await stage(threeDone, taskText(three, ['depends_on: TASK-002']));
    at.on.commit({ 'tasks/active/TASK-002.md': taskText(['Other']).replaceAll('TASK-001', 'TASK-002') });
    await untouched(at, 'TASK-002');
  });

  test('a task without criteria needs decomposition', async () => {
    const at = await stage(threeDone, taskText([]));
    expect((await processTask(at)).status).toBe('needs_decomposition');
  });
});

test('Codex gets a kubeconfig of nothing but the verified context, and none of the tokens around it', async () => {
  const at = await stage(
    byCriterion({
      [three[0] ?? '']: { commands: ['env | sort > seen.txt; cat "$KUBECONFIG" >> seen.txt; echo 1 >> app.yaml'] },
    }),
    taskText(three),
  );
  const cluster = (name: string) => ({ name, cluster: { server: `http://127.0.0.1:9/${name}` } });
  const context = (name: string) => ({ name, context: { cluster: name, user: name } });
  const user = (name: string) => ({ name, user: { token: `token-of-${name}` } });
  const names = ['demo', 'production'];
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'demo',
    clusters: names.map(cluster),
    contexts: names.map(context),
    users: names.map(user),
  };
  at.on.write('.git/kubeconfig', JSON.stringify(kubeconfig));
  at.on.commit({ '.agent-config.json': '{"cluster_context":"demo"}' });
  process.env['GITHUB_TOKEN'] = 'leaked';
  cleanUps.push(() => {
    delete process.env['GITHUB_TOKEN'];
  });
  const settings = { ...at.settings, kubeconfig: join(at.on.root, '.git/kubeconfig'), secretsIgnore: ['seen.txt'] };
  await processTask({ ...at, settings }, { max_iterations: 1 });
  const seen = at.on.read('seen.txt');
  expect(seen).toContain('token-of-demo');
  expect(seen).not.toContain('production');
  expect(seen).not.toContain('leaked');

  at.on.commit({ '.agent-config.json': '{"cluster_context":"production"}' });
  const wrong = await processTask({ ...at, settings });
  expect(wrong).toMatchObject({ status: 'error', ended_by: 'cluster' });
  expect(wrong.message).toContain('production');
});

test('our own server is off in the Codex that works on a criterion: no run starts another', async () => {
  const at = await stage(threeDone, taskText(three));
  const configuration = [
    '[mcp_servers.agent-toolkit]',
    `command = ${JSON.stringify(process.execPath)}`,
    `args = [${JSON.stringify(join(import.meta.dirname, '../../src/server/main.ts'))}]`,
    'required = true',
  ];
  writeFileSync(join(process.env['CODEX_HOME'] ?? '', 'config.toml'), configuration.join('\n'));
  expect((await processTask(at, { max_iterations: 1 })).sections_completed).toEqual([three[0]]);
  const tools = at.model.turns.flatMap((turn) => turn.tools);
  expect(tools).toContain('exec_command');
  expect(tools.filter((name) => name.startsWith('mcp__'))).toEqual([]);
});

test("the session's state is no uncommitted edit of the user's, tracked or not", async () => {
  const so = byCriterion({ 'Tag is 1.4.0': { commands: ['grep 1.4.0 app.yaml'], status: 'already_done' } });
  const at = await stage(so, taskText(['Tag is 1.4.0']));
  at.on.write('.agent-state.json', '{"current_task":"TASK-001"}\n');
  expect(await processTask(at)).toMatchObject({ status: 'complete' });
  expect(log(at.on, '%B')).not.toContain('Uncommitted edits');
  at.on.commit({ 'mine.txt': 'mine\n' });
  at.on.write('.agent-state.json', '{}\n');
  at.on.commit({ [file]: taskText(['Tag is 1.4.0']) });
  at.on.write('.agent-state.json', '{"current_task":null}\n');
  expect(await processTask(at)).toMatchObject({ status: 'complete' });
  expect(log(at.on, '%B')).not.toContain('Uncommitted edits');
  expect(at.on.git('status', '--porcelain')).toBe('M .agent-state.json');
});
