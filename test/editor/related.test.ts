/** A task whose work lies in two repositories: what is asked before, and what Show Changes shows of both afterwards. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FolderWindow, startFolderWindow } from '../support/folder-window.ts';
import { taskText } from '../support/process-stage.ts';
import { claim } from '../support/scripted-model.ts';
import { openWorkbench } from '../support/workbench.ts';

const picture = (name: string) => join(import.meta.dirname, '..', '..', 'artifacts', 'related', `${name}.png`);
const manifests = '../shop-manifests/apps/web.yaml';
const proof = `grep -q 1.5.0 ${manifests} release.md`;
const evidence = [{ command: proof, exit_code: 0, observation: 'Both say 1.5.0.' }];

let on: FolderWindow;
let related: string;

beforeEach(async () => {
  on = await startFolderWindow('shop', ({ outputs }) =>
    outputs.length === 0
      ? { commands: [`sed -i 's/1.4.0/1.5.0/' ${manifests} && echo 1.5.0 > release.md && ${proof}`] }
      : { message: claim({ status: 'done', summary: 'The shop is at 1.5.0.', evidence }) },
  );
  related = join(dirname(on.folder), 'shop-manifests');
  begin(related, { 'apps/web.yaml': 'tag: 1.4.0\n' });
  begin(on.folder, {
    '.agent-config.json': JSON.stringify({ related_repos: ['../shop-manifests'] }),
    'tasks/active/TASK-001.md': taskText(['The shop is at 1.5.0'], ['verify: none']),
  });
});
afterEach(() => on?.close());

const git = (root: string, ...args: string[]) =>
  execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' }).trim();

/** Makes a repository of these files, with a commit by its user. */
function begin(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  git(root, 'init', '--quiet', '--initial-branch=main');
  git(root, 'config', 'user.name', 'Ann Operator');
  git(root, 'config', 'user.email', 'ann@shop.test');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'Begin');
}

it('is agreed to once, commits in both, and shows the changes of both in one diff', async () => {
  const window = await openWorkbench(on.browser, on.server.url);
  const { page } = window;
  try {
    await window.openQueue();
    const row = window.row('TASK-001');
    await window.press(row, 'Process Task');
    await page
      .locator('.monaco-dialog-box')
      .filter({ hasText: `${related} (proposed by .agent-config.json)` })
      .waitFor();
    await window.picture(picture('1-consent'));
    await window.begin();
    await window.status('TASK-001: complete 1/1').waitFor({ timeout: 120_000 });
    expect(readFileSync(join(related, 'apps/web.yaml'), 'utf8')).toBe('tag: 1.5.0\n');
    for (const root of [on.folder, related]) {
      expect(git(root, 'log', '--format=%s')).toContain('feat(TASK-001): The shop is at 1.5.0');
      expect(git(root, 'status', '--porcelain')).toBe('');
    }

    await window.clearNotifications();
    await window.command('Agent Toolkit: Show Changes');
    await page.locator('.quick-input-list').getByRole('option', { name: 'TASK-001' }).click();
    await page.getByRole('tab', { name: /^TASK-001 \(\d commits in shop and shop-manifests\)/ }).waitFor();
    const files = page.locator('.multiDiffEntry');
    await files.filter({ hasText: 'release.md' }).first().waitFor();
    await files.filter({ hasText: 'web.yaml' }).first().waitFor();
    await page.locator('.part.editor').getByText('tag: 1.5.0').first().waitFor();
    await window.picture(picture('2-changes'));
  } catch (error) {
    await window.picture(picture('failed'));
    throw error;
  } finally {
    await window.close();
  }
});
