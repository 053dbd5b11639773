/** A new user with an empty folder: from nothing to the first task that is done, in a real window with the real Codex CLI. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FolderWindow, startFolderWindow } from '../support/folder-window.ts';
import { describeItem, finishItem } from '../support/new-item-window.ts';
import { claim } from '../support/scripted-model.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const pictures = join(import.meta.dirname, '..', '..', 'artifacts', 'first-start');
const proof = 'grep -q "replicas: 2" web.yaml';
const evidence = [{ command: proof, exit_code: 0, observation: 'It asks for two.' }];

let on: FolderWindow;
let window: Workbench;

beforeAll(async () => {
  on = await startFolderWindow('shop-infra', ({ outputs }) =>
    outputs.length === 0
      ? { commands: [`printf 'replicas: 2\\n' > web.yaml && ${proof}`], delayMs: 1500 }
      : { message: claim({ status: 'done', summary: 'Two replicas.', evidence }) },
  );
  window = await openWorkbench(on.browser, on.server.url);
});
afterAll(async () => {
  await window?.close();
  await on?.close();
});

const git = (...args: string[]) => execFileSync('git', ['-C', on.folder, ...args], { encoding: 'utf8' }).trim();
const text = (file: string) => readFileSync(join(on.folder, file), 'utf8');
const picture = (name: string) => window.picture(join(pictures, `${name}.png`));
const toast = (words: string) => window.page.locator('.notification-toast').filter({ hasText: words });
const openToolkit = () => window.page.locator('.activitybar').getByRole('tab', { name: 'Agent Toolkit' }).click();

/** The folder gets what it lacks, git too, by the button of the message that says so. */
async function initialize(): Promise<void> {
  await openToolkit();
  const initializes = window.page.getByRole('button', { name: 'Initialize Repository' });
  await initializes.waitFor();
  await picture('1-welcome');
  await initializes.click();
  const made = toast('shop-infra is no git repository yet');
  await made.waitFor();
  await window.row('TASK-001').waitFor();
  await window.row('No git repository').waitFor();
  await picture('2-initialized');
  expect(existsSync(join(on.folder, '.git'))).toBe(false);
  await made.getByRole('button', { name: 'Make It a Git Repository' }).click();
  await expect.poll(() => existsSync(join(on.folder, '.git'))).toBe(true);
  await followGit();
}

/** The queue tells where there is no git, as long as there is none; that row makes it, too. */
async function followGit(): Promise<void> {
  const row = window.row('No git repository');
  await row.waitFor({ state: 'detached' });
  rmSync(join(on.folder, '.git'), { recursive: true });
  await row.waitFor();
  await picture('2-no-git');
  // A row that is filled anew meanwhile is not pressed.
  await window.page.waitForTimeout(1000);
  await row.click();
  await expect.poll(() => existsSync(join(on.folder, '.git/HEAD')), { timeout: 20_000 }).toBe(true);
  await row.waitFor({ state: 'detached' });
}

/** Nothing begins before the first commit, and the way to it is a button; the commit is the user's own. */
async function makeFirstCommit(): Promise<void> {
  await window.press(window.row('TASK-001'), 'Process Task');
  const refused = toast('has no commit yet');
  await refused.waitFor();
  await picture('3-no-commit');
  expect(await window.page.locator('.monaco-dialog-box').count()).toBe(0);
  await refused.getByRole('button', { name: 'Show in Source Control' }).click();
  await window.page.locator('.scm-editor').first().click();
  await window.page.keyboard.type('The shop begins');
  await window.page.keyboard.press('Control+Enter');
  // Nothing is staged: the editor asks whether to stage all of it.
  await window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Yes', exact: true }).click();
  await expect.poll(() => git('log', '--all', '--format=%s')).toBe('The shop begins');
  expect(git('status', '--porcelain')).toBe('');
}

it('initializes an empty folder, makes a task by the quick pick, and has it done', async () => {
  try {
    await initialize();
    await makeFirstCommit();

    await openToolkit();
    await window.page.getByRole('button', { name: 'New Work Item…' }).first().click();
    const title = 'Run the web server with two replicas';
    const description = 'One replica is gone with each node that is drained.';
    await describeItem(window, { kind: 'Feature', title, description });
    const more = { criteria: ['web.yaml asks for two replicas'], priority: 'high', labels: 'configuration' } as const;
    await finishItem(window, more, (name) => picture(`4-${name}`));
    const row = window.row('TASK-002');
    await row.waitFor();
    await toast('Created TASK-002').waitFor();
    await picture('5-created');
    expect(git('log', '-1', '--format=%s')).toBe(`Add feature TASK-002: ${title}`);
    expect(git('show', '--format=', '--name-only')).toBe('tasks/active/TASK-002.md');
    const criterion = '- [ ] web.yaml asks for two replicas';
    for (const line of [`title: ${title}`, 'priority: high', 'labels: [feature, configuration]', criterion]) {
      expect(text('tasks/active/TASK-002.md').split('\n')).toContain(line);
    }

    await toast('Created TASK-002').getByRole('button', { name: 'Process TASK-002' }).click();
    const terms = window.page.locator('.monaco-dialog-box');
    for (const words of ['It is the first run here.', 'Sandbox: ', 'Network: on', 'Kube context: none', 'Push: ']) {
      await terms.filter({ hasText: words }).waitFor();
    }
    await picture('6-consent');
    await window.begin();
    await window.status('TASK-002: running').waitFor();
    await picture('7-running');
    await window.status('TASK-002: complete 1/1').waitFor();
    await window.row('Completed').filter({ hasText: '1' }).waitFor();
    await picture('8-complete');
    expect(git('log', '--format=%s', '-2').split('\n')).toEqual([
      'Archive TASK-002: Moved to completed after resolution',
      'feat(TASK-002): web.yaml asks for two replicas',
    ]);
    expect(git('show', '--format=', '--name-only', 'HEAD~').split('\n')).toEqual([
      'tasks/active/TASK-002.md',
      'web.yaml',
    ]);
    expect(text('web.yaml')).toBe('replicas: 2\n');
    expect(text('tasks/completed/TASK-002.md')).toContain('- [x] web.yaml asks for two replicas');
    expect(git('status', '--porcelain')).toBe('');

    // What was agreed to is not asked again.
    await window.clearNotifications();
    await window.press(window.row('TASK-001'), 'Process Task');
    await window.status('TASK-001: running').waitFor();
    expect(await terms.count()).toBe(0);
  } catch (error) {
    await picture('failed');
    throw error;
  }
});
