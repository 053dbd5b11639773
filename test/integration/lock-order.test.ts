/** Locks are taken in one order by all who take several, so that none of them waits for one who waits for it. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BacklogReaders } from '../../src/backlog/read/backlog-readers.ts';
import { holderOf, takeLock } from '../../src/session/lock.ts';
import { openRepository } from '../../src/tools/repository-path.ts';
import { runRetrospective } from '../../src/tools/run-retrospective.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { decomposeTask } from '../../src/workflow/decompose/decompose-task.ts';
import { create, silent, status } from '../support/create-stage.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const task = (id: string, front: readonly string[] = []) =>
  [
    ...['---', `id: ${id}`, `title: Title of ${id}`, 'status: active', 'priority: high', ...front, '---', ''],
    ...['## Acceptance Criteria', '', '### Stage', '', '- [ ] a', '', '### Production', '', '- [ ] b', ''],
  ].join('\n');

let on: TemporaryRepository;
let commonDir: string;
beforeEach(() => {
  on = temporaryRepository(
    {
      'tasks/active/TASK-001.md': task('TASK-001'),
      'tasks/active/TASK-002.md': task('TASK-002', ['superseded_by: TASK-001']),
    },
    { origin: true },
  );
  commonDir = join(on.root, '.git');
});
afterEach(() => on.remove());

const retrospective = () => {
  const input = { repo_path: on.root, judge: false };
  return runRetrospective(input, new BacklogReaders(), { ...defaultSettings, waitMinutes: 1 }, silent);
};
const createAction = () => create(on.root, { item_type: 'human_action', title: 'Order disks' });

async function holdCreations(): Promise<() => Promise<void>> {
  const lock = await takeLock(commonDir, 'create_work_item', 'creation');
  if (lock.status === 'busy') throw new Error('The lock of creations is held.');
  return () => lock.release();
}
const workerOn = () => vi.waitFor(async () => (await holderOf(commonDir))?.itemId ?? Promise.reject(), 10_000);

test.each([
  ['an item with a row in a table', createAction, 'create_work_item'],
  [
    'the sub-tasks of a task',
    async () => {
      const now = new Date(2026, 0, 31);
      return decomposeTask(
        { repository: await openRepository(on.root), itemId: 'TASK-001', now, commit: true },
        silent,
      );
    },
    'create_work_item',
  ],
  ['a retrospective', retrospective, 'run_retrospective'],
] as const)('%s: who waits for the lock of creations has that of runs', async (_, work, itemId) => {
  const release = await holdCreations();
  const working = work();
  expect(await workerOn()).toBe(itemId);
  await release();
  await working;
  expect([await holderOf(commonDir), await holderOf(commonDir, 'creation'), status(on)]).toEqual([
    undefined,
    undefined,
    [],
  ]);
});

test('a retrospective and creators that all wait at once come to their end, and each has its commit', async () => {
  const release = await holdCreations();
  const first = createAction();
  await workerOn();
  const others = [retrospective(), createAction(), createAction()] as const;
  await release();
  const [looked, ...created] = await Promise.all([others[0], first, others[1], others[2]]);
  expect(looked).toMatchObject({ success: true, deprecations: ['TASK-002'] });
  expect(created.map(({ item_id }) => item_id).toSorted()).toEqual(['ACTION-001', 'ACTION-002', 'ACTION-003']);
  expect(created.every(({ committed }) => committed !== null)).toBe(true);
  expect(status(on)).toEqual([]);
});
