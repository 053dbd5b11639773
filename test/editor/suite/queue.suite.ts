import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands, WorkspaceEdit, window, workspace } from 'vscode';
import { commandIds } from '../../../src/editor/ids.ts';
import { openFolder, queueText, taskFile, waitForQueue, withFiles } from './workbench.ts';

/** Lines of the text that name a task, and those below them that are indented deeper. */
function rowsOf(text: string, id: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.includes(`] ${id} `));
  if (start < 0) return [];
  const depth = (line: string | undefined) => line?.search(/\S/) ?? -1;
  const length = lines.slice(start + 1).findIndex((line) => depth(line) <= depth(lines[start]));
  return lines.slice(start, length < 0 ? undefined : start + 1 + length).map((line) => line.trim());
}

describe('the Task Queue', () => {
  it('shows every open task of the folder', async () => {
    const text = await queueText();
    for (const folder of ['active', 'backlog', 'blocked']) {
      const path = join(openFolder(), 'tasks', folder);
      for (const file of await readdir(path).catch(() => [])) {
        if (!/^TASK-\d+\.md$/.test(file)) continue;
        const id = /^id: *(\S+)/m.exec(await readFile(join(path, file), 'utf8'))?.[1] ?? '';
        assert.notDeepEqual(rowsOf(text, id), [], `${folder}/${file} is not in\n${text}`);
      }
    }
  });

  it('follows the files: a new task, its criteria, what it blocks, its end', async () => {
    const files = {
      'tasks/active/TASK-9901.md': taskFile('TASK-9901', 'Raise the replicas', [
        '[x] Read the manifest',
        '[x] ~~Ask the owner~~ (not needed)',
        '[ ] Set `replicas: 3`',
      ]),
      'tasks/active/TASK-9902.md': taskFile('TASK-9902', 'Watch it', ['[ ] Look'], 'depends_on: TASK-9901\n'),
      'tasks/backlog/TASK-9903.md': taskFile('TASK-9903', 'Write it down', ['[ ] Write']),
    };
    await withFiles(files, async () => {
      const text = await waitForQueue(
        'TASK-9903',
        (shown) => shown.includes('TASK-9903') && shown.includes('TASK-9902'),
      );
      const [row, ...criteria] = rowsOf(text, 'TASK-9901');
      assert.match(row ?? '', /^\[ready\] TASK-9901 (next · )?2\/3 · Raise the replicas · low$/);
      assert.deepEqual(
        criteria.map((line) => line.split(' ')[0]),
        ['[done]', '[waived]', '[open]'],
      );
      const [blocked, blocker] = rowsOf(text, 'TASK-9902');
      assert.match(blocked ?? '', /^\[blocked\] TASK-9902 0\/1 · Watch it · low · .*TASK-9901/);
      assert.equal(blocker, 'Waits for TASK-9901 Raise the replicas');
      const groups = text.split('\n').filter((line) => !line.startsWith(' ') || line.includes('TASK-990'));
      const groupOf = (id: string) => {
        const place = groups.findIndex((line) => line.includes(id));
        return groups.slice(0, place).findLast((line) => !line.startsWith(' '));
      };
      assert.match(groupOf('[ready] TASK-9901') ?? '', /^Ready/);
      assert.match(groupOf('[blocked] TASK-9902') ?? '', /^Blocked/);
      assert.match(groupOf('[ready] TASK-9903') ?? '', /^Backlog/);
    });
    await waitForQueue('the end of TASK-9901', (shown) => !shown.includes('TASK-990'));
  });

  it('is read again by Refresh, at once', async () => {
    const configuration = workspace.getConfiguration('agentToolkit');
    // Without a fetch, Refresh is done before the file watcher has told of anything: what is shown then comes from it.
    await configuration.update('syncRemote', false, true);
    try {
      assert.doesNotMatch(await queueText(), /TASK-9904/);
      await withFiles(
        { 'tasks/active/TASK-9904.md': taskFile('TASK-9904', 'Just written', ['[ ] Look']) },
        async () => {
          await commands.executeCommand(commandIds.refreshQueue);
          assert.match(await queueText(), /\[ready\] TASK-9904 (next · )?0\/1 · Just written/);
          await writeFile(
            join(openFolder(), 'tasks/active/TASK-9904.md'),
            taskFile('TASK-9904', 'Written again', ['[x] Look', '[ ] Touch']),
          );
          await commands.executeCommand(commandIds.refreshQueue);
          assert.match(await queueText(), /\[ready\] TASK-9904 (next · )?1\/2 · Written again/);
        },
      );
      await commands.executeCommand(commandIds.refreshQueue);
      assert.doesNotMatch(await queueText(), /TASK-9904/);
    } finally {
      await configuration.update('syncRemote', undefined, true);
    }
  });

  it('shows what the filter leaves, and Completed only where that is wanted', async () => {
    const all = await queueText();
    assert.match(all, /^Completed /m);
    await commands.executeCommand(commandIds.hideCompleted);
    assert.doesNotMatch(await queueText(), /^Completed /m);
    await commands.executeCommand(commandIds.filterQueueByText, 'no task holds this');
    assert.equal(await queueText(), '');
    await commands.executeCommand(commandIds.clearQueueFilter);
    await commands.executeCommand(commandIds.showCompleted);
    assert.equal(await queueText(), all);
  });

  it('moves a task to another group: its status, its folder and its tab; unsaved text stays unsaved', async function () {
    if (!workspace.isTrusted) this.skip();
    const configuration = workspace.getConfiguration('agentToolkit');
    await configuration.update('commitEdits', false, true);
    const active = join(openFolder(), 'tasks/active/TASK-9921.md');
    const backlog = join(openFolder(), 'tasks/backlog/TASK-9921.md');
    const task = { repository: openFolder(), itemId: 'TASK-9921' };
    const text = taskFile('TASK-9921', 'Move me', ['[ ] Look']);
    try {
      await withFiles({ 'tasks/active/TASK-9921.md': text }, async () => {
        await commands.executeCommand(commandIds.refreshQueue);
        await commands.executeCommand(commandIds.moveTask, task, 'backlog');
        assert.equal(await readFile(backlog, 'utf8'), text.replace('status: active', 'status: backlog'));
        await commands.executeCommand(commandIds.moveTask, task, 'ready');
        assert.equal(await readFile(active, 'utf8'), text);
        const document = await workspace.openTextDocument(active);
        const edit = new WorkspaceEdit();
        edit.insert(document.uri, document.positionAt(text.length), 'Not saved yet.\n');
        await workspace.applyEdit(edit);
        await commands.executeCommand(commandIds.setPriority, task, 'critical');
        assert.equal(await readFile(active, 'utf8'), text);
        assert.equal(document.getText(), `${text.replace('priority: low', 'priority: critical')}Not saved yet.\n`);
        await window.showTextDocument(document);
        await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      });
    } finally {
      await rm(backlog, { force: true });
      await configuration.update('commitEdits', undefined, true);
    }
  });
});
