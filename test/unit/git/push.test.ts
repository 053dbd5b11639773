import { afterEach, expect, test } from 'vitest';
import { OtherBranch } from '../../../src/git/head.ts';
import { countUnpushed, pushCommit } from '../../../src/git/push.ts';
import { pushToBranch } from '../../../src/git/push-branch.ts';
import { pushToUpstream } from '../../../src/git/push-upstream.ts';
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
  expect(await countUnpushed(repository)).toBe(1);
  expect(await pushToUpstream(repository)).toEqual({ status: 'pushed', upstream: 'origin/main', rewritten: new Map() });
  expect(on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(on.git('rev-parse', 'HEAD'));
  expect(await countUnpushed(repository)).toBe(0);
});

test.each<[string, (git: TemporaryRepository['git']) => void]>([
  ['no upstream', (git) => git('branch', '--unset-upstream')],
  ['a detached HEAD', (git) => git('checkout', '--quiet', '--detach')],
  ['a local branch as upstream', (git) => git('checkout', '--quiet', '-b', 'topic', '--track', 'main')],
])('%s: nothing is pushed', async (_, prepare) => {
  const { on, repository } = await open({ origin: true });
  on.commit({ a: '2\n' });
  prepare(on.git);
  expect(await pushToUpstream(repository)).toEqual({ status: 'no_upstream' });
  expect(await pushToBranch(repository, 'TASK-001')).toEqual({ status: 'no_upstream' });
});

test('another branch than the one that is meant is not pushed', async () => {
  const { on, repository } = await open({ origin: true });
  on.git('checkout', '--quiet', '-b', 'release');
  on.commit({ a: '2\n' });
  on.git('config', 'branch.release.remote', 'origin');
  on.git('config', 'branch.release.merge', 'refs/heads/release');
  await expect(pushToUpstream(repository, undefined, 'main')).rejects.toThrow(OtherBranch);
  await expect(pushToBranch(repository, 'TASK-001', undefined, 'main')).rejects.toThrow(OtherBranch);
  expect(on.git('ls-remote', 'origin')).not.toContain(on.git('rev-parse', 'HEAD'));
});

test('what would take commits away is refused by git itself; nothing is forced', async () => {
  const { on, repository } = await open({ origin: true });
  on.commit({ a: 'theirs\n' });
  on.git('push', '--quiet');
  const theirs = on.git('rev-parse', 'HEAD');
  on.git('reset', '--quiet', '--soft', 'HEAD~1');
  on.commit({ a: 'ours\n' });
  const target = { remote: 'origin', branch: 'main' };
  const reply = await pushCommit(repository, on.git('rev-parse', 'HEAD'), target);
  expect(reply).toEqual({ kind: 'behind', words: 'non-fast-forward' });
  expect(on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(theirs);
});

test('the branch of a pull request: another name where the first went another way, and the same one again', async () => {
  const { on, repository } = await open({ origin: true });
  expect(await pushToBranch(repository, 'TASK-001')).toEqual({ status: 'nothing' });
  on.git('checkout', '--quiet', '-b', 'elsewhere');
  on.commit({ a: 'theirs\n' });
  on.git('push', '--quiet', 'origin', 'HEAD:refs/heads/agent-toolkit/TASK-001');
  const theirs = on.git('rev-parse', 'HEAD');
  on.git('checkout', '--quiet', 'main');
  for (const text of ['2\n', '3\n']) {
    on.commit({ a: text });
    const target = { remote: 'origin', branch: 'agent-toolkit/TASK-001-2' };
    expect(await pushToBranch(repository, 'TASK-001')).toEqual({ status: 'pushed', target, base: 'main' });
    expect(on.git('ls-remote', 'origin', `refs/heads/${target.branch}`)).toContain(on.git('rev-parse', 'HEAD'));
  }
  expect(on.git('ls-remote', 'origin', 'refs/heads/agent-toolkit/TASK-001\n'.trim())).toContain(theirs);
});

test('a branch that stands where ours is to be is told in git’s words', async () => {
  const { on, repository } = await open({ origin: true });
  on.git('push', '--quiet', 'origin', 'HEAD:refs/heads/agent-toolkit');
  on.commit({ a: '2\n' });
  const outcome = await pushToBranch(repository, 'TASK-001');
  expect(outcome).toMatchObject({ status: 'refused', reason: 'other' });
  expect(outcome.status === 'refused' && outcome.words).toContain('agent-toolkit');
});
