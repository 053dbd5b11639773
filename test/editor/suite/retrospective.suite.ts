import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commands, window, workspace } from 'vscode';
import { commandIds } from '../../../src/editor/ids.ts';
import { openFolder, taskFile, waitForQueue } from './workbench.ts';

const replaced = 'tasks/backlog/TASK-9950.md';
const heir = 'tasks/backlog/TASK-9951.md';

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: openFolder(), encoding: 'utf8' }).trim();
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!isSo()) {
    assert.ok(Date.now() < deadline, what);
    await pause(50);
  }
}

describe('A retrospective', () => {
  it('is previewed without any change, then made in one commit', async function () {
    if (!workspace.isTrusted) this.skip();
    this.timeout(200_000);
    const before = git('rev-parse', 'HEAD');
    try {
      await writeFile(
        join(openFolder(), replaced),
        taskFile('TASK-9950', 'Old door', ['[ ] Paint'], 'superseded_by: TASK-9951\n'),
      );
      await writeFile(join(openFolder(), heir), taskFile('TASK-9951', 'New gate', ['[ ] Build']));
      git('add', replaced, heir);
      git('commit', '--quiet', '--message', 'A gate', '--', replaced, heir);
      await waitForQueue('TASK-9950', (text) => text.includes('TASK-9950'));
      const [head, status] = [git('rev-parse', 'HEAD'), git('status', '--porcelain')];
      // Their notifications wait for the user.
      void commands.executeCommand(commandIds.runRetrospective, { dryRun: true });
      const shown = () => window.activeTextEditor?.document.getText() ?? '';
      await until('no preview was shown', () => shown().startsWith('# Retrospective') && shown().includes('TASK-9950'));
      assert.deepEqual([git('rev-parse', 'HEAD'), git('status', '--porcelain')], [head, status]);
      void commands.executeCommand(commandIds.runRetrospective, { dryRun: false });
      await until('nothing was committed', () => git('log', '-1', '--format=%s').startsWith('Retrospective: '));
      assert.equal(git('rev-parse', 'HEAD~1'), head);
      assert.ok(existsSync(join(openFolder(), 'tasks/deprecated/TASK-9950.md')));
      await waitForQueue('the end of TASK-9950', (text) => !text.includes('TASK-9950'));
      // Its process is over a moment after its commit; the next suite takes the place of a run.
      await until('the lock was kept', () => !existsSync(join(openFolder(), '.git/agent-toolkit/lock')));
    } finally {
      await commands.executeCommand('workbench.action.closeActiveEditor');
      git('reset', '--quiet', '--hard', before);
      await waitForQueue('the end of TASK-9951', (text) => !text.includes('TASK-9951'));
    }
  });
});
