import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  type CodeAction,
  CodeActionKind,
  commands,
  languages,
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { eventually, openFolder, taskFile, waitForQueue, withFiles } from './workbench.ts';

const file = 'tasks/active/TASK-9935.md';
const good = taskFile('TASK-9935', 'Mend it', ['[ ] One', '[x] Two']);

/** What is wrong, as the line that is put in the place of another one, and the code that tells it. */
const faults: readonly (readonly [line: string, wrong: string, code: string])[] = [
  ['status: active\n', '', 'status-missing'],
  ['status: active\n', 'status: doing\n', 'status-unknown'],
  ['priority: low\n', 'priority: soon\n', 'priority-unknown'],
  ['title: Mend it\n', 'title: Mend: it\n', 'front-matter-yaml'],
  ['- [ ] One\n', '- [] One\n', 'box-malformed'],
];

async function setText(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  assert.ok(await workspace.applyEdit(edit));
}

const problems = ({ uri }: TextDocument) =>
  languages
    .getDiagnostics(uri)
    .flatMap(({ source, code, range }) => (source === 'Agent Toolkit' ? [{ code, range }] : []));

/** Lines of one text that are not in the other, by how often they stand there. */
function without(text: string, other: string): string[] {
  const left = other.split('\n');
  return text.split('\n').filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

describe('Quick fixes', () => {
  const setAutoSave = (value: 'off' | undefined) => workspace.getConfiguration('files').update('autoSave', value, true);
  before(() => setAutoSave('off'));
  after(() => setAutoSave(undefined));

  it('are there for each of these faults; every one changes one line, and what was told is told no more', async function () {
    this.timeout(60_000);
    await withFiles({ [file]: good }, async () => {
      await waitForQueue('TASK-9935', (text) => text.includes('TASK-9935'));
      const document = await workspace.openTextDocument(Uri.file(join(openFolder(), file)));
      await window.showTextDocument(document);
      try {
        for (const [line, wrong, code] of faults) {
          const faulty = good.replace(line, wrong);
          const find = () => problems(document).find((problem) => problem.code === code);
          const spoil = async () => {
            await setText(document, faulty);
            return eventually(code, find, (found) => found !== undefined);
          };
          const range = (await spoil())?.range;
          const offered = async () => {
            const all = await commands.executeCommand<CodeAction[]>(
              'vscode.executeCodeActionProvider',
              document.uri,
              range,
            );
            return all.filter(({ edit, kind, title }) => {
              const isOurs = kind?.value === CodeActionKind.QuickFix.value && !title.startsWith('Fix all');
              return isOurs && edit !== undefined;
            });
          };
          const titles = (await offered()).map(({ title }) => title);
          assert.notEqual(titles.length, 0, `no fix for ${code}`);
          for (const title of titles) {
            await spoil();
            const edit = (await offered()).find((action) => action.title === title)?.edit;
            assert.ok(edit !== undefined && (await workspace.applyEdit(edit)), `${code}: ${title}`);
            const text = document.getText();
            assert.ok(without(text, faulty).length <= 1 && without(faulty, text).length <= 1, `${title}:\n${text}`);
            await eventually(`${code} after ${title}`, find, (found) => found === undefined);
          }
        }
      } finally {
        await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      }
    });
    await waitForQueue('the end of TASK-9935', (text) => !text.includes('TASK-9935'));
  });
});
