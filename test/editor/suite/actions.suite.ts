import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commands, workspace } from 'vscode';
import { commandIds, queueViewId } from '../../../src/editor/ids.ts';
import { openFolder, taskFile, toolkit, waitForQueue, waitForText, withFiles } from './workbench.ts';

const report = 'human-actions/ACTION-990-door/action_report.json';
const task = 'tasks/active/TASK-9940.md';

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: openFolder(), encoding: 'utf8' }).trim();
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(openFolder(), file)), { recursive: true });
  await writeFile(join(openFolder(), file), text);
}

describe('Human actions', () => {
  it('that state until are asked about by a command alone before anybody agreed to a run, and marked when they are done', async function () {
    if (!workspace.isTrusted) this.skip();
    this.timeout(90_000);
    let [asked, isOpen] = [0, false];
    const server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(isOpen ? 200 : 404).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const until = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
    try {
      await commands.executeCommand(`${queueViewId}.focus`);
      await write(task, taskFile('TASK-9940', 'Go through it', ['[ ] Go'], 'depends_on: ACTION-990\n'));
      await write(report, JSON.stringify({ title: 'Open the door', status: 'pending', until }));
      git('add', report, task);
      git('commit', '--quiet', '--message', 'A door', '--', report, task);
      await waitForQueue('TASK-9940', (text) => /\[blocked\] TASK-9940/.test(text));
      const deadline = Date.now() + 60_000;
      assert.equal(asked, 0, 'it was asked about before anybody agreed to a run');
      isOpen = true;
      // Its notification waits for the user. While the check by itself is still under way, it tells what that one saw.
      while (!(await readFile(join(openFolder(), report), 'utf8')).includes('"completed"')) {
        assert.ok(Date.now() < deadline, 'the action was not marked');
        void commands.executeCommand(commandIds.checkActions);
        await pause(1000);
      }
      await waitForQueue('TASK-9940', (text) => /\[ready\] TASK-9940/.test(text));
      assert.equal(git('log', '-1', '--format=%s'), 'Complete ACTION-990: Open the door');
      assert.equal(git('status', '--porcelain', '--', report), '');
      // Its process is over a moment after its commit; other suites take the place of a run.
      while (existsSync(join(openFolder(), '.git/agent-toolkit/lock'))) {
        assert.ok(Date.now() < deadline, 'the lock was kept');
        await pause(50);
      }
    } finally {
      server.close();
      git('rm', '--quiet', '-f', '--', report, task);
      git('commit', '--quiet', '--message', 'No door', '--', report, task);
      await waitForQueue('the end of TASK-9940', (text) => !text.includes('TASK-9940'));
    }
  });

  it('stand in a view of their own, with their steps and what they free', async () => {
    const files = {
      'tasks/active/TASK-9941.md': taskFile('TASK-9941', 'Pay', ['[ ] Pay'], 'depends_on: ACTION-991\n'),
      'human-actions/ACTION-991-bill/action_report.json': '{"title": "Approve the bill", "urgency": "critical"}',
      'human-actions/ACTION-991-bill/INSTRUCTIONS.md': '# Bill\n\n- [x] Read it\n- [ ] Sign it\n',
    };
    const actionsText = async () => (await toolkit()).actionsText();
    try {
      await withFiles(files, async () => {
        const isShown = (shown: string) => shown.includes('Frees TASK-9941') && shown.includes('Sign it');
        const text = await waitForText(actionsText, 'ACTION-991', isShown);
        const rows = text.slice(text.indexOf('(flame) Approve the bill')).split('\n').slice(0, 4);
        assert.deepEqual(rows, [
          '(flame) Approve the bill critical · frees TASK-9941 · ACTION-991',
          '  (pass) Read it',
          '  (circle-large-outline) Sign it',
          '  (unlock) Frees TASK-9941 Pay',
        ]);
      });
    } finally {
      // The folder alone still stands for its action.
      await rm(join(openFolder(), 'human-actions/ACTION-991-bill'), { recursive: true });
    }
    await waitForText(actionsText, 'its end', (shown) => !shown.includes('ACTION-991'));
  });
});
