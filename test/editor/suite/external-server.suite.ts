import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, extensions, workspace } from 'vscode';
import { commandIds, settingsSection } from '../../../src/editor/ids.ts';
import { extensionId, openFolder, taskFile, waitForQueue, withFiles } from './workbench.ts';

const id = 'TASK-9970';
const file = `tasks/active/${id}.md`;

/** Sets the user's settings of the server, for as long as the body takes. */
async function withServer(command: string, args: readonly string[], body: () => Promise<void>): Promise<void> {
  const configuration = workspace.getConfiguration(settingsSection);
  await configuration.update('server.args', args, true);
  await configuration.update('server.command', command, true);
  try {
    await body();
  } finally {
    await configuration.update('server.command', undefined, true);
    await configuration.update('server.args', undefined, true);
  }
}

describe('an external server', () => {
  it('is asked instead of the bundled one, from the next call on; one that cannot be started leaves the queue as it is', async function () {
    if (!workspace.isTrusted) this.skip();
    this.timeout(90_000);
    const folder = await mkdtemp(join(tmpdir(), 'agent-toolkit-external-'));
    const record = join(folder, 'calls');
    const root = extensions.getExtension(extensionId)?.extensionPath ?? '';
    const verify = (wanted: RegExp) => {
      // Its notification waits for the user.
      void commands.executeCommand(commandIds.verifyTask, { repository: openFolder(), itemId: id, file });
      return waitForQueue(`the end of the verification: ${wanted}`, (text) => wanted.test(text), 30_000);
    };
    try {
      await withFiles({ [file]: taskFile(id, 'Verify it', ['[ ] Look'], 'verify: none\n') }, async () => {
        await waitForQueue(id, (text) => text.includes(`[ready] ${id}`));
        await withServer(process.execPath, [join(root, 'test/support/plain-server.ts'), record], async () => {
          await verify(new RegExp(`\\[ready\\] ${id} .*verification failed`));
          assert.deepEqual(JSON.parse(await readFile(record, 'utf8')), {
            name: 'run_tests',
            input: { work_item_id: id, repo_path: openFolder() },
          });
        });
        await withServer('agent-toolkit-nowhere', [], async () => {
          await verify(new RegExp(`\\[ready\\] ${id} .*(?<!verification )failed`));
        });
        await rm(record);
        await verify(/Verification unverified The task switches its verification off/);
        assert.equal(existsSync(record), false);
      });
    } finally {
      await commands.executeCommand('notifications.clearAll');
      await rm(folder, { recursive: true });
    }
  });
});
