import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { commands, extensions, workspace } from 'vscode';
import { commandIds } from '../../../src/editor/ids.ts';
import { extensionId, queueText } from './workbench.ts';

/** Processes whose parent is the extension host; Linux only, elsewhere none can be told. */
async function childProcesses(): Promise<string[]> {
  return readdir(`/proc/${process.pid}/task/${process.pid}`)
    .then(async () => {
      const { readFile } = await import('node:fs/promises');
      const text = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
      return text.split(' ').filter((pid) => pid !== '');
    })
    .catch(() => []);
}

describe('workspace trust', () => {
  it('is limited: the extension works in Restricted Mode, and guards what names programs', () => {
    const { capabilities } = extensions.getExtension(extensionId)?.packageJSON ?? {};
    assert.equal(capabilities.untrustedWorkspaces.supported, 'limited');
    assert.ok(capabilities.untrustedWorkspaces.restrictedConfigurations.includes('agentToolkit.codexPath'));
  });

  it('the queue can be read whether the folder is trusted or not', async () => {
    assert.notEqual(await queueText(), '');
  });

  it('in Restricted Mode nothing is started', async function () {
    if (workspace.isTrusted) this.skip();
    const before = await childProcesses();
    // The question that it asks stays open: nobody answers it here.
    void commands.executeCommand(commandIds.processTask);
    await commands.executeCommand(commandIds.refreshQueue);
    assert.deepEqual(await childProcesses(), before);
  });
});
