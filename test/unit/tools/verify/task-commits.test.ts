/** What the commits of a task changed, in real repositories. */
import { afterEach, expect, test } from 'vitest';
import { findRepository } from '../../../../src/git/repository.ts';
import { runTrailers } from '../../../../src/tools/run-trailers.ts';
import { changesIn } from '../../../../src/tools/verify/task-commits.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';

let on: TemporaryRepository;
afterEach(() => on.remove());

const first = 'aaaaaaaa-0c62-4f9e-9a42-0f8f4f5c1b2a';
const second = 'bbbbbbbb-0c62-4f9e-9a42-0f8f4f5c1b2a';
const manifest = (name: string, image = 'a') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: ${name}}\nspec: {image: ${image}}\n`;
const made = (run: string, taskId = 'TASK-001') => `Change it\n\n${runTrailers(taskId, 'Run', [run])}`;

async function changes(...related: TemporaryRepository[]) {
  const [repository, ...others] = await Promise.all([on, ...related].map(({ root }) => findRepository(root)));
  if (repository === undefined) throw new Error(`${on.root} is no repository.`);
  return changesIn(
    repository,
    others.flatMap((one) => one ?? []),
    'TASK-001',
  );
}
const names = async () => (await changes())[0]?.touched.objects.map(({ name }) => name);

test('those of its runs alone, as the files are now', async () => {
  on = temporaryRepository({ 'a.yaml': manifest('a'), 'b.yaml': manifest('b'), 'gone.yaml': manifest('gone') });
  expect(await changes()).toEqual([]);
  const start = on.git('rev-parse', 'HEAD');
  on.commit({ 'a.yaml': manifest('a', 'b') }, made(first));
  on.commit({ 'b.yaml': manifest('b', 'b') }, made(first, 'TASK-002'));
  on.commit({ 'nön ascii.yaml': manifest('c'), 'NOTES.md': manifest('d') }, made(second, 'task-001'));
  on.commit({ 'a.yaml': manifest('other') }, 'by hand');
  on.commit({ 'gone.yaml': manifest('gone', 'b') }, made(second));
  on.git('rm', '--quiet', 'gone.yaml');
  on.git('commit', '--quiet', '--message', 'by hand');
  expect((await names())?.sort()).toEqual(['c', 'other']);
  expect(await changes()).toMatchObject([
    { from: start, to: on.git('rev-parse', 'HEAD'), touched: { isPushed: false } },
  ]);
});

test('not of a run that was rolled back', async () => {
  on = temporaryRepository();
  on.commit({ 'a.yaml': manifest('a') }, made(first));
  on.commit({ 'b.yaml': manifest('b') }, made(second));
  on.commit({ 'c.yaml': 'x: 1\n' }, `Roll back\n\n${runTrailers('TASK-001', 'Rolled-Back-Run', [second])}`);
  expect(await names()).toEqual(['a']);
});

test('they are pushed when the upstream has all of them', async () => {
  on = temporaryRepository(undefined, { origin: true });
  on.commit({ 'a.yaml': manifest('a') }, made(first));
  const isPushed = async () => (await changes())[0]?.touched.isPushed;
  expect(await isPushed()).toBe(false);
  on.git('push', '--quiet');
  on.commit({ 'b.yaml': manifest('b') }, 'of somebody else');
  expect(await isPushed()).toBe(true);
  on.commit({ 'b.yaml': manifest('b', 'b') }, made(second));
  expect(await isPushed()).toBe(false);
});

test('what has to be built, by the kustomizations of now', async () => {
  on = temporaryRepository({ 'apps/web.yaml': manifest('a'), 'apps/kustomization.yaml': 'resources: [web.yaml]\n' });
  on.commit({ 'apps/web.yaml': manifest('a', 'b') }, made(first));
  expect((await changes())[0]?.touched.builds).toEqual(['apps']);
});

test('those of the same runs in related repositories; of another task with its id there, none', async () => {
  on = temporaryRepository();
  const related = temporaryRepository();
  try {
    on.commit({ 'notes.txt': 'x\n' }, made(first));
    related.commit({ 'a.yaml': manifest('a') }, made(first));
    related.commit({ 'b.yaml': manifest('b') }, made(second));
    const found = await changes(related);
    expect(found.map(({ repository, touched }) => [repository.root, touched.objects.map(({ name }) => name)])).toEqual([
      [on.root, []],
      [related.root, ['a']],
    ]);
  } finally {
    related.remove();
  }
});
