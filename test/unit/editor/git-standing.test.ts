import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { gitStanding, needsCommit } from '../../../src/editor/git-standing.ts';
import { nextStep } from '../../../src/editor/states/next-step.ts';
import { branchOf } from '../../../src/tools/process/head-guard.ts';
import { openRepository } from '../../../src/tools/repository-path.ts';

const git = (folder: string, ...args: string[]) => execFileSync('git', ['-C', folder, ...args]);

test('work begins after the first commit; what is missing before has a button', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-standing-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const missing = () =>
    needsCommit(folder).then(
      () => undefined,
      (error: Error) => nextStep(error.message)?.title,
    );

  expect(await gitStanding(folder)).toBe('noGit');
  expect(await missing()).toBe('Make It a Git Repository');
  git(folder, 'init', '--quiet');
  expect(await gitStanding(folder)).toBe('noCommit');
  expect(await missing()).toBe('Show in Source Control');
  // In the words of a run, too.
  const refusal: Error = await branchOf(await openRepository(folder)).catch((error) => error);
  expect(nextStep(refusal.message)?.title).toBe('Show in Source Control');
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@b.test', '-c', 'commit.gpgsign=false'];
  git(folder, ...identity, 'commit', '--quiet', '--allow-empty', '--message', 'First');
  expect(await gitStanding(folder)).toBe('committed');
  expect(await missing()).toBeUndefined();
});
