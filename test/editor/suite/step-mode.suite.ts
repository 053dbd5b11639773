import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { commands, workspace } from 'vscode';
import { commandIds } from '../../../src/editor/ids.ts';
import { asking } from './asked.ts';
import { hasWindowBehind, shownStatus } from './behind.ts';
import { hasCommandsOf } from './window-state.ts';
import { eventually, openFolder, waitForQueue } from './workbench.ts';

const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: openFolder(), encoding: 'utf8' }).trim();

describe('A run in step mode', () => {
  it('waits after its try: then it can be decided on, and stopped, which takes the try back', async function () {
    if (!workspace.isTrusted || !hasWindowBehind) this.skip();
    this.timeout(90_000);
    const configuration = workspace.getConfiguration('agentToolkit');
    const head = git('rev-parse', 'HEAD');
    const status = git('status', '--porcelain');
    await configuration.update('stepMode', true, true);
    try {
      await asking(['Begin'], async ({ told }) => {
        const text = await waitForQueue('the next task', (shown) => / next · /.test(shown));
        const [, itemId = ''] = /\[ready\] (\S+) next · /.exec(text) ?? [];
        const running = commands.executeCommand(commandIds.processTask, { repository: openFolder(), itemId });
        try {
          await told(
            new RegExp(`^${itemId} waits at criterion \\d+ of \\d+.*\\[Commit and Go On\\].*\\[Decide…\\]`),
            60_000,
          );
          await waitForQueue('the pause', (shown) => new RegExp(`\\[running\\] ${itemId} paused `).test(shown));
          await hasCommandsOf('paused');
          await eventually('the status bar', shownStatus, ([item = '']) => item.includes(`${itemId}: paused `));
        } finally {
          await commands.executeCommand(commandIds.stopRun);
          await running;
        }
        await waitForQueue('its end', (shown) => new RegExp(`\\[ready\\] ${itemId} .*stopped`).test(shown));
        await hasCommandsOf('tasks');
        assert.deepEqual([git('rev-parse', 'HEAD'), git('status', '--porcelain')], [head, status]);
      });
    } finally {
      await configuration.update('stepMode', undefined, true);
    }
  });
});
