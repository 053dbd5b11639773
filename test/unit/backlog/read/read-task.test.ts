import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTask, stateFilesOf } from '../../../../src/backlog/read/read-task.ts';
import type { Task } from '../../../../src/backlog/task.ts';
import { item } from '../standard/item-sketch.ts';
import { task, taskText } from '../task-text.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-read-task-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

async function read(of: Task) {
  const reading = await readTask(root, of);
  if ('problem' in reading) return reading.problem.message;
  const { task: found, files, context } = reading;
  return { found: `${found.id} in ${found.file}`, files: files.map(({ file }) => file), context };
}

const folder = 'bugs/BUG-007-logins-time-out';
const report = '{"bug_id": "BUG-007", "title": "Logins time out", "status": "new"}\n';

test('a task of one file is that file', async () => {
  const sketch = { id: 'TASK-001' };
  write({ 'tasks/active/TASK-001.md': taskText(sketch) });
  const reading = await readTask(root, task(sketch));
  expect(reading).toMatchObject({ files: [{ file: 'tasks/active/TASK-001.md', text: taskText(sketch) }], context: [] });
});

test('an item is its criteria and its JSON file; the other files say what it is about', async () => {
  write({
    [`${folder}/bug_report.json`]: report,
    [`${folder}/TASKS.md`]: '- [ ] Do it\n',
    [`${folder}/PROMPT.md`]: '# BUG-007\n',
    [`${folder}/PLAN.md`]: '# Plan\n',
    [`${folder}/notes.txt`]: 'mine\n',
  });
  expect(await read(item({}))).toEqual({
    found: `BUG-007 in ${folder}/TASKS.md`,
    files: [`${folder}/TASKS.md`, `${folder}/bug_report.json`],
    context: [`${folder}/PROMPT.md`, `${folder}/PLAN.md`],
  });
});

test('an item is read as it is now, wherever its criteria are by then', async () => {
  write({ [`${folder}/PROMPT.md`]: '## Acceptance Criteria\n- [ ] Do it\n' });
  expect(await read(item({}))).toEqual({
    found: `BUG-007 in ${folder}/PROMPT.md`,
    files: [`${folder}/PROMPT.md`],
    context: [],
  });
});

test.each<[string, Readonly<Record<string, string | Buffer>>, Task, string]>([
  ['a task file that is gone', {}, task({ id: 'TASK-001' }), 'tasks/active/TASK-001.md cannot be read (ENOENT).'],
  ['an item that is gone', {}, item({}), `${folder} no longer holds BUG-007.`],
  [
    'an item with one file that is no text, also beside others that are',
    { [`${folder}/PROMPT.md`]: '## Acceptance Criteria\n- [x] A\n', [`${folder}/TASKS.md`]: Buffer.from([0, 1]) },
    item({}),
    `${folder}/TASKS.md holds NUL bytes; it is no text.`,
  ],
])('%s is a problem', async (_, files, of, message) => {
  write(files);
  expect(await read(of)).toBe(message);
});

test('the state of an item without a JSON file is in the file of its criteria alone', () => {
  expect(stateFilesOf(item({ report: null, tasks: '- [ ] A\n' }))).toEqual([`${folder}/TASKS.md`]);
  expect(stateFilesOf(item({ tasks: '- [ ] A\n' }))).toEqual([`${folder}/TASKS.md`, `${folder}/bug_report.json`]);
});
