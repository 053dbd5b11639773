/** Rolling back runs, with real git: what comes back, what stays, and what stops it before anything is done. */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { runCli } from '../../src/cli/run-cli.ts';
import { takeLock } from '../../src/session/lock.ts';
import { readTrailers } from '../../src/tools/run-trailers.ts';
import { archiveTask } from '../../src/workflow/archive.ts';
import { createTestHost } from '../support/cli-host.ts';
import { files, folder, report, reportFile, table, tasksFile, today } from '../support/item-files.ts';
import { file, taskText, three } from '../support/process-stage.ts';
import { commitRun, firstRun, rollback, type Step, secondRun } from '../support/rollback-stage.ts';
import { sampled } from '../support/sample.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 4);

const lines = (...values: readonly string[]) => `${values.join('\n')}\n`;
const app = (tag: string, replicas: number) =>
  lines(`tag: ${tag}`, 'a: 1', 'b: 1', 'c: 1', 'd: 1', `replicas: ${replicas}`, 'e: 1', 'f: 1', 'g: 1', 'owner: shop');
const [tag = '', replicas = '', runbook = ''] = three;
const steps: readonly Step[] = [
  { criterion: tag, files: { 'app.yaml': app('1.5.0', 1) } },
  { criterion: replicas, files: { 'app.yaml': app('1.5.0', 3), 'old.yaml': null } },
  { criterion: runbook, files: { 'docs/runbook.md': 'Roll back: revert.\n' } },
];

let on: TemporaryRepository;
afterEach(() => on.remove());

function start(files: Readonly<Record<string, string>> = {}, options: { origin?: boolean } = {}): void {
  const all = { [file]: taskText(three), 'app.yaml': app('1.4.0', 1), 'old.yaml': 'old: true\n', 'mine.txt': 'mine\n' };
  on = temporaryRepository({ ...all, ...files }, options);
}

const head = () => on.git('rev-parse', 'HEAD');
const changed = (commit = 'HEAD') => on.git('show', '--name-status', '--format=', commit).split('\n');
const state = () => [
  head(),
  on.git('status', '--porcelain', '--ignored'),
  on.git('diff', 'HEAD'),
  on.git('for-each-ref', 'refs/agent-toolkit'),
];
const refusal = (options?: Parameters<typeof rollback>[1]) =>
  rollback(on, options).then(
    () => expect.unreachable('It rolled back.'),
    (error: Error) => error.message,
  );

const hook = (name: string, script: string) => {
  mkdirSync(join(on.root, '.git/hooks'), { recursive: true });
  writeFileSync(join(on.root, '.git/hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
};

describe('the last run', () => {
  test('comes back in one commit: files, boxes, log lines, and nothing else', async () => {
    start();
    await commitRun(on, firstRun, steps);
    on.write('mine.txt', "the user's own edit\n");
    on.write('untracked.txt', 'mine too\n');
    const before = on.read(file);
    const result = await rollback(on);

    expect(result).toMatchObject({
      status: 'done',
      runs: [firstRun],
      commit: { sha: head(), subject: 'revert(TASK-001): 3 criteria of run aaaaaaaa' },
      pushed: false,
      push_pending: false,
      check_by_hand: [],
      warnings: [],
      paths: ['app.yaml', 'docs/runbook.md', 'old.yaml', file],
    });
    expect(result.reverted.map(({ criterion }) => criterion)).toEqual([...three].reverse());
    expect(result.message).toBe(`Rolled back 3 criteria of run aaaaaaaa of TASK-001 in ${head().slice(0, 8)}.`);
    expect(on.git('rev-list', '--count', 'HEAD')).toBe('5');
    expect(changed()).toEqual(['M\tapp.yaml', 'D\tdocs/runbook.md', 'A\told.yaml', `M\t${file}`]);
    expect(on.git('diff', 'HEAD~4', 'HEAD', '--', 'app.yaml', 'docs', 'old.yaml')).toBe('');
    expect(existsSync(join(on.root, 'docs'))).toBe(false);
    expect(on.git('status', '--porcelain')).toBe('M mine.txt\n?? untracked.txt');

    const today = /^updated: (.*)$/m.exec(on.read(file))?.[1] ?? '';
    const entries = on.read(file).match(/^- .*: Rolled back: .*$/gm) ?? [];
    expect(entries.map((entry) => entry.slice(20))).toEqual([...three].reverse().map((text) => `Rolled back: ${text}`));
    const last = `- 2026-01-02 10:00: Done: ${runbook} – As asked.`;
    expect(on.read(file)).toBe(
      before
        .replaceAll('- [x]', '- [ ]')
        .replace('updated: 2026-01-02', `updated: ${today}`)
        .replace(last, [last, ...entries].join('\n')),
    );
  });

  test('is named in the commit, by trailers that git reads', async () => {
    start();
    await commitRun(on, firstRun, steps.slice(0, 1));
    await rollback(on);
    expect(on.git('log', '-1', '--format=%s')).toBe(`revert(TASK-001): ${tag}`);
    expect(on.git('log', '-1', '--format=%(trailers)').split('\n')).toEqual([
      'Task: TASK-001',
      `Rolled-Back-Run: ${firstRun}`,
    ]);
    expect(on.git('log', '-1', '--format=%B')).toContain(`- ${tag} (${on.git('rev-parse', '--short=12', 'HEAD~1')})`);
  });

  test('with commits of others in between, which stay', async () => {
    start();
    await commitRun(on, firstRun, steps.slice(0, 1));
    on.commit({ 'other.yaml': 'x: 1\n', 'app.yaml': app('1.5.0', 1).replace('owner: shop', 'owner: web') }, 'others');
    await commitRun(
      on,
      firstRun,
      steps.slice(1, 2).map(() => ({
        criterion: replicas,
        files: { 'app.yaml': app('1.5.0', 3).replace('owner: shop', 'owner: web') },
      })),
    );
    on.commit({ 'later.yaml': 'x: 1\n' }, 'others again');
    await rollback(on);
    expect(on.read('app.yaml')).toBe(app('1.4.0', 1).replace('owner: shop', 'owner: web'));
    expect([on.read('other.yaml'), on.read('later.yaml')]).toEqual(['x: 1\n', 'x: 1\n']);
    expect(on.read(file)).not.toContain('- [x]');
  });

  test('after a rebase, when all its commits have other ids', async () => {
    start();
    on.git('checkout', '--quiet', '-b', 'work');
    await commitRun(on, firstRun, steps);
    on.git('checkout', '--quiet', 'main');
    on.commit({ 'other.yaml': 'x: 1\n' }, 'others');
    on.git('checkout', '--quiet', 'work');
    on.git('rebase', '--quiet', 'main');
    expect((await rollback(on)).reverted).toHaveLength(3);
    expect(on.git('diff', 'main', '--', 'app.yaml', 'docs', 'old.yaml', 'other.yaml')).toBe('');
  });

  test('when a pull request squashed it into one commit', async () => {
    start();
    await commitRun(on, firstRun, steps);
    const messages = on.git('log', '--reverse', '--format=* %B', 'HEAD~3..HEAD');
    on.git('reset', '--soft', 'HEAD~3');
    on.git('commit', '--quiet', '-m', `TASK-001: the whole (#7)\n\n${messages}`);
    expect((await rollback(on)).message).toMatch(/^Rolled back 3 criteria of run aaaaaaaa of TASK-001/);
    expect(on.read(file).match(/Rolled back: /g)).toHaveLength(3);
    expect(on.git('diff', 'HEAD~2', 'HEAD', '--', 'app.yaml', 'docs', 'old.yaml')).toBe('');
    expect(on.read(file)).not.toContain('- [x]');
  });

  test('keeps CRLF and a byte order mark of the task file', async () => {
    start({ [file]: `\uFEFF${taskText(three)}`.replaceAll('\n', '\r\n') });
    await commitRun(on, firstRun, steps);
    await rollback(on);
    const text = on.read(file);
    expect(text.startsWith('\uFEFF---\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text).not.toContain('- [x]');
  });

  test('brings back what is no text, is executable, or is a link', async () => {
    start();
    const bytes = Buffer.from([0, 255, 1, 254]);
    writeFileSync(join(on.root, 'logo.bin'), bytes);
    writeFileSync(join(on.root, 'tool.sh'), '#!/bin/sh\n', { mode: 0o755 });
    symlinkSync('mine.txt', join(on.root, 'link'));
    on.commit({}, 'more');
    rmSync(join(on.root, 'link'));
    chmodSync(join(on.root, 'tool.sh'), 0o644);
    await commitRun(on, firstRun, [{ criterion: tag, files: { 'logo.bin': 'text', link: 'a file' } }]);
    await rollback(on);
    expect(on.git('diff', '--name-only', 'HEAD~2', 'HEAD')).toBe(file);
    expect(on.git('ls-tree', 'HEAD', 'link', 'tool.sh').match(/^\d+/gm)).toEqual(['120000', '100755']);
    expect(on.git('status', '--porcelain')).toBe('');
  });

  test('brings back a file that the run made a folder, and a folder that it made a file', async () => {
    start({ place: 'a file\n', 'folder/a.txt': 'a\n' });
    rmSync(join(on.root, 'folder'), { recursive: true });
    await commitRun(on, firstRun, [
      { criterion: tag, files: { place: null } },
      { criterion: replicas, files: { 'place/deep/b.txt': 'b\n', folder: 'a file\n' } },
    ]);
    await rollback(on);
    expect(on.git('diff', '--name-only', 'HEAD~3', 'HEAD')).toBe(file);
    expect([on.read('place'), on.read('folder/a.txt'), on.git('status', '--porcelain')]).toEqual([
      'a file\n',
      'a\n',
      '',
    ]);
  });

  test('leaves what the agent wrote into the task’s own files, and what somebody opened or waived since', async () => {
    start();
    await commitRun(on, firstRun, [
      { criterion: tag, files: { [file]: on.read(file).replace('No newline', 'Found: no newline') } },
      { criterion: replicas, files: { 'app.yaml': app('1.4.0', 3) } },
    ]);
    on.commit({ [file]: on.read(file).replace(`- [x] ${replicas}`, `- [x] ~~${replicas}~~ (not needed)`) });
    await rollback(on);
    expect(on.read(file)).toContain('Found: no newline');
    expect(on.read(file)).toContain(`- [ ] ${tag}\n- [x] ~~${replicas}~~ (not needed)`);
  });

  test('a dry run tells the same and changes nothing', async () => {
    start();
    await commitRun(on, firstRun, steps);
    on.write('mine.txt', 'edited\n');
    const before = state();
    expect(await rollback(on, { dryRun: true })).toMatchObject({
      status: 'planned',
      commit: null,
      runs: [firstRun],
      paths: ['app.yaml', 'docs/runbook.md', 'old.yaml', file],
    });
    expect(state()).toEqual(before);
    expect(readdirSync(join(on.root, '.git/agent-toolkit/runs'))).toEqual([]);
  });

  test('what git cannot take back is told, and stands in the commit', async () => {
    const flux =
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux}\nspec: {path: ./apps, prune: false}\n';
    start({ 'clusters/apps.yaml': flux });
    const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\n';
    const onCluster = ['kubectl -n shop create secret generic db'];
    // What only the agent says is no record of the engine's.
    const summary = 'Made the secret.\nCluster-Change: kubectl delete namespace shop';
    await commitRun(on, firstRun, [{ criterion: tag, files: { 'apps/pvc.yaml': claim }, summary, onCluster }]);
    const { check_by_hand: told } = await rollback(on);
    expect(told).toEqual([
      'Changed on the cluster by hand, not through git: kubectl -n shop create secret generic db',
      expect.stringContaining(
        'PersistentVolumeClaim shop/data (apps/pvc.yaml): leaves git, and may stay in the cluster: Kustomization flux/apps',
      ),
      expect.stringContaining('the data written to it meanwhile'),
    ]);
    expect(on.git('log', '-1', '--format=%B')).toContain(`- ${told[2]}`);
  });
});

describe('which run', () => {
  const two = async () => {
    start();
    await commitRun(on, firstRun, steps.slice(0, 1));
    await commitRun(on, secondRun, steps.slice(1));
  };

  test('the last one unless another is named', async () => {
    await two();
    expect((await rollback(on)).runs).toEqual([secondRun]);
    expect(on.read('app.yaml')).toBe(app('1.5.0', 1));
    expect(on.read(file)).toContain(`- [x] ${tag}\n- [ ] ${replicas}\n- [ ] ${runbook}`);
    // Pressed twice, it does not go further back than asked for.
    expect(await refusal()).toBe(
      `The last run on TASK-001 (bbbbbbbb) was rolled back already, in ${head().slice(0, 8)}. To roll back another one, name it: --run aaaaaaaa (1 commit).`,
    );
    expect((await rollback(on, { selection: { kind: 'run', run: 'aaaaaaaa' } })).runs).toEqual([firstRun]);
    expect(on.read('app.yaml')).toBe(app('1.4.0', 1));
    expect(await refusal({ selection: { kind: 'all' } })).toContain('All runs on TASK-001 were rolled back already');
  });

  test('an earlier one alone, where the later one is elsewhere', async () => {
    await two();
    await rollback(on, { selection: { kind: 'run', run: firstRun } });
    expect(on.read('app.yaml')).toBe(app('1.4.0', 3));
    expect(on.read(file)).toContain(`- [ ] ${tag}\n- [x] ${replicas}\n- [x] ${runbook}`);
  });

  test('all of them', async () => {
    await two();
    expect((await rollback(on, { selection: { kind: 'all' } })).runs).toEqual([secondRun, firstRun]);
    expect(on.git('diff', 'HEAD~4', 'HEAD', '--', 'app.yaml', 'docs', 'old.yaml')).toBe('');
    expect(readTrailers(on.git('log', '-1', '--format=%B'), 'Rolled-Back-Run')).toHaveLength(2);
  });

  test('work that is done again after a rollback is another run', async () => {
    start();
    await commitRun(on, firstRun, steps);
    await rollback(on);
    await commitRun(on, secondRun, steps);
    expect((await rollback(on)).runs).toEqual([secondRun]);
    expect(on.read(file)).not.toContain('- [x]');
    expect(existsSync(join(on.root, 'docs/runbook.md'))).toBe(false);
  });

  test('none that is another task’s', async () => {
    start({ 'tasks/active/TASK-002.md': taskText(['Other work']).replace('TASK-001', 'TASK-002') });
    await commitRun(on, firstRun, [{ criterion: 'Other work', files: { 'x.yaml': '1\n' } }], 'TASK-002');
    expect(await refusal()).toContain('No commit of this branch was made by a run on TASK-001');
    expect(await refusal({ itemId: 'TASK-009' })).toContain('There is no task TASK-009.');
    expect((await rollback(on, { itemId: 'task-2' })).status).toBe('done');
  });

  test('none that does not exist, or is not clear', async () => {
    await two();
    expect(await refusal({ selection: { kind: 'run', run: 'cccccccc' } })).toBe(
      'No run on TASK-001 is cccccccc. To roll back another one, name it: --run bbbbbbbb (2 commits), --run aaaaaaaa (1 commit).',
    );
  });

  test('none that was squashed together with another one’s work', async () => {
    await two();
    const messages = on.git('log', '--format=%B', 'HEAD~3..HEAD');
    on.git('reset', '--soft', 'HEAD~3');
    on.git('commit', '--quiet', '-m', `all\n\n${messages}`);
    expect(await refusal()).toContain('holds the work of several runs (it was squashed)');
    expect((await rollback(on, { selection: { kind: 'all' } })).reverted).toHaveLength(1);
    expect(on.read('app.yaml')).toBe(app('1.4.0', 1));
  });
});

describe('stops before anything is done', () => {
  test.each<[string, () => void, RegExp]>([
    [
      'the same lines were changed since',
      () => on.commit({ 'app.yaml': app('1.6.0', 3) }),
      /^Nothing was rolled back: app\.yaml was changed in the same place since\. All sides are as they were\. .*git revert --no-commit/,
    ],
    [
      'a file that the run made was moved since',
      () => {
        on.git('mv', 'docs/runbook.md', 'docs/moved.md');
        on.commit({});
      },
      /docs\/runbook\.md was moved since, to docs\/moved\.md/,
    ],
    [
      'a file that the run changed was moved since',
      () => {
        on.git('mv', 'app.yaml', 'web.yaml');
        on.commit({});
      },
      /app\.yaml was removed or moved since/,
    ],
    [
      'a new file was changed since',
      () => on.commit({ 'docs/runbook.md': 'Roll back: by hand.\n' }),
      /docs\/runbook\.md was made by the run and changed since/,
    ],
    [
      'a folder is where a file was',
      () => on.commit({ 'old.yaml/new.yaml': 'x\n' }),
      /old\.yaml has its place taken by something else since/,
    ],
    [
      'an uncommitted edit of a file',
      () => on.write('app.yaml', app('1.5.0', 4)),
      /app\.yaml has edits that are not committed/,
    ],
    [
      'a staged edit of a file',
      () => {
        on.write('app.yaml', app('1.5.0', 4));
        on.git('add', 'app.yaml');
        on.write('app.yaml', app('1.5.0', 3));
      },
      /app\.yaml has edits that are not committed/,
    ],
    ['an uncommitted edit of the task file', () => on.write(file, `${on.read(file)}edited`), /TASK-001\.md has edits/],
    ['a file that git does not know, in a place', () => on.write('old.yaml', 'mine\n'), /old\.yaml has edits/],
    [
      'a file that git ignores, in a place',
      () => {
        on.write('.git/info/exclude', 'old.yaml\n');
        on.write('old.yaml', 'mine\n');
      },
      /old\.yaml stands where old\.yaml is to come back\. Move it away/,
    ],
    [
      'a file that git ignores, in a folder in a place',
      () => {
        on.write('.git/info/exclude', 'run.log\n');
        on.write('old.yaml/run.log', 'mine\n');
      },
      /old\.yaml\/run\.log stands where old\.yaml is to come back\. Move it away/,
    ],
    ['a detached HEAD', () => on.git('checkout', '--quiet', '--detach'), /HEAD is detached/],
    ['a merge in progress', () => writeFileSync(join(on.root, '.git/MERGE_HEAD'), head()), /A merge is in progress/],
  ])('%s', async (_what, prepare, expected) => {
    start();
    await commitRun(on, firstRun, steps);
    prepare();
    const before = state();
    const dry = await rollback(on, { dryRun: true }).catch((error: Error) => error.message);
    const message = await rollback(on).catch((error: Error) => error.message);
    expect(message).toMatch(expected);
    expect(dry).toBe(message);
    expect(state()).toEqual(before);
    expect(on.read(file)).toContain('- [x]');
  });

  test('a task is being processed', async () => {
    start();
    await commitRun(on, firstRun, steps);
    const lock = await takeLock(join(on.root, '.git'), 'TASK-007');
    expect(await refusal()).toContain('TASK-007');
    if (lock.status === 'held') await lock.release();
    expect((await rollback(on)).status).toBe('done');
  });

  test('lines of a file that is encrypted as a whole are not merged', async () => {
    const sops = (a: string, mac: string) =>
      lines(`a: ENC[AES256_GCM,data:${a}]`, 'x: 1', 'y: 1', 'z: 1', 'sops:', `  mac: ENC[AES256_GCM,data:${mac}]`);
    start({ 'secret.yaml': sops('1', 'same') });
    await commitRun(on, firstRun, [{ criterion: tag, files: { 'secret.yaml': sops('2', 'same') } }]);
    on.commit({ 'secret.yaml': sops('2', 'same').replace('z: 1', 'z: 2') });
    expect(await refusal()).toContain('secret.yaml was changed in the same place since');
  });

  test('there is nothing to take back any more', async () => {
    start();
    await commitRun(on, firstRun, steps.slice(0, 1));
    on.git('revert', '--no-edit', 'HEAD');
    expect(await refusal()).toContain('there is nothing to roll back');
  });
});

describe('git refuses', () => {
  test.each(['pre-commit', 'commit-msg'])('by %s: its words, all as before, what was written is kept', async (name) => {
    start();
    await commitRun(on, firstRun, steps);
    on.write('mine.txt', 'edited\n');
    const before = state().slice(0, 3);
    hook(name, 'echo "no ticket in the message" >&2; exit 1');
    const message = await refusal();
    expect(message).toMatch(
      /^Nothing was rolled back, and all is as before\. git refused the commit: no ticket in the message/,
    );
    expect(state().slice(0, 3)).toEqual(before);
    const kept = /kept in (\S+)\.$/.exec(message)?.[1] ?? '';
    expect(on.git('diff', '--name-only', `${kept}^`, kept).split('\n')).toEqual([
      'app.yaml',
      'docs/runbook.md',
      'old.yaml',
      file,
    ]);
    rmSync(join(on.root, '.git/hooks', name));
    expect((await rollback(on)).status).toBe('done');
  });

  test('and what was written cannot be kept: it stays until the next one can keep it', async () => {
    start();
    await commitRun(on, firstRun, steps);
    hook('pre-commit', 'exit 1');
    writeFileSync(join(on.root, '.git/refs/agent-toolkit'), '');
    expect(await refusal()).toMatch(
      /^git refused the commit.*could not be kept and put back\..*The next run does both/s,
    );
    expect(on.git('status', '--porcelain')).not.toBe('');
    for (const name of ['refs/agent-toolkit', 'hooks/pre-commit']) rmSync(join(on.root, '.git', name));
    const result = await rollback(on);
    expect([result.status, on.git('status', '--porcelain')]).toEqual(['done', '']);
    expect(result.warnings.join()).toContain('is kept in refs/agent-toolkit/leftovers/');
  });

  test('a hook that does not end is cancelled: all is as before', async () => {
    start();
    await commitRun(on, firstRun, steps);
    const before = state().slice(0, 3);
    hook('pre-commit', 'touch .git/in-hook; sleep 60');
    const controller = new AbortController();
    const running = rollback(on, { signal: controller.signal });
    await expect.poll(() => existsSync(join(on.root, '.git/in-hook')), { timeout: 20_000 }).toBe(true);
    controller.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
    expect(state().slice(0, 3)).toEqual(before);
    hook('pre-commit', 'exit 0');
    expect((await rollback(on)).status).toBe('done');
  });
});

describe('agent-toolkit rollback', () => {
  const cli = async (...args: readonly string[]) => cliWith({}, ...args);
  const cliWith = async (env: NodeJS.ProcessEnv, ...args: readonly string[]) => {
    const host = createTestHost({ cwd: on.root, env });
    return { code: await runCli(['rollback', ...args], host), out: host.out(), err: host.err() };
  };

  test('prints what was done, as text and as JSON; refusals are usage errors', async () => {
    start();
    await commitRun(on, firstRun, steps.slice(0, 1));
    await commitRun(on, secondRun, steps.slice(1));
    const dry = await cli('TASK-001', '--dry-run', '--json');
    expect(JSON.parse(dry.out)).toMatchObject({ status: 'planned', runs: [secondRun] });
    const done = await cli('TASK-001', '--run', 'aaaaaaaa');
    expect(done.code, done.err).toBe(0);
    expect(done.out).toContain('Rolled back 1 criterion of run aaaaaaaa of TASK-001');
    expect(done.out).toContain(`feat(TASK-001): ${tag}`);
    expect((await cli('TASK-001', '--all')).code).toBe(0);
    const again = await cli('TASK-001');
    expect(again).toMatchObject({ code: 2, out: '', err: expect.stringContaining('was rolled back already') });
  });

  test('shows no value of a secret variable: in what was done, and in what a hook says', async () => {
    start();
    const onCluster = ['kubectl exec shop -- login tree-house-42'];
    await commitRun(on, firstRun, [{ criterion: tag, files: { 'app.yaml': app('1.5.0', 1) }, onCluster }]);
    hook('pre-commit', 'echo refused by tree-house-42; exit 1');
    const env = { SHOP_PASSWORD: 'tree-house-42' };
    for (const args of [['--dry-run'], ['--dry-run', '--json']]) {
      const { out } = await cliWith(env, 'TASK-001', ...args);
      expect(out).toContain('kubectl exec shop -- login ***');
      expect(out).not.toContain('tree-house-42');
    }
    const { err } = await cliWith(env, 'TASK-001');
    expect(err).toContain('refused by ***');
    expect(err).not.toContain('tree-house-42');
  });

  test('is no success while the upstream has what it takes back', async () => {
    start({}, { origin: true });
    await commitRun(on, firstRun, steps);
    on.git('push', '--quiet');
    expect((await cli('TASK-001', '--push', 'never')).code).toBe(1);
    expect((await cli('TASK-001')).code).toBe(0);
    expect(on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(head());
  });

  test('is no success when a hook refuses', async () => {
    start();
    await commitRun(on, firstRun, steps);
    hook('pre-commit', 'echo "not at night" >&2; exit 1');
    expect(await cli('TASK-001')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('not at night') });
  });
});

describe('an item of the standard layout', () => {
  const archived = folder.replace('bugs/', 'bugs/completed/');
  const criteria = ['Set the image tag to 1.5.0', 'Raise replicas to 3', 'TASK-001: Write the runbook'];
  const begin = async () => {
    on = temporaryRepository({ ...files, 'app.yaml': app('1.4.0', 1), 'bugs/completed/README.md': 'Done.\n' });
    const work = criteria.map((criterion, index) => ({ criterion, files: { [`work-${index}.txt`]: 'done\n' } }));
    await commitRun(on, firstRun, work, 'BUG-001');
  };

  test('has its boxes and steps open again, and its dates set', async () => {
    await begin();
    await rollback(on, { itemId: 'BUG-001' });
    expect(changed().map((line) => line.slice(2))).toEqual([
      tasksFile,
      reportFile,
      'work-0.txt',
      'work-1.txt',
      'work-2.txt',
    ]);
    expect(on.read(reportFile)).toBe(report.replace('"updated_date": "2026-01-01"', `"updated_date": "${today()}"`));
    const [boxes] = on.read(tasksFile).split('## Progress Log');
    expect(boxes?.trimEnd()).toContain(
      '- [ ] Set the image tag to 1.5.0\n* [ ]   Raise replicas to 3  \n\n### TASK-001: Write the runbook\n',
    );
  });

  test('moves back to its folder when it was archived, with the row in its table', async () => {
    await begin();
    const request = { repoRoot: on.root, itemId: 'BUG-001', push: 'never', waitMinutes: 0 } as const;
    const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
    const { to } = await archiveTask(request, context);
    expect(to).toBe(archived);
    on.write(`${archived}/run.log`, 'unknown to git\n');
    const result = await rollback(on, { itemId: 'BUG-001' });
    expect(result.warnings).toEqual([
      `${archived} still holds files that git does not know; move them to ${folder} where they are needed.`,
    ]);
    expect(on.read('bugs/bugs.md')).toBe(table);
    expect(JSON.parse(on.read(reportFile))).toMatchObject({ status: 'in_progress', resolved_date: null });
    expect(on.git('ls-files', archived)).toBe('');
    expect(on.git('ls-files', folder).split('\n')).toHaveLength(5);
    expect(on.git('status', '--porcelain', '-uall')).toBe(`?? ${archived}/run.log`);
  });
});

describe('a task that is archived', () => {
  test('is work again: its file moves back, in the same commit', async () => {
    start();
    await commitRun(on, firstRun, steps);
    const done = 'tasks/completed/TASK-001.md';
    mkdirSync(join(on.root, 'tasks/completed'));
    on.git('mv', file, done);
    on.commit(
      { [done]: on.read(done).replace('status: active', 'status: completed\ncompleted: 2026-01-03') },
      'Archive',
    );
    const { message, paths } = await rollback(on);
    expect(message).toMatch(/TASK-001 is work again: tasks\/active\/TASK-001\.md\.$/);
    expect(paths).toEqual(['app.yaml', 'docs/runbook.md', 'old.yaml', file, done]);
    expect(on.read(file)).toMatch(/^status: active$/m);
    expect(on.read(file)).not.toMatch(/completed:|- \[x\]/);
    expect(existsSync(join(on.root, done))).toBe(false);
    expect(on.git('status', '--porcelain')).toBe('');
  });

  test('and whose place is taken stays where it is', async () => {
    start();
    await commitRun(on, firstRun, steps);
    const done = 'tasks/completed/TASK-001.md';
    on.git('rm', '--quiet', file);
    on.commit({ [done]: taskText(three).replaceAll('- [ ]', '- [x]') });
    on.write(`${file}/notes.txt`, 'in the way\n');
    expect(await refusal()).toContain(
      'TASK-001 is archived in tasks/completed/TASK-001.md, and tasks/active/TASK-001.md is there too',
    );
  });
});
