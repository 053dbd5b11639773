/** `show` on real files. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../../../src/cli/run-cli.ts';
import { createTestHost } from '../../support/cli-host.ts';
import { type FreshRepository, freshRepository } from '../../support/fresh-repository.ts';

const taskText = (id: string, title: string, ...fields: readonly string[]) =>
  `---\nid: ${id}\ntitle: ${title}\nstatus: active\npriority: high\n${fields.map((field) => `${field}\n`).join('')}---\n## Acceptance Criteria\n\n- [ ] Do it\n`;

let repository: FreshRepository;
beforeAll(() => {
  repository = freshRepository({
    'tasks/active/TASK-001.md': taskText('TASK-001', 'Move the shop', 'depends_on: BUG-003'),
    'tasks/active/TASK-002.md': taskText('TASK-002', 'One'),
    'tasks/backlog/TASK-002.md': taskText('TASK-002', 'Other'),
    'tasks/completed/TASK-004.md': taskText('TASK-004', 'Old'),
    'bugs/BUG-003-leak/bug_report.json':
      '{\n  "bug_id": "BUG-003",\n  "title": "It leaks",\n  "status": "new",\n  "priority": "P1"\n}\n',
    'bugs/BUG-003-leak/TASKS.md': '# Tasks\n\n## Implementation\n\n- [x] Find it\n- [ ] Close it\n',
    'human-actions/ACTION-001-key/action_report.json':
      '{"title": "Rotate the key", "status": "pending", "blocking_items": ["BUG-003"]}',
  });
});
afterAll(() => repository.remove());

const show = (...args: readonly string[]) => showFrom('', ...args);

async function showFrom(folder: string, ...args: readonly string[]) {
  const host = createTestHost({ cwd: join(repository.root, folder) });
  const code = await runCli(['show', ...args], host);
  return { code, out: host.out(), err: host.err() };
}

test('a task as people read it', async () => {
  const { code, out, err } = await show('task-1');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('TASK-001  Move the shop\n  blocked  Waits for BUG-003 (1 open criterion).\n');
  expect(out).toContain('  ← BUG-003  open  It leaks (depends_on, line 6)\n');
});

test.each([
  ['TASK-001', { kind: 'task', state: 'blocked', criteria: [{ text: 'Do it', line: 10 }] }],
  ['TASK-004', { kind: 'task', state: 'ended', folder: 'completed' }],
  [
    'BUG-003',
    {
      ...{ kind: 'task', layout: 'standard', state: 'blocked', blocked_by: ['ACTION-001'], status: 'new' },
      ...{ file: 'bugs/BUG-003-leak/TASKS.md', report_file: 'bugs/BUG-003-leak/bug_report.json' },
      fields: [
        { key: 'bug_id', value: '"BUG-003"', line: 2 },
        { key: 'title', value: '"It leaks"', line: 3 },
        { key: 'status', value: '"new"', line: 4 },
        { key: 'priority', value: '"P1"', line: 5 },
      ],
      downstream: [{ id: 'TASK-001' }],
    },
  ],
  [
    'ACTION-001',
    { kind: 'human_action', blocking_items: [{ id: 'BUG-003', state: 'open' }], effective_urgency: 'high' },
  ],
])('%s as JSON', async (id, expected) => {
  const { code, out } = await show(id, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject(expected);
});

test.each([
  ['', 'tasks/active/TASK-001.md', 'TASK-001  Move the shop'],
  ['', './tasks/active/TASK-001.md', 'TASK-001  Move the shop'],
  ['', 'TASK-004.md', 'TASK-004  Old'],
  ['', 'BUG-003-leak', 'BUG-003  It leaks'],
  ['', 'bugs/BUG-003-leak/', 'BUG-003  It leaks'],
  ['', 'bugs/BUG-003-leak/bug_report.json', 'BUG-003  It leaks'],
  ['', 'ACTION-001-key', 'ACTION-001  Rotate the key'],
  ['', 'tasks/backlog/TASK-002.md', 'TASK-002  Other'],
  ['tasks/active', 'TASK-002.md', 'TASK-002  One'],
  ['tasks/active', '../backlog/TASK-002.md', 'TASK-002  Other'],
  ['tasks/active', 'tasks/backlog/TASK-002.md', 'TASK-002  Other'],
])('from "%s", %s means one item', async (folder, name, first) => {
  const { code, out, err } = await showFrom(folder, name);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`${first}\n`);
});

test.each([
  [
    '../../etc/passwd',
    '"../../etc/passwd" is not a task id, and no file or folder of a task. Give the id, for example',
  ],
  ['001', '"001" is not a task id. Did you mean TASK-001 or ACTION-001?'],
  ['#3', '"#3" is not a task id. Did you mean BUG-003?'],
  ['77', '"77" is not a task id, and no file or folder of a task.'],
  ['TASK-002.md', '"TASK-002.md" is not a task id, and no file or folder'],
  ['tasks/active', '"tasks/active" is not a task id, and no file or folder'],
  ['TASK-009', 'There is no task TASK-009. Open tasks: TASK-002, TASK-001, BUG-003.'],
  ['TASK-002', 'TASK-002 is the id of several tasks: tasks/active/TASK-002.md, tasks/backlog/TASK-002.md.'],
])('%s is refused with what to do', async (id, words) => {
  const { code, out, err } = await show(id);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(`agent-toolkit: ${words}`);
});
