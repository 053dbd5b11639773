import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { commands, TabInputWebview, window } from 'vscode';
import { commandIds, graphViewType } from '../../../src/editor/ids.ts';
import { openFolder, taskFile, waitForQueue, withFiles } from './workbench.ts';

const panels = () =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(graphViewType));

describe('the dependency graph', () => {
  it('is one panel, however often it is shown, and opens again when it was closed', async () => {
    await withFiles({ 'tasks/active/TASK-9961.md': taskFile('TASK-9961', 'Drawn', ['[ ] One']) }, async () => {
      await waitForQueue('TASK-9961', (text) => text.includes('TASK-9961'));
      await commands.executeCommand(commandIds.showGraph);
      await shown(1);
      await commands.executeCommand(commandIds.showGraph, { repository: openFolder(), itemId: 'TASK-9961' });
      await shown(1);
      for (let round = 0; round < 2; round += 1) {
        await window.tabGroups.close(panels());
        await shown(0);
        await commands.executeCommand(commandIds.showGraph);
        await shown(1);
      }
      await window.tabGroups.close(panels());
    });
  });
});

/** Waits until there are so many panels: tabs are told of a moment later. */
async function shown(count: number): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (panels().length !== count) {
    assert.ok(Date.now() < deadline, `${panels().length} panels are shown, not ${count}`);
    await pause(20);
  }
}
