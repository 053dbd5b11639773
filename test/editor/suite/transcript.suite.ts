import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commands, type TextDocument, window, workspace } from 'vscode';
import { commandIds } from '../../../src/editor/ids.ts';
import { openFolder, taskFile, waitForQueue, withFiles } from './workbench.ts';

const at = '2026-01-31T14:05:00.000Z';
const begin = { type: 'begin', at, item: 'TASK-9931', criterion: 'Look', place: 1, total: 1, attempt: 1 };

async function shown(isWanted: (document: TextDocument) => boolean): Promise<TextDocument> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const document = window.activeTextEditor?.document;
    if (document !== undefined && isWanted(document)) return document;
    assert.ok(Date.now() < deadline, `shown is ${document?.uri.toString() ?? 'nothing'}`);
    await pause(50);
  }
}

describe('Open Transcript', () => {
  it('shows what happened in a try at a criterion, in a document that nobody can edit', async function () {
    if (!workspace.isTrusted) this.skip();
    const folder = join(openFolder(), '.git/agent-toolkit/transcripts/TASK-9931');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '0001.jsonl'), `${JSON.stringify(begin)}\n`);
    const file = 'tasks/active/TASK-9931.md';
    try {
      await withFiles({ [file]: taskFile('TASK-9931', 'Look', ['[ ] Look']) }, async () => {
        await waitForQueue('TASK-9931', (text) => text.includes('TASK-9931'));
        await commands.executeCommand(commandIds.openTranscript, {
          repository: openFolder(),
          itemId: 'TASK-9931',
          file,
        });
        const document = await shown(({ uri }) => uri.scheme === 'agent-toolkit');
        assert.equal(document.languageId, 'markdown');
        assert.match(document.getText(), /^# TASK-9931, criterion 1 of 1, try 1\n\n> Look\n/);
        await commands.executeCommand('type', { text: 'x' });
        assert.equal(document.isDirty, false);
        await commands.executeCommand('workbench.action.closeActiveEditor');
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
