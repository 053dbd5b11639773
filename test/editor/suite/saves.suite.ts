import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Position, Uri, WorkspaceEdit, workspace } from 'vscode';
import { openFolder, queueText, withFiles } from './workbench.ts';

const folder = () => join(openFolder(), '.git/agent-toolkit');
const uri = (path: string) => Uri.file(join(openFolder(), path));

/** What is noted, as `+ path` and `- path`. */
async function noted(): Promise<string[]> {
  const text = await readFile(join(folder(), 'saved.jsonl'), 'utf8').catch(() => '');
  const files = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  return files.map(({ path, content }) => `${content === null ? '-' : '+'} ${path}`);
}

async function edit(change: (all: WorkspaceEdit) => void): Promise<void> {
  const all = new WorkspaceEdit();
  change(all);
  assert.ok(await workspace.applyEdit(all));
}

/** Types something at the beginning of the file, and saves it. */
async function save(path: string, text: string): Promise<void> {
  const document = await workspace.openTextDocument(uri(path));
  await edit((all) => all.insert(document.uri, new Position(0, 0), text));
  assert.ok(await document.save());
}

describe('what a person saves', () => {
  it('is noted as long as a run goes on, and what other programs write is not', async () => {
    await queueText();
    await withFiles({ 'note.md': 'note\n', 'other.md': 'other\n' }, async () => {
      try {
        await mkdir(folder(), { recursive: true });
        await writeFile(join(folder(), 'lock'), '{}', { flag: 'wx' });
        await writeFile(join(openFolder(), 'other.md'), 'written by a program\n');
        await save('note.md', 'mine ');
        await edit((all) => all.createFile(uri('new.md')));
        await edit((all) => all.renameFile(uri('new.md'), uri('moved.md')));
        await edit((all) => all.deleteFile(uri('moved.md')));
        const all = ['+ note.md', '+ new.md', '- new.md', '+ moved.md', '- moved.md'];
        // In Restricted Mode nothing is written.
        const expected = workspace.isTrusted ? all : [];
        const deadline = Date.now() + 10_000;
        while ((await noted()).length < expected.length && Date.now() < deadline) await pause(50);
        assert.deepEqual((await noted()).toSorted(), expected.toSorted());
      } finally {
        for (const name of ['lock', 'saved.jsonl']) await rm(join(folder(), name), { force: true });
        for (const name of ['new.md', 'moved.md']) await rm(join(openFolder(), name), { force: true });
      }
    });
  });
});
