/** process_bug: the commands of the verification, run by the engine when all criteria are done. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startKubernetesApi } from '../support/kubernetes-api.ts';
import { deployment } from '../support/kubernetes-objects.ts';
import {
  cleanUps,
  leftovers,
  processTask,
  type Stage,
  stage,
  taskText,
  three,
  threeDone,
} from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 4);

/** A task whose one criterion is reached, with these lines of `verify:`. */
const withVerify = (verify: string) => stage(threeDone, taskText(three.slice(0, 1), [`verify: ${verify}`]));

const commandRows = (result: Awaited<ReturnType<typeof processTask>>) =>
  (result.test_result?.checks ?? [])
    .filter(({ name }) => name === 'Command')
    .map(({ object, status, actual }) => `${status} ${object}: ${actual}`);

test('commands that exit 0 verify a task that has no cluster', async () => {
  const at = await withVerify(`{ commands: ["grep -q 'tag: 1.5.0' app.yaml", "test ! -e .git/index.lock"] }`);
  const result = await processTask(at);
  expect(result).toMatchObject({
    status: 'complete',
    test_result: { overall_status: 'passed', message: 'Verified: 2 of 2 commands exited with 0.' },
    warnings: [],
  });
  expect(commandRows(result)).toEqual([
    "pass grep -q 'tag: 1.5.0' app.yaml: exited with 0",
    'pass test ! -e .git/index.lock: exited with 0',
  ]);
});

test('one that fails makes verification fail, with its last lines and without secrets; the next one is run all the same', async () => {
  const at = await withVerify(`{ commands: ["echo token=ghp_0123456789abcdefghijklmnop; exit 4", "echo fine"] }`);
  const result = await processTask(at);
  expect(result.status).toBe('tests_failed');
  const [failure] = result.test_result?.failures ?? [];
  expect(failure).toMatchObject({ check: 'Command', reason: 'CommandFailed', scope: 'task' });
  expect(failure?.message).toMatch(/^exited with 4:\ntoken=\*\*\*$/m);
  expect(JSON.stringify(result)).not.toContain('0123456789abcdef');
  expect(commandRows(result).at(1)).toBe('pass echo fine: exited with 0');
});

test('one that does not end is ended when the time of the verification is up', async () => {
  const at = await withVerify('{ commands: ["sleep 600", "echo late"] }');
  const result = await processTask(at, { verification_timeout: 4 });
  expect(result.status).toBe('tests_failed');
  const rows = commandRows(result);
  expect(rows[0]).toMatch(/^fail sleep 600: did not end within \d s$/);
  expect(rows[1]).toBe('fail echo late: was not run: the time of the verification was up');
});

test('what a command changes in the work tree is kept and put back, but for what the user had changed before', async () => {
  const at = await withVerify('{ commands: ["echo changed | tee app.yaml new.txt mine.txt"] }');
  at.on.write('mine.txt', "the user's own edit\n");
  const result = await processTask(at);
  expect(result.status).toBe('complete');
  expect(at.on.read('app.yaml')).toBe('tag: 1.5.0\nreplicas: 1\n');
  expect(at.on.git('status', '--porcelain')).toBe('M mine.txt');
  const [ref = ''] = leftovers(at.on).split('\n');
  expect(result.leftovers).toEqual([ref]);
  expect(at.on.git('show', `${ref}:new.txt`)).toBe('changed');
  expect(result.warnings.join()).toContain(
    `Files changed while a check ran (app.yaml, mine.txt, new.txt); put back, and kept in ${ref}`,
  );
});

test('one that changes how git works: nothing of it is run, and verification is blocked', async () => {
  const at = await withVerify(
    `{ commands: ["printf '[filter \\"x\\"]\\\\n\\\\tclean = touch ran; cat\\\\n' > git.config; echo '* filter=x' > .gitattributes"] }`,
  );
  at.on.write('git.config', '');
  at.on.git('add', 'git.config');
  at.on.git('commit', '--quiet', '--message', 'settings of git');
  at.on.git('config', 'include.path', '../git.config');
  const result = await processTask(at);
  expect(result.status).toBe('error');
  expect(result.message).toContain('How git works in this repository changed');
  expect(at.on.read('git.config')).toContain('touch ran');
  expect(() => at.on.read('ran')).toThrow();
});

test('in a repository that is not trusted they are skipped, and a warning says why', async () => {
  const at = await withVerify('{ commands: ["touch ran.txt"] }');
  const result = await processTask({ ...at, settings: { ...at.settings, trusted: false } });
  expect(result).toMatchObject({ status: 'complete', test_result: { overall_status: 'nothing_to_verify' } });
  expect(commandRows(result)).toEqual(['skipped touch ran.txt: this repository is not trusted to run commands']);
  expect(result.warnings.join()).toContain('"touch ran.txt" of the scope was skipped: this repository is not trusted');
  expect(at.on.git('status', '--porcelain')).toBe('');
});

test('the lint script is run where the labels ask for it, and fails the task', async () => {
  const text = taskText(three.slice(0, 1)).replace('labels: [configuration]', 'labels: [infrastructure]');
  const at = await stage(threeDone, text);
  at.on.commit({ 'scripts/lint.sh': "grep -n 'tag: 1.5.0' app.yaml && exit 3\n" });
  const result = await processTask(at);
  expect(result).toMatchObject({
    status: 'tests_failed',
    test_result: { failures: [{ check: 'Lint script', object: 'sh scripts/lint.sh', reason: 'LintFailed' }] },
  });
});

async function withCluster(at: Stage, config: object): Promise<Stage> {
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  const kubeconfig = join(at.on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  api.put(deployment('shop/web'));
  at.on.commit({ '.agent-config.json': JSON.stringify({ cluster_context: 'staging', ...config }) });
  return { ...at, settings: { ...at.settings, kubeconfig } };
}

test('those of .agent-config.json count too, and get a kubeconfig of the verified context', async () => {
  const at = await stage(threeDone, taskText(three.slice(0, 1)));
  const verify = { workloads: ['shop/deployment/web'], commands: ['grep -q "current-context: staging" "$KUBECONFIG"'] };
  const result = await processTask(await withCluster(at, { verify }));
  expect(result.status).toBe('complete');
  expect(result.test_result?.message).toBe(
    'Verified on staging: 1 of 1 deployments rolled out. 1 of 1 command exited with 0.',
  );
});

test('verify: none leaves them alone', async () => {
  const at = await stage(threeDone, taskText(three.slice(0, 1), ['verify: none']));
  at.on.commit({ '.agent-config.json': JSON.stringify({ verify: { commands: ['exit 1'] } }) });
  const result = await processTask(at);
  expect(result).toMatchObject({
    status: 'complete',
    test_result: { overall_status: 'nothing_to_verify', checks: [] },
  });
});
