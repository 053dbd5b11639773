import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import { BacklogReader } from '../../../../src/backlog/read/backlog-reader.ts';
import { readBacklog } from '../../../../src/backlog/read/read.ts';
import { taskText } from '../task-text.ts';

let base: string;
let root: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-stray-')));
  root = join(base, 'repository');
  write({ 'tasks/active/TASK-001.md': taskText({ id: 'TASK-001' }) });
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

const messages = async () => (await readBacklog(root)).problems.map(({ message }) => message);
const nowhere = 'lies in no folder that is read';

test.each<[string, string, string]>([
  [
    'tasks/TASK-010.md',
    taskText({ id: 'TASK-010' }),
    `looks like a task (TASK-010) and ${nowhere}; move it to tasks/active/.`,
  ],
  [
    'tasks/plan.md',
    taskText({ id: 'task-011' }),
    `looks like a task (task-011) and ${nowhere}; move it to tasks/active/.`,
  ],
  ['tasks/TASK-012-notes.md', 'Prose.', `looks like a task (TASK-012) and ${nowhere}; move it to tasks/active/.`],
  [
    'tasks/doing/BUG-013.md',
    '# No front matter',
    `looks like a task (BUG-013) and ${nowhere}; move it to tasks/active/.`,
  ],
  [
    'tasks/old/2025/05/TASK-015.md',
    '---\nstatus: done\n---\n',
    `looks like a task (TASK-015) and ${nowhere}; move it to tasks/completed/.`,
  ],
  [
    'tasks/old/TASK-016.md',
    '---\nstatus: cancelled\n---\n',
    `looks like a task (TASK-016) and ${nowhere}; move it to tasks/deprecated/.`,
  ],
  ['tasks/backlog/web/TASK-017.md', '', `looks like a task (TASK-017) and ${nowhere}; move it to tasks/backlog/.`],
  ['tasks/completed/2025/TASK-018.md', '', `looks like a task (TASK-018) and ${nowhere}; move it to tasks/completed/.`],
  [
    'tasks/active/TASK-019.markdown',
    '',
    'looks like a task (TASK-019) and does not end in .md; move it to tasks/active/TASK-019.md.',
  ],
  [
    'tasks/later/TASK-020.MARKDOWN',
    '',
    `looks like a task (TASK-020) and ${nowhere}; move it to tasks/active/TASK-020.md.`,
  ],
])('%s is told', async (file, text, rest) => {
  write({ [file]: text });
  const backlog = await readBacklog(root);
  expect(backlog.problems).toEqual([
    {
      ...{ file, range: { start: 0, end: 1 }, severity: 'warning', code: 'misplaced' },
      message: `${file} ${rest}`,
    },
  ]);
  expect(backlog.tasks.map(({ id }) => id)).toEqual(['TASK-001']);
  expect(buildQueue(backlog).warnings).toEqual([`${file} ${rest}`]);
});

test.each<[string, string]>([
  ['tasks/README.md', taskText({ id: 'TASK-001' })],
  ['tasks/index.md', taskText({ id: 'TASK-001' })],
  ['tasks/TEMPLATE.md', taskText({ id: 'TASK-001' })],
  ['tasks/task-template.md', taskText({ id: 'TASK-001' })],
  ['tasks/TASK-TEMPLATE.md', taskText({ id: 'TASK-001' })],
  ['tasks/TASK-000.md', taskText({ id: 'TASK-000' })],
  ['tasks/TASK-NNN.md', taskText({ id: 'TASK-NNN' })],
  ['tasks/_draft.md', taskText({ id: 'TASK-002' })],
  ['tasks/.obsidian/TASK-002.md', taskText({ id: 'TASK-002' })],
  ['tasks/templates/TASK-001.md', taskText({ id: 'TASK-001' })],
  ['tasks/notes.md', '# How we work\n\nTASK-001 is an example.'],
  ['tasks/release.md', taskText({ id: 'RFC-7231' })],
  ['tasks/release-2024.md', 'Prose.'],
  ['tasks/docs/TASK-002.txt', taskText({ id: 'TASK-002' })],
  ['tasks/active/notes.markdown', '# Notes'],
  ['tasks/main.yml', '- name: x'],
  ['tasks/docs/binary.md', Buffer.from([0, 1]).toString('latin1')],
  ['tasks/a/b/c/d/e/TASK-002.md', taskText({ id: 'TASK-002' })],
  ['docs/TASK-002.md', taskText({ id: 'TASK-002' })],
])('%s is silent', async (file, text) => {
  write({ [file]: text });
  expect(await messages()).toEqual([]);
});

test('links are not followed, so that nothing is told twice or from elsewhere', async () => {
  mkdirSync(join(base, 'elsewhere'));
  writeFileSync(join(base, 'elsewhere/TASK-050.md'), taskText({ id: 'TASK-050' }));
  symlinkSync('active', join(root, 'tasks/current'));
  symlinkSync('..', join(root, 'tasks/active/up'));
  symlinkSync('../../elsewhere', join(root, 'tasks/there'));
  expect(await messages()).toEqual([]);
});

test('many folders of other things are not walked through', async () => {
  for (let index = 0; index < 400; index += 1) mkdirSync(join(root, `tasks/things/${index}`), { recursive: true });
  for (let index = 0; index < 400; index += 1) writeFileSync(join(root, `tasks/things/${index}/TASK-9.md`), '');
  const found = await messages();
  expect(found.length).toBeGreaterThan(100);
  expect(found.length).toBeLessThanOrEqual(200);
});

test('a file that is moved to where it belongs is a task at the next reading', async () => {
  write({ 'tasks/doing/plan.md': taskText({ id: 'TASK-002' }) });
  await sleep(130);
  const reader = new BacklogReader(root);
  const before = await reader.read();
  expect(before.misplaced?.map(({ id }) => id)).toEqual(['TASK-002']);
  expect(await reader.read()).toBe(before);
  renameSync(join(root, 'tasks/doing/plan.md'), join(root, 'tasks/active/TASK-002.md'));
  const after = await reader.read();
  expect(after.tasks.map(({ id }) => id)).toEqual(['TASK-001', 'TASK-002']);
  expect(after).not.toHaveProperty('misplaced');
});

test('what waits for a misplaced task is told where it lies', async () => {
  write({
    'tasks/TASK-002.md': taskText({ id: 'TASK-002' }),
    'tasks/active/TASK-003.md': taskText({ id: 'TASK-003', fields: ['depends_on: TASK-002'] }),
  });
  const { entries, warnings } = buildQueue(await readBacklog(root));
  expect(entries.at(-1)?.explanation).toBe('Waits for TASK-002 (its file is not read).');
  expect(warnings).toContain(
    `TASK-003 depends on TASK-002, whose file is not read. tasks/TASK-002.md looks like a task (TASK-002) and ${nowhere}; move it to tasks/active/.`,
  );
});
