import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RepositoryQueues } from '../../../src/editor/repository-queue.ts';

const file = (id: string, more = '', body = '') =>
  `---\nid: ${id}\ntitle: ${id}\nstatus: active\n${more}---\n\n## Acceptance Criteria\n\n- [ ] One\n${body}`;

test('a task knows what it waits for and waited for, a merged one as the task that has its criteria now', async () => {
  const root = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
  try {
    for (const folder of ['active', 'completed']) await mkdir(join(root, 'tasks', folder), { recursive: true });
    const files = {
      'active/TASK-002': file('TASK-002', 'depends_on: [TASK-001, TASK-404, BUG-9]\n'),
      'active/TASK-003': file('TASK-003', 'depends_on: [task-2, TASK-005, ACTION-001]\n'),
      'active/TASK-004': file('TASK-004'),
      'completed/TASK-001': file('TASK-001', 'depends_on: TASK-000\n'),
      'completed/TASK-005': file('TASK-005', 'merged_into: TASK-004\n'),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(root, 'tasks', `${name}.md`), text);
    await mkdir(join(root, 'human-actions'));
    const table = '| ID | Title | Status | Urgency | Blocking |\n|---|---|---|---|---|\n';
    const rows =
      '| ACTION-001 | Order | pending | high | TASK-003 |\n| ACTION-002 | Sign | pending | high | TASK-004 |\n';
    await writeFile(join(root, 'human-actions', 'actions.md'), `# Human Actions\n\n${table}${rows}`);
    const { tasks } = await new RepositoryQueues().read({ root, name: 'shop' });
    const links = Object.fromEntries(
      tasks.map((task) => [task.id, task.links.map(({ id, state }) => `${id} ${state}`)]),
    );
    expect(links).toEqual({
      'TASK-001': ['TASK-000 met'],
      'TASK-002': ['TASK-001 met', 'TASK-404 unknown', 'BUG-9 external'],
      'TASK-003': ['TASK-002 open', 'TASK-004 open', 'ACTION-001 action'],
      'TASK-004': ['ACTION-002 action'],
      'TASK-005': [],
    });
  } finally {
    await rm(root, { recursive: true });
  }
});
