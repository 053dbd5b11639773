/** The Task Queue follows what is removed and moved by folders, which the editor tells as one change of the folder. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands } from 'vscode';
import { commandIds } from '../../../../src/editor/ids.ts';
import { asking } from '../asked.ts';
import { eventually, taskFile, toolkit, waitForText } from '../workbench.ts';
import { base, closeAll, git, open, queue, queueIs, repository } from './repositories.ts';

const ready = 'tasks/active/TASK-001.md';
const files = {
  [ready]: taskFile('TASK-001', 'Raise it', ['[ ] One']),
  'tasks/blocked/TASK-002.md': taskFile('TASK-002', 'Wait', ['[ ] Two']).replace('active', 'blocked'),
  'bugs/BUG-002-crash/bug_report.json': JSON.stringify({ bug_id: 'BUG-002', title: 'Crash', status: 'open' }),
  'bugs/BUG-002-crash/PROMPT.md': '# Crash\n\n## Acceptance Criteria\n\n- [ ] Three\n',
};
const has = (...ids: readonly string[]) =>
  eventually(
    `the tasks ${ids}`,
    async () =>
      (await queue()).flatMap((line) => /\[(?:ready|blocked|backlog)\] (\w+-\d+)/.exec(line)?.[1] ?? []).sort(),
    (shown) => shown.join() === ids.join(),
    25_000,
  );

describe('Folders that are moved and removed', () => {
  let [shop, depot] = ['', ''];
  before(async () => {
    await toolkit();
    shop = await repository('moved-shop', files);
    await open(shop);
    await has('BUG-002', 'TASK-001', 'TASK-002');
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await closeAll(shop, depot);
  });

  it('a folder of tasks', async () => {
    await rename(join(shop, 'tasks/blocked'), join(base(), 'blocked'));
    await has('BUG-002', 'TASK-001');
    await rename(join(base(), 'blocked'), join(shop, 'tasks/blocked'));
    await has('BUG-002', 'TASK-001', 'TASK-002');
  });

  it('the folder of an item', async () => {
    const bug = join(shop, 'bugs/BUG-002-crash');
    const completed = join(shop, 'bugs/completed/BUG-002-crash');
    await mkdir(join(shop, 'bugs/completed'));
    await rename(bug, completed);
    await has('TASK-001', 'TASK-002');
    await rename(completed, bug);
    await has('BUG-002', 'TASK-001', 'TASK-002');
  });

  it('all tasks', async () => {
    await rm(join(shop, 'bugs'), { recursive: true });
    await has('TASK-001', 'TASK-002');
    await rename(join(shop, 'tasks'), join(shop, 'tasks-old'));
    await has();
    await rename(join(shop, 'tasks-old'), join(shop, 'tasks'));
    await has('TASK-001', 'TASK-002');
  });

  it('by a pull', async () => {
    git(shop, 'add', '--all');
    git(shop, 'commit', '--quiet', '--message', 'As it is');
    const other = join(base(), 'moved-other');
    git(base(), 'clone', '--quiet', shop, other);
    try {
      git(other, 'rm', '--quiet', '-r', 'tasks/blocked');
      git(other, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '--message', 'Less');
      git(shop, 'pull', '--quiet', other, 'main');
      await has('TASK-001');
    } finally {
      await rm(other, { recursive: true, force: true });
    }
  });

  it('a repository of several', async () => {
    depot = await repository('moved-depot', { [ready]: taskFile('TASK-009', 'Of the depot', ['[ ] One']) });
    await open(shop, depot);
    await has('TASK-001', 'TASK-009');
    await rm(join(depot, 'tasks'), { recursive: true });
    await queueIs('Ready 1', '  [ready] TASK-001 next · 0/1 · Raise it · low', '    [open] One');
  });

  it('a table of human actions that is new', async () => {
    const row = '| ACTION-003 | Sign the contract | pending | high |\n';
    await writeFile(join(shop, 'actions.md'), `| ID | Title | Status | Urgency |\n|---|---|---|---|\n${row}`);
    const shown = async () => (await toolkit()).actionsText();
    await waitForText(shown, 'the action', (text) => text.includes('Sign the contract'), 25_000);
    await rm(join(shop, 'actions.md'));
    await waitForText(shown, 'no action', (text) => !text.includes('Sign the contract'), 25_000);
  });
});

describe('A command whose file cannot be opened', () => {
  let shop = '';
  const task = () => ({ repository: shop, itemId: 'TASK-001', file: ready });
  before(async () => {
    shop = await repository('gone-shop', { [ready]: taskFile('TASK-001', 'Raise it', ['[ ] One']) });
    await open(shop);
    await has('TASK-001');
  });
  after(() => closeAll(shop));

  it('says that the file has gone, and the queue is read anew', () =>
    asking([], async ({ lines }) => {
      // In one go: the row is there still.
      rmSync(join(shop, ready));
      await commands.executeCommand(commandIds.openTask, task());
      assert.deepEqual(lines, [
        `gone-shop/${ready} is not there any more: it was moved or removed. The Task Queue has been read anew; look there.`,
      ]);
      assert.doesNotMatch((await queue()).join('\n'), /TASK-001/);
    }));

  it('says why another one cannot be', async () => {
    await writeFile(join(shop, ready), taskFile('TASK-001', 'Raise it', ['[ ] One']));
    await has('TASK-001');
    await asking([], async ({ lines }) => {
      rmSync(join(shop, ready));
      await mkdir(join(shop, ready));
      await commands.executeCommand(commandIds.openTask, task());
      assert.match(lines.join('\n'), /^Open Task File failed\. cannot open .*directory.* \[Show Log\]$/);
    });
  });
});
