/** Re-scans: only what changed is read again, and nothing that changed is missed. Real files, real git. */
import { linkSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BacklogReader } from '../../../../src/backlog/read/backlog-reader.ts';
import type { Backlog } from '../../../../src/backlog/task.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';
import { taskText } from '../task-text.ts';

/** Longer than a file counts as too fresh to be trusted. */
const settled = 130;

let repository: TemporaryRepository;
let reader: BacklogReader;

beforeEach(async () => {
  repository = temporaryRepository({
    'tasks/active/TASK-001.md': taskText({ id: 'TASK-001', title: 'One' }),
    'tasks/active/TASK-002.md': taskText({ id: 'TASK-002', title: 'Two' }),
    'tasks/backlog/TASK-003.md': taskText({ id: 'TASK-003', title: 'Three' }),
    'bugs/BUG-001-web/bug_report.json': JSON.stringify({
      bug_id: 'BUG-001',
      title: 'Web',
      status: 'new',
      priority: 'P1',
    }),
    'bugs/BUG-001-web/TASKS.md': '# Tasks\n\n- [ ] Mend it\n',
    'human-actions/ACTION-001-key/action_report.json': JSON.stringify({ title: 'Key', status: 'pending' }),
  });
  await sleep(settled);
  reader = new BacklogReader(repository.root);
});
afterEach(() => repository.remove());

/** `id folder title open/all` of each task, in the order of the files. */
function sketch({ tasks }: Backlog): string[] {
  return tasks.map(({ id, folder, title, criteria }) => {
    return `${id} ${folder} ${title} ${criteria.filter(({ state }) => state === 'open').length}/${criteria.length}`;
  });
}

const path = (file: string) => join(repository.root, file);
const first = [
  'TASK-001 active One 1/1',
  'TASK-002 active Two 1/1',
  'TASK-003 backlog Three 1/1',
  'BUG-001 active Web 1/1',
];

test('a backlog in which nothing changed is the same object', async () => {
  const one = await reader.read();
  expect(sketch(one)).toEqual(first);
  expect(await reader.read()).toBe(one);
});

test('after one change, only that task is a new object', async () => {
  const one = await reader.read();
  repository.write('tasks/active/TASK-002.md', taskText({ id: 'TASK-002', title: 'Zwei' }));
  const two = await reader.read();
  expect(two.tasks[1]?.title).toBe('Zwei');
  expect(two.tasks.map((task, index) => task === one.tasks[index])).toEqual([true, false, true, true]);
});

test.each([
  [
    'an edit of the same size with the old time put back',
    () => {
      const file = path('tasks/active/TASK-001.md');
      const { atime, mtime } = statSync(file);
      writeFileSync(file, taskText({ id: 'TASK-001', title: 'Uno' }));
      utimesSync(file, atime, mtime);
    },
    ['TASK-001 active Uno 1/1', ...first.slice(1)],
  ],
  [
    'a move to another folder',
    () => {
      mkdirSync(path('tasks/completed'));
      renameSync(path('tasks/active/TASK-001.md'), path('tasks/completed/TASK-001.md'));
    },
    ['TASK-002 active Two 1/1', 'TASK-003 backlog Three 1/1', 'TASK-001 completed One 1/1', 'BUG-001 active Web 1/1'],
  ],
  [
    'two files that change places',
    () => {
      renameSync(path('tasks/active/TASK-001.md'), path('tasks/x'));
      renameSync(path('tasks/active/TASK-002.md'), path('tasks/active/TASK-001.md'));
      renameSync(path('tasks/x'), path('tasks/active/TASK-002.md'));
    },
    ['TASK-002 active Two 1/1', 'TASK-001 active One 1/1', ...first.slice(2)],
  ],
  [
    'a file that is removed and made again',
    () => {
      rmSync(path('tasks/backlog/TASK-003.md'));
      writeFileSync(path('tasks/backlog/TASK-003.md'), taskText({ id: 'TASK-003', title: 'Again' }));
    },
    [...first.slice(0, 2), 'TASK-003 backlog Again 1/1', ...first.slice(3)],
  ],
  [
    'a file that is gone',
    () => rmSync(path('tasks/active/TASK-002.md')),
    first.filter((line) => !line.includes('Two')),
  ],
  [
    'one file of an item',
    () => writeFileSync(path('bugs/BUG-001-web/TASKS.md'), '# Tasks\n\n- [x] Mend it\n- [ ] Prove it\n'),
    [...first.slice(0, 3), 'BUG-001 active Web 1/2'],
  ],
  [
    'a new item',
    () =>
      repository.write('features/FEAT-002-dark/feature_request.json', '{"feature_id": "FEAT-002", "title": "Dark"}'),
    [...first, 'FEAT-002 active Dark 0/0'],
  ],
  [
    'a file that becomes a link to another one inside the repository',
    () => {
      rmSync(path('tasks/active/TASK-002.md'));
      symlinkSync('../backlog/TASK-003.md', path('tasks/active/TASK-002.md'));
    },
    ['TASK-001 active One 1/1', 'TASK-003 active Three 1/1', ...first.slice(2)],
  ],
  [
    'a file in the place of the folder of an item',
    () => {
      rmSync(path('bugs/BUG-001-web'), { recursive: true });
      writeFileSync(path('bugs/BUG-001-web'), 'no folder');
    },
    first.slice(0, 3),
  ],
])('%s is seen', async (_name, change, expected) => {
  await reader.read();
  change();
  expect(sketch(await reader.read())).toEqual(expected);
  expect(sketch(await reader.read())).toEqual(expected);
});

test('a file that becomes a folder, or a link out of the repository, is a problem and no task', async () => {
  await reader.read();
  rmSync(path('tasks/active/TASK-001.md'));
  mkdirSync(path('tasks/active/TASK-001.md'));
  rmSync(path('tasks/active/TASK-002.md'));
  symlinkSync('/etc/hostname', path('tasks/active/TASK-002.md'));
  const { tasks, problems } = await reader.read();
  expect(tasks.map(({ id }) => id)).toEqual(['TASK-003', 'BUG-001']);
  expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual([
    'tasks/active/TASK-001.md file-folder',
    'tasks/active/TASK-002.md file-outside',
  ]);
});

test('a checkout of another branch and back is seen', async () => {
  expect(sketch(await reader.read())).toEqual(first);
  repository.git('switch', '--quiet', '--create', 'other');
  repository.git('mv', 'tasks/active/TASK-001.md', 'tasks/backlog/TASK-001.md');
  repository.commit({ 'tasks/active/TASK-002.md': taskText({ id: 'TASK-002', title: 'Other' }) });
  const other = ['TASK-002 active Other 1/1', 'TASK-001 backlog One 1/1', ...first.slice(2)];
  expect(sketch(await reader.read())).toEqual(other);
  repository.git('switch', '--quiet', 'main');
  expect(sketch(await reader.read())).toEqual(first);
  repository.git('switch', '--quiet', 'other');
  expect(sketch(await reader.read())).toEqual(other);
});

test('an edit right after the reading is seen, however coarse the clock of the file system', async () => {
  for (let round = 0; round < 50; round += 1) {
    const title = String(round).padStart(3, '0');
    repository.write('tasks/active/TASK-001.md', taskText({ id: 'TASK-001', title }));
    expect((await reader.read()).tasks[0]?.title).toBe(title);
  }
});

test('an edit of a hard link elsewhere is seen', async () => {
  linkSync(path('tasks/active/TASK-001.md'), path('elsewhere.md'));
  await reader.read();
  writeFileSync(path('elsewhere.md'), taskText({ id: 'TASK-001', title: 'Through the link' }));
  expect((await reader.read()).tasks[0]?.title).toBe('Through the link');
});

test('who asks while a reading runs gets what was written before the asking', async () => {
  const running = reader.read();
  repository.write('tasks/active/TASK-001.md', taskText({ id: 'TASK-001', title: 'Meanwhile' }));
  const asked = await reader.read();
  await running;
  expect(asked.tasks[0]?.title).toBe('Meanwhile');
});

test('one who gives up does not end the reading of another', async () => {
  const controller = new AbortController();
  const [one, two] = [reader.read({ signal: controller.signal }), reader.read()];
  controller.abort(new Error('given up'));
  await expect(one).rejects.toThrow('given up');
  expect(sketch(await two)).toEqual(first);
});

describe('a glance', () => {
  const archive = (count: number) => {
    for (let number = 100; number < 100 + count; number += 1) {
      const sketch = { id: `TASK-${number}`, title: `Old ${number}`, folder: 'completed', status: 'done' } as const;
      repository.write(`tasks/completed/TASK-${number}.md`, taskText({ ...sketch, criteria: ['- [x] Done'] }));
    }
  };
  const archived = ({ tasks }: Backlog) => tasks.filter(({ folder }) => folder === 'completed');

  test('at a small repository reads all of it', async () => {
    archive(3);
    const { backlog, isWhole } = await reader.glance();
    expect(isWhole).toBe(true);
    expect(archived(backlog).map(({ criteria }) => criteria.length)).toEqual([1, 1, 1]);
  });

  test('at one with many archived tasks leaves their bodies out, and the next reading has them', async () => {
    archive(600);
    await sleep(settled);
    const { backlog: first, isWhole } = await reader.glance();
    expect(isWhole).toBe(false);
    expect(archived(first).map(({ id, criteria }) => `${id} ${criteria.length}`)).toContain('TASK-699 0');
    const whole = await reader.read();
    expect(archived(whole).every(({ criteria }) => criteria.length === 1)).toBe(true);
    // What was whole is not read again.
    expect(whole.tasks[0]).toBe(first.tasks[0]);
    expect(await reader.glance()).toEqual({ backlog: whole, isWhole: true });
  });

  test('gives who asks for all of it at the same time all of it', async () => {
    archive(600);
    const [{ isWhole }, whole] = await Promise.all([reader.glance(), reader.read()]);
    expect([isWhole, archived(whole).every(({ criteria }) => criteria.length === 1)]).toEqual([true, true]);
  });
});
