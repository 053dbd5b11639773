import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CodeAction,
  type CompletionList,
  commands,
  type DocumentLink,
  type Hover,
  type Location,
  languages,
  MarkdownString,
  Position,
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { commandIds } from '../../../src/editor/ids.ts';
import { eventually, lenses, openFolder, taskFile, waitForQueue, withFiles } from './workbench.ts';

const first = 'tasks/active/TASK-9931.md';
const second = 'tasks/backlog/TASK-9932.md';
const faulty = 'tasks/backlog/TASK-9933.md';
const instructions = 'human-actions/ACTION-993-key/INSTRUCTIONS.md';

const report = 'bugs/BUG-993-leak/bug_report.json';
const steps = 'bugs/BUG-993-leak/TASKS.md';

const files = {
  [first]: taskFile('TASK-9931', 'First', ['[x] One', '[ ] Two']),
  [second]: taskFile('TASK-9932', 'Second', ['[ ] One'], 'depends_on: TASK-9931\n'),
  [faulty]: taskFile('TASK-9933', 'Third', ['[x] One']).replace('priority: low', 'priority: "P1 (high)"'),
  [instructions]: '# Rotate the key\n\nAs TASK-9931 says.\n\n- [ ] Open the console\n',
  'human-actions/ACTION-993-key/action_report.json': '{"title": "Rotate the key", "status": "pending"}\n',
  [report]: '{"id": "BUG-993", "title": "Leak", "status": "new", "priority": "high"}\n',
  [steps]: '# Leak\n\n- [x] Find it, see TASK-9931\n- [ ] Close it\n',
};
/** What is left of them when the files are gone. */
const folders = ['human-actions/ACTION-993-key', 'bugs/BUG-993-leak'];

const uriOf = (file: string) => Uri.file(join(openFolder(), file));
const open = (file: string) => workspace.openTextDocument(uriOf(file));

/** Runs with the files in the queue; unsaved text of them is given up afterwards. */
async function inQueue(body: () => Promise<void>): Promise<void> {
  await withFiles(files, async () => {
    await waitForQueue('TASK-9933', (text) => ['TASK-9931', 'TASK-9932', 'TASK-9933'].every((id) => text.includes(id)));
    try {
      await body();
    } finally {
      for (const document of workspace.textDocuments) {
        if (!document.isDirty || !(document.uri.fsPath in paths())) continue;
        await window.showTextDocument(document);
        await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      }
      await commands.executeCommand('workbench.action.closeAllEditors');
    }
  });
  for (const folder of folders) await rm(join(openFolder(), folder), { recursive: true });
  await waitForQueue('the end of TASK-9931', (text) => !text.includes('TASK-993'));
}

const paths = () => Object.fromEntries(Object.keys(files).map((file) => [uriOf(file).fsPath, file]));

/** Puts text in the place of the first that is given, and does not save it. */
async function type(document: TextDocument, old: string, now: string): Promise<void> {
  const at = document.getText().indexOf(old);
  assert.ok(at >= 0, `${old} is not in the text`);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(at), document.positionAt(at + old.length)), now);
  assert.ok(await workspace.applyEdit(edit));
}

const problems = (file: string) =>
  languages
    .getDiagnostics(uriOf(file))
    .filter(({ source }) => source === 'Agent Toolkit')
    .map(({ code, range }) => `${range.start.line + 1} ${String(code)}`);

const told = (file: string, expected: readonly string[]) =>
  eventually(
    `what is wrong with ${file}`,
    () => problems(file),
    (now) => now.join() === expected.join(),
  );

const placeOf = (document: TextDocument, text: string, into = 1) =>
  document.positionAt(document.getText().indexOf(text) + into);

const titlesOf = (found: readonly { readonly line: number; readonly title: string }[]) =>
  found.map(({ line, title }) => `${line} ${title}`);

async function fixes(document: TextDocument, line: number): Promise<CodeAction[]> {
  const range = document.lineAt(line).range;
  const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
  return actions.filter(({ edit }) => edit !== undefined);
}

async function apply(actions: readonly CodeAction[], title: string): Promise<void> {
  const edit = actions.find((action) => action.title === title)?.edit;
  assert.ok(edit !== undefined, `${title} is not among ${actions.map((action) => action.title).join(', ')}`);
  assert.ok(await workspace.applyEdit(edit));
}

describe('a task file in the editor', () => {
  // A browser's editor saves by itself after a second, and a file that was removed would be there again.
  const setAutoSave = (value: 'off' | undefined) => workspace.getConfiguration('files').update('autoSave', value, true);
  before(() => setAutoSave('off'));
  after(() => setAutoSave(undefined));

  it('has lenses that count what its text says, saved or not', async () => {
    await inQueue(async () => {
      const trusted = workspace.isTrusted;
      const shown = await eventually(
        'lenses',
        () => lenses(first),
        (found) => found.length > 0,
      );
      assert.deepEqual(
        titlesOf(shown),
        trusted
          ? [
              ...['1 $(play) Process Task', '1 Verify', '1 1 of 2', '10 Show Changes', '10 Reopen…'],
              ...['11 $(play) Run This Criterion', '11 Mark Done by Hand…'],
            ]
          : ['1 1 of 2'],
      );
      const blocked = titlesOf((await lenses(second)).filter(({ line }) => line === 1));
      assert.deepEqual(blocked.slice(-2), ['1 0 of 1', '1 blocked by TASK-9931']);
      const done = titlesOf((await lenses(faulty)).filter(({ line }) => line === 1));
      assert.deepEqual(done, trusted ? ['1 $(play) Process Task', '1 Verify', '1 Archive', '1 1 of 1'] : ['1 1 of 1']);
      await type(await open(first), '- [ ] Two', '- [x] Two\n- [ ] Three');
      assert.ok(titlesOf(await lenses(first)).includes('1 2 of 3'));
      if (trusted) assert.deepEqual(titlesOf(await lenses(instructions)), ['5 Mark Done by Hand…']);
    });
  });

  it('has none when the setting says so', async () => {
    const configuration = workspace.getConfiguration('agentToolkit');
    await inQueue(async () => {
      await configuration.update('codeLens.enabled', false, true);
      assert.deepEqual(await lenses(first), []);
      await configuration.update('codeLens.enabled', undefined, true);
    });
  });

  it('tells what is wrong, before it is saved too, and mends it', async () => {
    await inQueue(async () => {
      // Nobody has opened this one.
      await told(faulty, ['5 priority-unknown']);
      const document = await open(second);
      await window.showTextDocument(document);
      await told(second, []);
      await type(document, 'depends_on: TASK-9931', 'depends_on: TASK-404');
      await told(second, ['6 dependency-unknown']);
      await type(document, 'title: Second', 'title: Second: of two');
      await type(document, 'status: active\n', '');
      await told(second, ['1 status-missing', '3 front-matter-yaml', '5 dependency-unknown']);
      await apply(await fixes(document, 2), 'Quote the title');
      assert.match(document.getText(), /\ntitle: "Second: of two"\npriority: low\n/);
      await told(second, ['1 status-missing', '5 dependency-unknown']);
      await apply(await fixes(document, 0), 'Set status: backlog');
      await told(second, ['5 dependency-unknown']);
      await type(document, 'depends_on: TASK-404', 'depends_on: TASK-9931');
      await told(second, []);
      await type(document, 'title: "Second: of two"', 'title: Second: of two');
      await type(document, '- [ ] One', '- [] One');
      await told(second, ['3 front-matter-yaml', '9 criteria-missing', '11 box-malformed']);
      await apply(await fixes(document, 2), 'Fix all in this file (2)');
      await told(second, []);
      assert.match(document.getText(), /\ntitle: "Second: of two"\n[\s\S]*\n- \[ \] One\n$/);
    });
    await eventually(
      'the end of the diagnostics',
      () => problems(faulty),
      (now) => now.length === 0,
    );
  });

  it('explains and opens ids', async () => {
    await inQueue(async () => {
      const document = await open(second);
      const at = (text: string, into?: number) => placeOf(document, text, into);
      const hover = async (place: Position) => {
        const found = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, place);
        return found
          .flatMap(({ contents }) => contents)
          .map((content) => (content instanceof MarkdownString ? content.value : String(content)))
          .join('\n');
      };
      const id = await eventually(
        'the hover of an id',
        () => hover(at('TASK-9931')),
        (text) => text !== '',
      );
      assert.match(id, /TASK\\-9931 First/);
      assert.match(id, /ready · low · 1 of 2/);
      assert.match(await hover(at('depends_on')), /have to be done first/);
      assert.match(await hover(at('priority: low', 11)), /P3/);
      assert.equal(await hover(at('Acceptance')), '');
      const links = await commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', document.uri, 10);
      assert.deepEqual(
        links.map(({ target }) => target?.fsPath),
        [uriOf(first).fsPath],
      );
      const action = await commands.executeCommand<DocumentLink[]>(
        'vscode.executeLinkProvider',
        (await open(instructions)).uri,
        10,
      );
      assert.equal(action[0]?.target?.fsPath, uriOf(first).fsPath);
      const places = await commands.executeCommand<Location[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        at('TASK-9931'),
      );
      assert.deepEqual(
        places.map(({ uri }) => uri.fsPath),
        [uriOf(first).fsPath],
      );
    });
  });

  it('of the standard layout has the same, in each of its files', async () => {
    await inQueue(async () => {
      const shown = await eventually(
        'lenses',
        () => lenses(steps),
        (found) => found.length > 0,
      );
      const each = ['3 Show Changes', '3 Reopen…', '4 $(play) Run This Criterion', '4 Mark Done by Hand…'];
      assert.deepEqual(titlesOf(shown).slice(-4), workspace.isTrusted ? each : ['1 1 of 2']);
      const document = await open(steps);
      const links = await commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', document.uri, 10);
      assert.deepEqual(
        links.map(({ target }) => target?.fsPath),
        [uriOf(first).fsPath],
      );
      await told(report, []);
      await type(await open(report), '"high"', '"soon"');
      await told(report, ['1 priority-unknown']);
    });
  });

  it('completes fields, values, ids and a new task, and no other file does', async () => {
    const empty = 'tasks/backlog/TASK-9934.md';
    await inQueue(async () => {
      await withFiles({ [empty]: '', 'words.md': 'TASK-\n' }, async () => {
        const labels = async (file: string, place: (document: TextDocument) => Position) => {
          const document = await open(file);
          const { items } = await commands.executeCommand<CompletionList>(
            'vscode.executeCompletionItemProvider',
            document.uri,
            place(document),
          );
          return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
        };
        const values = await labels(second, (document) => placeOf(document, 'status: ', 8));
        assert.deepEqual(values.slice(0, 2), ['backlog', 'active']);
        const keys = await labels(second, (document) => placeOf(document, 'depends_on', 3));
        assert.ok(
          ['depends_on', 'labels', 'verify'].every((key) => keys.includes(key)),
          keys.join(),
        );
        // Those that stand there already are not offered twice.
        assert.ok(!keys.includes('status') && !keys.includes('priority'), keys.join());
        const ids = await labels(second, (document) => placeOf(document, 'TASK-9931', 5));
        assert.ok(ids.includes('TASK-9931') && ids.includes('TASK-9933') && !ids.includes('TASK-9932'));
        assert.equal((await labels(empty, () => new Position(0, 0)))[0], 'New task');
        assert.ok(!(await labels('words.md', () => new Position(0, 5))).includes('TASK-9931'));
      });
    });
  });

  it('shows what the commit for a criterion changed', async function () {
    if (!workspace.isTrusted) this.skip();
    const git = (...args: string[]) => execFileSync('git', args, { cwd: openFolder(), encoding: 'utf8' }).trim();
    const before = git('rev-parse', 'HEAD');
    await inQueue(async () => {
      try {
        const message = 'feat(TASK-9931): One\n\nCriterion: One\n\nDone.\n\n';
        const trailers = 'Task: TASK-9931\nRun: aaaaaaaa-0c62-4f9e-9a42-0f8f4f5c1b2a';
        git('add', first);
        git('commit', '--quiet', '--message', `${message}${trailers}`, '--', first);
        const criterion = { group: [], ordinal: 0, text: 'One' };
        const reference = { repository: openFolder(), itemId: 'TASK-9931', file: first, criterion };
        await commands.executeCommand(commandIds.showChanges, reference);
        await eventually(
          'the tab of the changes',
          () => window.tabGroups.activeTabGroup.activeTab?.label ?? '',
          (label) => label.startsWith('TASK-9931: One (1 commit)'),
        );
      } finally {
        git('reset', '--quiet', before);
      }
    });
  });
});
