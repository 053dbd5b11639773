import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holderProgress } from '../../../../src/tools/process/holder-progress.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';

const task = (boxes: string) =>
  `---\nid: TASK-001\ntitle: One\nstatus: active\npriority: low\n---\n## Acceptance Criteria\n${boxes}`;

let repository: TemporaryRepository;
beforeEach(() => {
  repository = temporaryRepository({ 'tasks/active/TASK-001.md': task('- [x] A\n- [ ] B\n- [ ] C\n') });
});
afterEach(() => repository.remove());

function progress(itemId: string): Promise<string | undefined> {
  const { root } = repository;
  const holder = { pid: 1, processStart: '', host: 'here', since: '2026-01-31T14:05:00.000Z', itemId };
  return holderProgress({ root, commonDir: join(root, '.git') }, holder);
}

test('is that of the task’s file', async () => {
  expect(await progress('TASK-001')).toBe('1 of 3 criteria done');
});

test('is unknown for what is no task', async () => {
  expect(await progress('TASK-002')).toBeUndefined();
  expect(await progress('session')).toBeUndefined();
  repository.commit({ 'tasks/active/TASK-001.md': task('') });
  expect(await progress('TASK-001')).toBeUndefined();
});

test('is unknown where the holder may work in another work tree', async () => {
  repository.git('worktree', 'add', '--quiet', join(repository.root, '../other'));
  expect(await progress('TASK-001')).toBeUndefined();
});
