import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LiveFiles, type OpenText } from '../../../../src/editor/language/live-files.ts';
import { taskText } from '../../backlog/task-text.ts';

let root: string;
const open = new Map<string, string>();
const files = () =>
  new LiveFiles({
    roots: () => [root, join(root, 'inner')],
    known: () => undefined,
    openText: (path) => open.get(path),
  });

function document(file: string, text: string, more: Partial<OpenText> = {}): OpenText {
  return { uri: { scheme: 'file', fsPath: join(root, ...file.split('/')) }, version: 1, getText: () => text, ...more };
}

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-live-')));
  mkdirSync(join(root, 'bugs/BUG-001-leak'), { recursive: true });
  writeFileSync(join(root, 'bugs/BUG-001-leak/bug_report.json'), '{"id": "BUG-001", "title": "Leak", "status": "new"}');
  writeFileSync(join(root, 'bugs/BUG-001-leak/TASKS.md'), '- [ ] Old\n');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each([
  ['a task file', 'tasks/active/TASK-001.md', 'task in the outer repository'],
  ['one of a repository inside', 'inner/tasks/active/TASK-001.md', 'task in the inner repository'],
  ['a file of no queue', 'README.md', 'nothing'],
  ['a file beside the repository', '../tasks/active/TASK-001.md', 'nothing'],
])('%s is placed', (_, file, placed) => {
  const at = files().placeOf(document(file, ''));
  const where = at?.root === root ? 'outer' : 'inner';
  expect(at === undefined ? 'nothing' : `${at.place.kind} in the ${where} repository`).toBe(placed);
});

test('a document that is no file on disk is none of the queue', () => {
  const { uri } = document('tasks/active/TASK-001.md', '');
  expect(files().placeOf({ uri: { ...uri, scheme: 'git' } })).toBeUndefined();
});

test('a task is read once for each version of its text', async () => {
  const all = files();
  const text = taskText({ id: 'TASK-001' });
  const one = document('tasks/active/TASK-001.md', text);
  const first = await all.read(one);
  expect(first?.work?.task?.id).toBe('TASK-001');
  expect((await all.read(one))?.work).toBe(first?.work);
  const state = { ...one, version: 1 };
  await all.read(state);
  state.version = 2;
  state.getText = () => taskText({ id: 'TASK-001', title: 'Other' });
  expect((await all.read(state))?.work?.task?.title).toBe('Other');
});

test('an item is read from the text in the editor, and its other files from where they are newest', async () => {
  const tasks = document('bugs/BUG-001-leak/TASKS.md', '- [ ] New\n- [x] Done\n');
  const live = await files().read(tasks);
  expect(live?.work?.task).toMatchObject({ id: 'BUG-001', title: 'Leak', status: 'new' });
  expect(live?.work?.task?.criteria.map(({ text }) => text)).toEqual(['New', 'Done']);
  open.set(join(root, 'bugs/BUG-001-leak/bug_report.json'), '{"id": "BUG-001", "title": "Unsaved", "status": "new"}');
  expect((await files().read(tasks))?.work?.task?.title).toBe('Unsaved');
});
