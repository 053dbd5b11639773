import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commands, env, extensions, workspace } from 'vscode';
import { commandIds } from '../../../src/editor/ids.ts';
import { extensionId, openFolder, queueText, taskFile, waitForQueue, withFiles } from './workbench.ts';

/** How the extension host itself looks for ports that could be forwarded, at times of its own. */
const portSearch = ['/bin/sh -c ps -F -A -l | grep root', '/bin/sh -c ls -l /proc/[0-9]*/fd/[0-9]* | grep socket:'];

/** Command lines of processes whose parent is the extension host; not those of the editor's own extensions. Linux only. */
async function childProcesses(): Promise<string[]> {
  const text = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  const commandLines = await Promise.all(
    text
      .split(' ')
      .filter((pid) => pid.trim() !== '')
      // One that has ended since is no longer a child.
      .map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  const words = commandLines.filter((line) => line !== '').map((line) => line.split('\0').slice(0, -1));
  const lines = words.filter(([, ...given]) => !given.some((word) => word.includes(env.appRoot)));
  return lines.map((all) => all.join(' ')).filter((line) => !portSearch.includes(line));
}

/** Runs a command to its end. What it asks is closed unanswered, as a person closes a notification. */
async function runUnanswered(command: string, argument: unknown, eachTime: () => Promise<void>): Promise<void> {
  let ended = false;
  const running = Promise.resolve(commands.executeCommand(command, argument)).finally(() => {
    ended = true;
  });
  const deadline = Date.now() + 10_000;
  while (!ended && Date.now() < deadline) {
    await pause(50);
    await eachTime();
    await commands.executeCommand('notifications.clearAll');
  }
  assert.ok(ended, `${command} did not end: it waits for an answer, or runs something`);
  await running;
  await eachTime();
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

  // Nothing is open in this task, so that each of the commands would have something to run.
  const file = 'tasks/active/TASK-9921.md';
  const text = taskFile('TASK-9921', 'Not to be run', ['[x] Look']);
  // In a trusted folder it would be asked about as soon as the queue is seen.
  const action = 'human-actions/ACTION-991-x/action_report.json';
  const report = JSON.stringify({ title: 'Not to be asked about', until: { dns: 'nobody.example' } });

  for (const name of [
    'processTask',
    'processCriterion',
    'showChanges',
    'markCriterionDone',
    'reopenCriterion',
    'verifyTask',
    'archiveTask',
    'setPriority',
    'moveTask',
    'rollBackTask',
    'openTranscript',
    'checkActions',
    'runRetrospective',
    'runSession',
    'orchestrate',
    'installIntoCodex',
    'logIn',
  ] as const) {
    it(`in Restricted Mode ${name} starts nothing and changes nothing`, async function () {
      if (workspace.isTrusted || process.platform !== 'linux') this.skip();
      await withFiles({ [file]: text, [action]: report }, async () => {
        await waitForQueue('TASK-9921', (shown) => shown.includes('TASK-9921'));
        const nothingStarted = async () => assert.deepEqual(await childProcesses(), []);
        await nothingStarted();
        const criterion = { group: [], ordinal: 0, text: 'Look' };
        const task = { repository: openFolder(), itemId: 'TASK-9921', file, criterion };
        await runUnanswered(commandIds[name], task, nothingStarted);
        assert.equal(await readFile(join(openFolder(), file), 'utf8'), text);
      });
    });
  }

  it('in Restricted Mode Refresh reads, and starts nothing', async function () {
    if (workspace.isTrusted || process.platform !== 'linux') this.skip();
    await commands.executeCommand(commandIds.refreshQueue);
    assert.deepEqual(await childProcesses(), []);
  });
});
