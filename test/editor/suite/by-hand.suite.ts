import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands, workspace } from 'vscode';
import { commandIds } from '../../../src/editor/ids.ts';
import { asking } from './asked.ts';
import { eventually, openFolder, taskFile, waitForQueue, withFiles } from './workbench.ts';

const itemId = 'TASK-9941';
const file = `tasks/active/${itemId}.md`;
const text = taskFile(itemId, 'By hand', ['[x] One', '[ ] Two', '[ ] Three']);
const readText = () => readFile(join(openFolder(), file), 'utf8');
const criterion = (ordinal: number, words: string) => ({
  ...{ repository: openFolder(), itemId, file },
  criterion: { group: [], ordinal, text: words },
});

describe('A box', () => {
  it('is ticked and opened by hand, after a question: one line changes', async function () {
    if (!workspace.isTrusted) this.skip();
    await withFiles({ [file]: text }, async () => {
      await waitForQueue(itemId, (shown) => shown.includes(itemId));
      await asking([], async ({ told }) => {
        await commands.executeCommand(commandIds.markCriterionDone, criterion(1, 'Two'));
        await told('Mark "Two" as done by hand?');
        assert.equal(await readText(), text);
      });
      await asking(['Mark Done'], async () => {
        await commands.executeCommand(commandIds.markCriterionDone, criterion(1, 'Two'));
      });
      assert.equal(await readText(), text.replace('- [ ] Two', '- [x] Two'));
      await waitForQueue('the mark', (shown) => /TASK-9941 2\/3/.test(shown));
      // The editor has a moment of its own in which it reads the file again.
      await eventually(
        'the text in the editor',
        async () => (await workspace.openTextDocument(join(openFolder(), file))).getText(),
        (now) => now.includes('- [x] Two'),
      );
      await asking(['Reopen'], async () => {
        await commands.executeCommand(commandIds.reopenCriterion, criterion(1, 'Two'));
      });
      assert.equal(await readText(), text);
    });
    await waitForQueue(`the end of ${itemId}`, (shown) => !shown.includes(itemId));
  });

  it('stays as it is while a run works in its repository', async function () {
    if (!workspace.isTrusted) this.skip();
    this.timeout(60_000);
    await withFiles({ [file]: text }, async () => {
      await waitForQueue(itemId, (shown) => shown.includes(itemId));
      await asking(['Begin', 'Mark Done'], async ({ told }) => {
        const running = commands.executeCommand(commandIds.verifyTask, { repository: openFolder(), itemId, file });
        try {
          await waitForQueue('the run', (shown) => shown.includes(`[running] ${itemId}`));
          await commands.executeCommand(commandIds.markCriterionDone, criterion(2, 'Three'));
          await told(/TASK-9941 is at work in this repository \(.+\)\. Wait for it, or stop it first\./);
          assert.equal(await readText(), text);
        } finally {
          await commands.executeCommand(commandIds.stopRun);
          await running;
        }
      });
    });
    await waitForQueue(`the end of ${itemId}`, (shown) => !shown.includes(itemId));
  });
});
