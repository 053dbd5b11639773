/** What a verification has to find on the cluster of each repository, over real git. */
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findRepository, type Repository } from '../../../../src/git/repository.ts';
import { pastProofs, pushProofs } from '../../../../src/tools/process/push-proofs.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';

const task = { id: 'TASK-001', labels: ['deployment'] };
const opened: TemporaryRepository[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.remove();
});

function repository(options: Parameters<typeof temporaryRepository>[1] = { origin: true }): TemporaryRepository {
  const made = temporaryRepository({ 'apps/web.yaml': 'tag: 1\n' }, options);
  opened.push(made);
  return made;
}

/** A commit of the task. */
function work(on: TemporaryRepository, path: string, id = 'TASK-001'): string {
  on.commit({ [path]: `of ${id}\n` }, `feat(${id}): Change ${path}`);
  return on.git('rev-parse', 'HEAD');
}

async function found(...all: readonly TemporaryRepository[]): Promise<Repository[]> {
  const repositories = await Promise.all(all.map(({ root }) => findRepository(root)));
  return repositories.flatMap((one) => one ?? []);
}

test('each repository with pushed commits of the task has one of its own: its commit, branch, addresses, paths', async () => {
  const [own, related] = [repository(), repository()];
  related.git('switch', '--quiet', '--create', 'production');
  related.git('push', '--quiet', '--set-upstream', 'origin', 'production');
  related.git('config', 'remote.origin.pushurl', `file://${related.origin}`);
  work(own, 'tasks.md');
  work(own, 'apps/web.yaml');
  const theirs = work(related, 'charts/web.yaml');
  related.commit({ 'other.txt': 'later\n' }, 'of somebody else');
  for (const one of [own, related]) one.git('push', '--quiet');
  const proofs = await pushProofs(await found(own, related), task, 'auto');
  expect(proofs).toMatchObject([
    {
      commit: own.git('rev-parse', 'HEAD'),
      branch: 'main',
      remoteUrls: [own.origin],
      paths: ['apps/web.yaml', 'tasks.md'],
    },
    {
      commit: theirs,
      branch: 'production',
      remoteUrls: [related.origin, `file://${related.origin}`],
      paths: ['charts/web.yaml'],
    },
  ]);
  // Each asks the repository that it is of.
  const [ofOwn, ofRelated] = proofs;
  expect(await ofRelated?.holds(related.git('rev-parse', 'HEAD'))).toBe('yes');
  expect(await ofRelated?.holds(related.git('rev-parse', `${theirs}~1`))).toBe('no');
  expect(await ofRelated?.holds(own.git('rev-parse', 'HEAD'))).toBe('unknown');
  expect(await ofOwn?.holds(theirs)).toBe('unknown');
  expect(proofs.map((proof) => 'isPast' in proof)).toEqual([false, false]);
});

test('none of a related repository that the task has not touched, whose commits are not pushed, or that has no upstream', async () => {
  const [own, untouched, late, alone] = [repository(), repository(), repository(), repository({})];
  const commit = work(own, 'apps/web.yaml');
  own.git('push', '--quiet');
  work(untouched, 'apps/web.yaml', 'TASK-0011');
  untouched.git('push', '--quiet');
  work(late, 'first.txt');
  late.git('push', '--quiet');
  work(late, 'second.txt');
  work(alone, 'apps/web.yaml');
  const proofs = await pushProofs(await found(untouched, own, late, alone), task, 'auto');
  expect(proofs.map((proof) => proof.commit)).toEqual([commit]);
});

test.each([
  ['a pull request waits', task, 'pullRequest', 0],
  ['nothing is deployed by a push', { ...task, labels: ['configuration'] }, 'auto', 0],
  ['nothing was pushed by the run, and was before', task, 'never', 1],
  ['Flux deploys it', { ...task, labels: ['flux'] }, 'afterArchive', 1],
] as const)('where %s', async (_name, of, push, count) => {
  const on = repository();
  work(on, 'apps/web.yaml');
  on.git('push', '--quiet');
  expect(await pushProofs(await found(on), of, push)).toHaveLength(count);
});

test('some time later they are of the past, and the clone may be behind', async () => {
  const [own, related] = [repository(), repository()];
  for (const one of [own, related]) {
    work(one, 'apps/web.yaml');
    one.git('push', '--quiet');
  }
  const proofs = await pastProofs(await found(own, related), task);
  expect(proofs.map(({ isPast }) => isPast)).toEqual([true, true]);
  expect(await proofs[1]?.holds('f'.repeat(40))).toBe('unknown');
});

test('of a shallow clone none is: a commit that it does not have may be an older one', async () => {
  const on = repository();
  const before = on.git('rev-parse', 'HEAD');
  const commit = work(on, 'apps/web.yaml');
  on.git('push', '--quiet');
  const root = join(on.root, '.git/shallow');
  on.git('clone', '--quiet', '--depth=1', `file://${on.origin}`, root);
  const shallow = await findRepository(root);
  const proofs = await pastProofs(shallow === undefined ? [] : [shallow], task);
  expect(proofs).toMatchObject([{ commit }]);
  expect(proofs[0]?.isPast).toBeUndefined();
  expect(await proofs[0]?.holds(before)).toBe('unknown');
});
