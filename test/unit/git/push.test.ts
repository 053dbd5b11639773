import { afterEach, expect, test } from 'vitest';
import { pushHead } from '../../../src/git/push.ts';
import { findRepository } from '../../../src/git/repository.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository | undefined;
afterEach(() => on?.remove());

async function open(options: { origin: boolean }) {
  on = temporaryRepository({ a: '1\n' }, options);
  const repository = (await findRepository(on.root)) ?? expect.unreachable();
  return { on, repository };
}

test('pushes to the upstream of the branch', async () => {
  const { on, repository } = await open({ origin: true });
  on.commit({ a: '2\n' });
  expect(await pushHead(repository)).toEqual({ status: 'pushed', upstream: 'origin/main' });
  expect(on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(on.git('rev-parse', 'HEAD'));
});

test('says when there is no upstream', async () => {
  const { repository } = await open({ origin: false });
  expect(await pushHead(repository)).toEqual({ status: 'no_upstream' });
});

test('a push that git refuses is a value with its words, and nothing is forced', async () => {
  const { on, repository } = await open({ origin: true });
  on.commit({ a: 'theirs\n' });
  on.git('push', '--quiet');
  const theirs = on.git('rev-parse', 'HEAD');
  on.git('reset', '--quiet', '--soft', 'HEAD~1');
  on.commit({ a: 'ours\n' });
  const outcome = await pushHead(repository);
  expect(outcome).toMatchObject({ status: 'refused', upstream: 'origin/main' });
  expect(outcome.status === 'refused' && outcome.message).toContain('non-fast-forward');
  expect(on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(theirs);
});
