import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { queueText } from '../../../src/editor/queue-text.ts';
import { RepositoryQueues } from '../../../src/editor/repository-queue.ts';
import { queueState } from './queue-fixture.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
  await mkdir(join(root, '.git'));
  await writeFile(join(root, '.git/HEAD'), 'ref: refs/heads/main\n');
});
afterEach(() => rm(root, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
}

test('a folder in no git repository says so above its tasks, until it is one', async () => {
  await rm(join(root, '.git'), { recursive: true });
  const queues = new RepositoryQueues();
  const first = async () => queueText(queueState([await queues.read({ root, name: 'shop' })])).split('\n')[0];
  expect(await first()).toBe('');
  await write({ 'tasks/active/TASK-001.md': '---\nid: TASK-001\ntitle: A\nstatus: active\n---\n' });
  expect(await first()).toContain('No git repository');
  await mkdir(join(root, '.git'));
  await writeFile(join(root, '.git/HEAD'), 'ref: refs/heads/main\n');
  expect(await first()).toBe('Ready 1');
});

test('what would turn the direction of a row is left out', async () => {
  const text =
    '---\nid: TASK-001\ntitle: "Delete \u202eelif\u202c"\nstatus: active\n---\n\n## Acceptance Criteria\n\n- [ ] A \u2066B\n';
  await write({ 'tasks/active/TASK-001.md': text });
  const shown = queueText(queueState([await new RepositoryQueues().read({ root, name: 'shop' })]));
  expect(shown).toContain('Delete elif');
  expect(shown).toContain('A B');
});

test('task files become rows', async () => {
  await write({
    'tasks/active/TASK-001.md':
      '---\nid: TASK-001\ntitle: Raise the replicas\nstatus: active\npriority: high\n---\n\n## Acceptance Criteria\n\n' +
      '- [x] Read\n- [ ] Change\n\n### Rollout\n\n- [ ] Deploy\n  - [x] Staging\n  - [ ] Production\n',
    'tasks/active/TASK-002.md':
      '---\nid: TASK-002\ntitle: Watch\nstatus: active\npriority: medium\nverify: none\ndepends_on: TASK-001\n---\n\n## Acceptance Criteria\n\n- [ ] Look\n',
    'tasks/completed/TASK-003.md': '---\nid: TASK-003\ntitle: Before\nstatus: completed\npriority: low\n---\n',
  });
  const queue = await new RepositoryQueues().read({ root, name: 'shop' });
  expect(queueText(queueState([queue])).split('\n')).toEqual([
    'Ready 1',
    '  [ready] TASK-001 next · 2/4 · Raise the replicas · high',
    '    [done] Read',
    '    [open] Change',
    '    Rollout 0/1',
    '      [open] Deploy',
    '        [done] Staging',
    '        [open] Production',
    'Blocked 1',
    expect.stringMatching(/^ {2}\[blocked\] TASK-002 0\/1 · Watch · medium · .*TASK-001/),
    '    Waits for TASK-001 Raise the replicas',
    '    [open] Look',
    'Completed 1',
    '  [completed] TASK-003 no criteria · Before',
  ]);
  expect(queue.tasks.map(({ usesCluster }) => usesCluster)).toEqual([true, false, true]);
});

test('what is executed is numbered as a run counts it', async () => {
  await write({
    'tasks/active/TASK-001.md':
      '---\nid: TASK-001\n---\n## Acceptance Criteria\n- [ ] A\n- [ ] B\n  - [ ] C\n  - [ ] D\n- [ ] E\n',
  });
  const [task] = (await new RepositoryQueues().read({ root, name: 'shop' })).tasks;
  const numbers = task?.criteria.map(({ index, children }) => [index, ...children.map((child) => child.index)]);
  expect(numbers).toEqual([[0], [undefined, 1, 2], [3]]);
});

test('a folder that is gone is said, not thrown', async () => {
  const queue = await new RepositoryQueues().read({ root: join(root, 'gone'), name: 'gone' });
  expect(queue).toMatchObject({ tasks: [], error: expect.stringContaining('The tasks cannot be read: ENOENT') });
});

test('human actions say in words when they are done by themselves, and whether a command is among it', async () => {
  const untils = ['{"dns": "a.example"}', '[{"secret": "shop/db"}, {"command": "true"}]', '"soon"', 'null'];
  for (const [index, until] of untils.entries()) {
    await write({ [`human-actions/ACTION-00${index + 1}-a/action_report.json`]: `{"title": "A", "until": ${until}}` });
  }
  const { actions } = await new RepositoryQueues().read({ root, name: 'shop' });
  expect(actions.map(({ id, until, runsCommand }) => [id, until, runsCommand])).toEqual([
    ['ACTION-001', 'a.example resolves', undefined],
    ['ACTION-002', 'Secret shop/db exists and `true` exits with 0', true],
    ['ACTION-003', '', undefined],
    ['ACTION-004', undefined, undefined],
  ]);
});

test('what a reading found is known until there is something else; nothing of a repository that cannot be read', async () => {
  const queues = new RepositoryQueues();
  expect(queues.known(root)).toBeUndefined();
  await write({ 'tasks/active/TASK-001.md': '---\nid: TASK-001\ntitle: One\nstatus: active\npriority: low\n---\n' });
  await queues.read({ root, name: 'shop' });
  const known = queues.known(root);
  expect(known?.backlog.tasks.map(({ id }) => id)).toEqual(['TASK-001']);
  await write({ 'tasks/active/TASK-002.md': '---\nid: TASK-002\ntitle: Two\nstatus: active\npriority: low\n---\n' });
  await queues.read({ root, name: 'shop' });
  expect(queues.known(root)?.queue.entries).toHaveLength(2);
  await queues.read({ root: join(root, 'gone'), name: 'gone' });
  expect(queues.known(join(root, 'gone'))).toBeUndefined();
});

test('a queue without a change is the same object; after one, what it does not concern is', async () => {
  const queues = new RepositoryQueues();
  const folder = { root, name: 'shop' };
  const text = (id: string, rest: string) => `---\nid: ${id}\ntitle: ${id}\nstatus: active\npriority: low\n${rest}`;
  await write({
    'tasks/active/TASK-001.md': text('TASK-001', '---\n'),
    'tasks/active/TASK-002.md': text('TASK-002', 'depends_on: TASK-003\n---\n'),
    'tasks/active/TASK-003.md': text('TASK-003', '---\n'),
    'tasks/active/TASK-004.md': text('TASK-004', '---\n'),
    'tasks/completed/TASK-005.md': text('TASK-005', '---\n'),
  });
  // The times of files that were just written say nothing yet.
  let first = await queues.read(folder);
  const isSameAgain = async () => {
    const before = first;
    first = await queues.read(folder);
    return first === before;
  };
  await expect.poll(isSameAgain).toBe(true);
  expect((await queues.read({ root, name: 'renamed' })).name).toBe('renamed');
  await write({ 'tasks/active/TASK-003.md': text('TASK-003', '---\n\n## Acceptance Criteria\n\n- [ ] More\n') });
  const second = await queues.read(folder);
  const before = new Map(first.tasks.map((task) => [task.id, task]));
  const again = second.tasks.filter((task) => before.get(task.id) === task).map(({ id }) => id);
  expect(again).toContain('TASK-001');
  expect(again).toContain('TASK-004');
  expect(again).toContain('TASK-005');
  expect(again).not.toContain('TASK-003');
  expect(second.tasks.find(({ id }) => id === 'TASK-003')?.total).toBe(1);
});

test('many archived tasks are left out at first, and counted; the next reading has them', async () => {
  const open = '---\nid: TASK-001\ntitle: A\nstatus: active\npriority: low\ndepends_on: TASK-1001\n---\n';
  const archived = Array.from({ length: 600 }, (_, place) => {
    const id = `TASK-${1000 + place}`;
    return [`tasks/completed/${id}.md`, `---\nid: ${id}\ntitle: Old\nstatus: done\npriority: low\n---\n`];
  });
  await write({ 'tasks/active/TASK-001.md': open, ...Object.fromEntries(archived) });
  const queues = new RepositoryQueues();
  const first = await queues.read({ root, name: 'shop' });
  expect(first).toMatchObject({ unread: 600, tasks: [{ id: 'TASK-001', state: 'ready' }] });
  // What is made of it would take an archived task for one without criteria.
  expect(queues.known(root)).toBeUndefined();
  const second = await queues.read({ root, name: 'shop' });
  expect(queues.known(root)?.backlog.tasks).toHaveLength(601);
  expect(second.unread).toBeUndefined();
  expect(second.tasks).toHaveLength(601);
  expect(second.tasks[0]).toEqual(first.tasks[0]);
});
