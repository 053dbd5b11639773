import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commands, window, workspace } from 'vscode';
import { commandIds } from '../../../src/editor/ids.ts';
import { openFolder, waitForQueue } from './workbench.ts';

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!isSo()) {
    assert.ok(Date.now() < deadline, what);
    await pause(50);
  }
}

describe('Setting up', () => {
  it('initializes a folder, and opens the first task', async function () {
    if (!workspace.isTrusted) this.skip();
    this.timeout(40_000);
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'agent-toolkit-init-')));
    try {
      // Its notification waits for the user.
      void commands.executeCommand(commandIds.initializeRepository, { repository: folder });
      const first = join(folder, 'tasks/active/TASK-001.md');
      await until('the first task was not opened', () => window.activeTextEditor?.document.uri.fsPath === first);
      assert.ok(existsSync(join(folder, '.agent-config.json')));
    } finally {
      await commands.executeCommand('workbench.action.closeActiveEditor');
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('shows the plan of a task, and changes nothing', async function () {
    if (!workspace.isTrusted) this.skip();
    this.timeout(40_000);
    const text = await waitForQueue('a task', (queue) => /TASK-\d+/.test(queue));
    const [itemId = ''] = /TASK-\d+/.exec(text) ?? [];
    await commands.executeCommand(commandIds.showPlan, { repository: openFolder(), itemId });
    const shown = window.activeTextEditor?.document.getText() ?? '';
    assert.ok(shown.startsWith(`# Plan for ${itemId}`), shown);
    assert.ok(shown.includes('## Verify Task'), shown);
    await commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
