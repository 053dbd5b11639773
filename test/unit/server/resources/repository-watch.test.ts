import { expect, onTestFinished, test } from 'vitest';
import { RepositoryWatch } from '../../../../src/server/resources/repository-watch.ts';
import { openRepository } from '../../../../src/tools/repository-path.ts';
import { temporaryRepository } from '../../../support/temporary-repository.ts';

async function watched() {
  const on = temporaryRepository({ 'tasks/active/TASK-001.md': '# One\n' });
  const watch = new RepositoryWatch(await openRepository(on.root), () => {});
  onTestFinished(() => {
    watch.close();
    on.remove();
  });
  return { on, watch };
}

test('those who listen are told one after the other, and what else there is to do comes in between', async () => {
  const { on, watch } = await watched();
  const order: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    watch.listen(() => {
      order.push(name);
      setImmediate(() => order.push('a request'));
    });
  }
  on.write('tasks/active/TASK-002.md', '# Two\n');
  await expect.poll(() => order.length).toBeGreaterThanOrEqual(6);
  expect(order.slice(0, 6)).toEqual(['one', 'a request', 'two', 'a request', 'three', 'a request']);
});

test('who leaves meanwhile is told nothing more', async () => {
  const { on, watch } = await watched();
  const told: string[] = [];
  watch.listen(() => {
    told.push('one');
    leave();
    setTimeout(() => told.push('later'), 50);
  });
  const leave = watch.listen(() => told.push('two'));
  on.write('tasks/active/TASK-002.md', '# Two\n');
  await expect.poll(() => told).toContain('later');
  expect(told).not.toContain('two');
});
