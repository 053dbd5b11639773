/** Two repositories with the same ids: each is shown by its name, and what is done in one leaves the other as it is. */
import assert from 'node:assert/strict';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type CodeLens, commands, type DocumentLink, extensions, languages, Uri, window, workspace } from 'vscode';
import { commandIds, queueViewId } from '../../../../src/editor/ids.ts';
import type { SessionRecord } from '../../../../src/session/session-record.ts';
import { sessionFile, writeSession } from '../../../../src/session/session-store.ts';
import { begunTask } from '../../../../src/workflow/session/recorded-task.ts';
import { lockSession } from '../../../../src/workflow/session/session-lock.ts';
import { asking } from '../asked.ts';
import { shownViews } from '../behind.ts';
import { hasCommandsOf, hasStatus } from '../window-state.ts';
import { eventually, extensionId, taskFile, toolkit, waitForText } from '../workbench.ts';
import { base, closeAll, commitAll, git, open, queue, queueIs, repository, write } from './repositories.ts';

const first = 'tasks/active/TASK-001.md';
const second = 'tasks/active/TASK-002.md';
const instructions = 'human-actions/ACTION-001-sign/INSTRUCTIONS.md';

const filesOf = (name: string) => ({
  [first]: taskFile('TASK-001', `First of ${name}`, ['[ ] One']),
  [second]: taskFile('TASK-002', `Second of ${name}`, ['[ ] Two'], 'depends_on: TASK-001\n'),
  'human-actions/ACTION-001-sign/action_report.json': JSON.stringify({ title: `Sign for ${name}`, status: 'pending' }),
  [instructions]: '# Sign\n\n- [ ] Sign it\n',
});

/** @param last what the last run of the first task came to */
const rowsOf = (name: string, last = '0/1') => [
  `${name} ~/${name}`,
  '  Ready 1',
  `    [ready] TASK-001 next · ${last} · First of ${name} · low`,
  '      [open] One',
  '  Blocked 1',
  `    [blocked] TASK-002 0/1 · Second of ${name} · low · Waits for TASK-001 (1 open criterion).`,
  `      Waits for TASK-001 First of ${name}`,
  '      [open] Two',
];

describe('Two repositories with the same ids', () => {
  let [shop, depot] = ['', ''];
  const uri = (root: string, file: string) => Uri.file(join(root, file));
  before(async () => {
    await toolkit();
    shop = await repository('shop', filesOf('shop'));
    depot = await repository('depot', filesOf('depot'));
    await open(shop, depot);
    await queueIs(...rowsOf('shop'), ...rowsOf('depot'));
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await closeAll(shop, depot);
  });

  it('stand in each view by their names', async () => {
    await commands.executeCommand(`${queueViewId}.focus`);
    await eventually(
      'the repositories in the views',
      async () => {
        const [tasks, actions] = await shownViews();
        return [
          ...(tasks?.rows.filter((row) => row.endsWith(`, ${row.split(',')[0] === 'shop' ? shop : depot}`)) ?? []),
          ...(actions?.rows ?? []),
        ];
      },
      (rows) =>
        isDeepStrictEqual(rows, [
          `shop, ${shop}`,
          `depot, ${depot}`,
          'Sign for shop, medium priority, ACTION-001, shop',
          'Sign for depot, medium priority, ACTION-001, depot',
        ]),
    );
    await hasCommandsOf('tasks');
  });

  it('have lenses, links and problems of their own', async () => {
    await write(shop, { 'tasks/active/TASK-003.md': taskFile('TASK-003', 'Third', ['[ ] Three']) });
    await write(depot, {
      'tasks/active/TASK-004.md': taskFile('TASK-004', 'Fourth', ['[ ] Four'], 'depends_on: TASK-003\n'),
    });
    try {
      const document = uri(depot, second);
      await workspace.openTextDocument(document);
      const lenses = await eventually(
        'the lenses',
        () => commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document, 100),
        (found) => found.length > 0,
      );
      const roots = lenses.flatMap(({ command }) => command?.arguments ?? []).map((argument) => argument.repository);
      assert.deepEqual([...new Set(roots.filter((root) => root !== undefined))], [depot]);
      const links = await commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', document, 10);
      assert.deepEqual(
        links.map(({ target }) => target?.fsPath),
        [join(depot, first)],
      );
      const problems = (file: Uri) => languages.getDiagnostics(file).map(({ code }) => String(code));
      await eventually(
        'the task that is there in the other repository alone',
        () => problems(uri(depot, 'tasks/active/TASK-004.md')),
        (codes) => codes.join() === 'dependency-unknown',
      );
    } finally {
      await rm(join(shop, 'tasks/active/TASK-003.md'));
      await rm(join(depot, 'tasks/active/TASK-004.md'));
      await queueIs(...rowsOf('shop'), ...rowsOf('depot'));
    }
  });

  it('open, and show in the queue, the one that is meant', async () => {
    await commands.executeCommand(commandIds.openTask, { repository: depot, itemId: 'TASK-001' });
    assert.equal(window.activeTextEditor?.document.uri.fsPath, join(depot, first));
    await commands.executeCommand(commandIds.openInstructions, { repository: depot, itemId: 'ACTION-001' });
    assert.equal(window.activeTextEditor?.document.uri.fsPath, join(depot, instructions));
  });

  it('are edited and committed each by itself, also while the other one has a run', () => {
    const server = join(extensions.getExtension(extensionId)?.extensionPath ?? '', 'test/support/plain-server.ts');
    const configuration = () => workspace.getConfiguration('agentToolkit');
    return asking(['Begin'], async () => {
      const heads = [git(shop, 'rev-parse', 'HEAD'), git(depot, 'rev-parse', 'HEAD')];
      let running: Thenable<unknown> | undefined;
      await configuration().update('server.args', [server, '--slow'], true);
      await configuration().update('server.command', process.execPath, true);
      try {
        running = commands.executeCommand(commandIds.processTask, { repository: shop, itemId: 'TASK-001' });
        const begun = '    [running] TASK-001 starting 0/1 · First of shop · low';
        await queueIs('shop ~/shop', '  Running 1', begun, ...rowsOf('shop').slice(3), ...rowsOf('depot'));
        await hasStatus('Agent Toolkit, TASK-001: starting 0 of 1');
        await hasCommandsOf('running');
        await commands.executeCommand(commandIds.setPriority, { repository: depot, itemId: 'TASK-001' }, 'high');
        assert.equal(git(depot, 'log', '-1', '--format=%s'), 'Set TASK-001: priority high');
        assert.match(await readFile(join(depot, first), 'utf8'), /priority: high/);
        assert.equal(git(shop, 'rev-parse', 'HEAD'), heads[0]);
        assert.match(await readFile(join(shop, first), 'utf8'), /priority: low/);
      } finally {
        await commands.executeCommand(commandIds.stopRun, { repository: shop, itemId: 'TASK-001' });
        await running;
        await configuration().update('server.command', undefined, true);
        await configuration().update('server.args', undefined, true);
        git(depot, 'reset', '--quiet', '--hard', heads[1] ?? '');
      }
    });
  });

  it('have sessions of their own', async () => {
    const gitDir = join(depot, '.git');
    const now = new Date();
    const task = begunTask({ item_id: 'TASK-001', title: 'First of depot', file: first }, 1, null, now);
    const record: SessionRecord = {
      ...{ session_id: 'elsewhere', started_at: now.toISOString(), ended_at: null, outcome: 'running', reason: '' },
      ...{ cluster_context: null, human_actions: [], settled: [], issue: null, retrospective: null },
      ...{ next_action: null, warnings: [], tasks: [task] },
    };
    await writeSession(gitDir, record);
    await write(depot, { '.agent-state.json': JSON.stringify({ session_id: record.session_id }) });
    const release = await lockSession({ root: depot, gitDir, commonDir: gitDir });
    try {
      await write(depot, { [first]: `${taskFile('TASK-001', 'First of depot', ['[ ] One'])}\n` });
      await eventually(
        'the session',
        queue,
        (lines) => lines.some((line) => /^ {4}\[running\] TASK-001 running elsewhere .*of depot/.test(line)),
        25_000,
      );
      assert.ok(!(await queue()).some((line) => /\[running\].* of shop/.test(line)));
      const text = await (await toolkit()).sessionText();
      assert.match(text, /^\(repo\) depot\n {2}\(loading~spin\) Session TASK-001 in another process\n/);
      assert.ok(!text.includes('shop'), text);
      await hasCommandsOf('running');
    } finally {
      await release();
      await rm(sessionFile(gitDir, record.session_id), { force: true });
      await rm(join(depot, '.agent-state.json'));
      git(depot, 'checkout', '--quiet', '--', first);
    }
    await eventually('its end', queue, (lines) => !lines.some((line) => line.includes('[running]')));
  });

  it('have human actions of their own: one is marked in one commit of its repository', () =>
    asking(['Mark Done'], async () => {
      const actionsText = async () => (await toolkit()).actionsText();
      const before = await waitForText(actionsText, 'both actions', (text) => text.includes('Sign for depot'));
      assert.match(before, /Sign for shop .*shop/);
      const head = git(shop, 'rev-parse', 'HEAD');
      await commands.executeCommand(commandIds.markActionDone, { repository: depot, itemId: 'ACTION-001' });
      assert.equal(git(depot, 'log', '-1', '--format=%s'), 'Complete ACTION-001: Sign for depot');
      assert.equal(git(shop, 'rev-parse', 'HEAD'), head);
      await waitForText(
        actionsText,
        'the end of one',
        (text) => !text.includes('depot') && text.includes('Sign for shop'),
      );
    }));

  it('come and go with their folders, and take the name that the workspace gives them', async () => {
    const [, ...one] = rowsOf('shop', 'stopped 0/1');
    await open(shop);
    await queueIs(...one.map((line) => line.slice(2)));
    await open({ path: shop, name: 'The shop' }, depot);
    await eventually('the new name', queue, ([line]) => line === 'The shop ~/shop');
    await open(shop, depot);
    await eventually('its own name', queue, ([line]) => line === 'shop ~/shop');
  });
});

describe('A work tree beside its repository', () => {
  it('is a repository of its own: it has its branch’s tasks, and takes its commits', async () => {
    const trunk = await repository('trunk', { [first]: taskFile('TASK-001', 'On main', ['[ ] One']) });
    const tree = join(base(), 'trunk-fix');
    try {
      git(trunk, 'worktree', 'add', '--quiet', '-b', 'fix', tree);
      await write(tree, { [first]: taskFile('TASK-001', 'On fix', ['[ ] One']) });
      git(tree, 'commit', '--quiet', '--all', '--message', 'Another title');
      await open(trunk, tree);
      const rows = (name: string, title: string) => [
        ...[`${name} ~/${name}`, '  Ready 1', `    [ready] TASK-001 next · 0/1 · ${title} · low`, '      [open] One'],
      ];
      await queueIs(...rows('trunk', 'On main'), ...rows('trunk-fix', 'On fix'));
      await commands.executeCommand(commandIds.setPriority, { repository: tree, itemId: 'TASK-001' }, 'high');
      assert.equal(git(trunk, 'log', '-1', '--format=%s', 'fix'), 'Set TASK-001: priority high');
      assert.equal(git(trunk, 'log', '-1', '--format=%s', 'main'), 'Begin');
    } finally {
      await closeAll(tree, trunk);
    }
  });
});

describe('Two folders of one repository', () => {
  it('are one repository, that of the top: the other one has no task files', async () => {
    const mono = await repository('mono', { [first]: taskFile('TASK-001', 'At the top', ['[ ] One']) });
    const apps = join(mono, 'apps');
    try {
      await mkdir(apps);
      await open(mono, apps);
      await queueIs('Ready 1', '  [ready] TASK-001 next · 0/1 · At the top · low', '    [open] One');
    } finally {
      await closeAll(mono);
    }
  });

  it('one in the other show a task that both hold', async () => {
    const mono = await repository('mono', { [first]: taskFile('TASK-001', 'At the top', ['[ ] One']) });
    const inner = join(mono, 'inner');
    try {
      await write(inner, { [first]: taskFile('TASK-001', 'Inside', ['[ ] One']) });
      commitAll(inner);
      await open(mono, inner);
      const rows = (place: string, title: string) => [
        ...[place, '  Ready 1', `    [ready] TASK-001 next · 0/1 · ${title} · low`, '      [open] One'],
      ];
      await queueIs(...rows('mono ~/mono', 'At the top'), ...rows('inner ~/mono/inner', 'Inside'));
      // Each follows its own files.
      await write(inner, { [first]: taskFile('TASK-001', 'Inside, changed', ['[ ] One']) });
      await queueIs(...rows('mono ~/mono', 'At the top'), ...rows('inner ~/mono/inner', 'Inside, changed'));
    } finally {
      await closeAll(mono);
    }
  });
});
