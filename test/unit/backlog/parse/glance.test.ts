/** A look at the front matter of archived tasks: the queue of the open ones is the same as with the whole files. */
import { describe, expect, test } from 'vitest';
import { glanceTask } from '../../../../src/backlog/parse/glance.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import type { Backlog, Folder, HumanAction, Task } from '../../../../src/backlog/task.ts';
import { randomOf } from '../../../support/random.ts';
import { type TaskSketch, task, taskText } from '../task-text.ts';

const archived: TaskSketch = { id: 'TASK-001', folder: 'completed', status: 'completed' };
const file = 'tasks/completed/TASK-001.md';

test('has what stands in the front matter, and nothing else', () => {
  const fields = ['created: 2026-01-05', 'labels: [web, tls]', 'merged_into: TASK-002', 'depends_on: TASK-003'];
  const text = taskText({ ...archived, fields, body: ['## Notes', '', '- STOP: look'] });
  const whole = parseTask(text, file, 'completed');
  const body = { criteria: [], checklists: undefined, dependencies: [], description: '', stop: false };
  const { checklists: _, ...expected } = { ...whole, ...body, problems: [] };
  expect(glanceTask(text, file, 'completed')).toEqual(expected);
  expect(whole).toMatchObject({ labels: ['web', 'tls'], mergedInto: 'TASK-002', created: '2026-01-05' });
});

describe('leaves to a whole reading', () => {
  const plain = taskText(archived);
  test.each<[string, string, Folder?, string?]>([
    ['a task that is open', taskText({ id: 'TASK-001' }), 'active'],
    ['an archived one that says so', taskText({ ...archived, status: 'in_progress' })],
    ['one whose status nobody knows', taskText({ ...archived, status: 'shelved' })],
    ['one that a person did', taskText({ ...archived, fields: ['type: human-action'] })],
    ['one without an id', plain.replace('id: TASK-001\n', '')],
    ['one without a title', plain.replace('title: Title of TASK-001\n', '')],
    ['one with another id than its name', plain, 'completed', 'tasks/completed/TASK-009.md'],
    ['a field that YAML cannot read', plain.replace('Title of', '"Title" of')],
    ['front matter that never ends', plain.replace('\n---\n\n', '\n\n')],
    ['no front matter', '# Notes\n\n- [ ] One\n'],
    ['lines that end in another way', plain.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${plain}`],
    ['an empty file', ''],
  ])('%s', (_what, text, folder = 'completed', path = file) => {
    expect(glanceTask(text, path, folder)).toBeUndefined();
  });
});

/** So many tasks, most of them archived in all the ways in which people do it; open ones depend on any. */
function sketches(random: () => number): TaskSketch[] {
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const some = () => `TASK-${String(1 + Math.floor(random() * 12)).padStart(3, '0')}`;
  return Array.from({ length: 14 }, (): TaskSketch => {
    const folder = one<Folder>(['active', 'backlog', 'blocked', 'completed', 'completed', 'completed', 'deprecated']);
    const fields = [
      ...(random() < 0.5 ? [`depends_on: [${some()}, ${some()}]`] : []),
      ...(random() < 0.2 ? [`merged_into: ${some()}`] : []),
      ...(random() < 0.1 ? ['type: human-action'] : []),
    ];
    return {
      ...{ id: some(), title: one(['Same title', 'Other title', `Title ${random()}`]), folder, fields },
      status: one([folder, folder, 'completed', 'cancelled', 'in_progress', 'nonsense']),
      criteria: one([['- [ ] Do it'], ['- [x] Done'], []]),
      body: one([[], ['## Dependencies', '', `- ${some()}`], ['## Notes', '', 'STOP: wait']]),
    };
  });
}

/** Actions that hold back any of the tasks, and an id or two that tasks wait for. */
function actionsOf(random: () => number): HumanAction[] {
  const id = () => `TASK-${String(1 + Math.floor(random() * 12)).padStart(3, '0')}`;
  return ['ACTION-001', 'ACTION-002', id()].map((own, index) => ({
    ...{ id: own, title: `Action ${index}`, status: random() < 0.7 ? 'pending' : 'done', blockingItems: [id(), id()] },
    ...{ urgency: random() < 0.5 ? 'low' : 'critical', file: `human-actions/${own}/action_report.json` },
  }));
}

function backlogOf(tasks: readonly Task[], humanActions: readonly HumanAction[]): Backlog {
  return { tasks, humanActions, problems: [], hasTasksFolder: true };
}

test('the queue of open tasks is the same, its warnings too', () => {
  const seed = Math.floor(Math.random() * 1e9);
  const random = randomOf(seed);
  let [glanced, held] = [0, 0];
  for (let round = 0; round < 400; round += 1) {
    const all = sketches(random).map((sketch, index) => {
      const path = `tasks/${sketch.folder}/${index % 3 === 0 ? sketch.id : `${sketch.id}-${index}`}.md`;
      const whole = task(sketch, path);
      const glance = glanceTask(taskText(sketch), path, whole.folder);
      glanced += glance === undefined ? 0 : 1;
      return { whole, glance: glance ?? whole };
    });
    const actions = actionsOf(random);
    const whole = buildQueue(
      backlogOf(
        all.map((one) => one.whole),
        actions,
      ),
    );
    held += whole.humanWork.length;
    const quick = buildQueue(
      backlogOf(
        all.map((one) => one.glance),
        actions,
      ),
    );
    const ids = (tasks: readonly Task[]) => tasks.map(({ id, title, file: path }) => `${id} ${title} ${path}`);
    expect({ ...quick, completed: ids(quick.completed) }, `seed ${seed}, round ${round}`).toEqual({
      ...whole,
      completed: ids(whole.completed),
    });
  }
  expect(glanced).toBeGreaterThan(400);
  expect(held).toBeGreaterThan(400);
});
