/** Last of all in Restricted Mode, since nothing takes trust back. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { commands, workspace } from 'vscode';
import { queueViewId } from '../../../src/editor/ids.ts';
import { hasWindowBehind, press, shownViews } from './behind.ts';
import { hasCommandsOf } from './window-state.ts';
import { eventually, lenses, openFolder, taskFile, waitForQueue, withFiles } from './workbench.ts';

const file = 'tasks/active/TASK-9980.md';
const report = 'human-actions/ACTION-998-gate/action_report.json';

const queueMessage = async () => (await shownViews()).find(({ title }) => title === 'Task Queue')?.message ?? '';

describe('Trust that is given while the window is open', () => {
  it('starts what Restricted Mode held back, without a reload', async function () {
    if (workspace.isTrusted || !hasWindowBehind) this.skip();
    this.timeout(90_000);
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(404).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const until = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
    const files = {
      [file]: taskFile('TASK-9980', 'Go on', ['[ ] Look']),
      [report]: JSON.stringify({ title: 'Open the gate', status: 'pending', until }),
    };
    try {
      await withFiles(files, async () => {
        await commands.executeCommand(`${queueViewId}.focus`);
        await waitForQueue('TASK-9980', (text) => text.includes('TASK-9980'));
        await hasCommandsOf('restricted');
        await eventually('the line above the rows', queueMessage, (text) => text.startsWith('Restricted Mode: '));
        const titles = async () => (await lenses(file)).map(({ title }) => title);
        await eventually('the lenses', titles, (now) => now.join() === '0 of 1');
        assert.equal(asked, 0);

        const trusted = new Promise<void>((resolve) => {
          const listening = workspace.onDidGrantWorkspaceTrust(() => {
            listening.dispose();
            resolve();
          });
        });
        await commands.executeCommand('workbench.trust.manage');
        await press('Trust');
        await trusted;
        await commands.executeCommand(`${queueViewId}.focus`);
        await hasCommandsOf('tasks');
        await eventually('no line above the rows', queueMessage, (text) => text === '');
        await eventually('the lenses', titles, (now) => now.includes('$(play) Process Task'));
        // What a task file names is asked only where somebody agreed to a first run, too.
        assert.equal(asked, 0);
      });
    } finally {
      server.close();
      await commands.executeCommand('workbench.action.closeAllEditors');
      await rm(join(openFolder(), 'human-actions/ACTION-998-gate'), { recursive: true, force: true });
    }
  });
});
