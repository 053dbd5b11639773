/** Two clones with a commit of ours that is not pushed, and what the tests of pushing ask about them. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type PushOutcome, pushToUpstream } from '../../src/git/push-upstream.ts';
import { type TwoClones, twoClones } from './two-clones.ts';

export const lines = (count: number) =>
  `${Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n')}\n`;

export interface PushStage extends TwoClones {
  push(): Promise<PushOutcome>;
  head(): string;
  /** The commit of `main` at the origin. */
  remote(): string;
  /** Subjects of our branch, newest first. */
  subjects(): string[];
  /** Branch, index, work tree and origin, to be compared. */
  state(): string[];
  /** A hook of our clone, as a shell script. */
  ownHook(name: string, script: string): void;
  /** No worktree, ref or folder of ours is left, and the branch is still checked out. */
  expectTidy(): void;
}

/** Our own commit is on a file of its own, besides `app.yaml`, `theirs.txt` and `mine.txt`. */
export async function startPushStage(): Promise<PushStage> {
  const files = { 'app.yaml': lines(30), 'theirs.txt': '1\n', 'mine.txt': 'mine\n', '.gitignore': '*.log\n' };
  const clones = await twoClones(files);
  const { ours, repository } = clones;
  ours.commit({ 'ours.txt': 'ours\n' }, 'ours');
  const head = () => ours.git('rev-parse', 'HEAD');
  const remote = () => ours.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0] ?? '';
  return {
    ...clones,
    head,
    remote,
    push: () => pushToUpstream(repository),
    subjects: () => ours.git('log', '--format=%s').split('\n'),
    state: () => [head(), ours.git('status', '--porcelain', '--ignored'), ours.git('diff', 'HEAD'), remote()],
    ownHook: (name, script) => {
      mkdirSync(join(ours.root, '.git/hooks'), { recursive: true });
      writeFileSync(join(ours.root, '.git/hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    },
    expectTidy: () => {
      expect(ours.git('worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1);
      expect(ours.git('for-each-ref', 'refs/agent-toolkit')).toBe('');
      expect(existsSync(join(ours.root, '.git/agent-toolkit/rebase'))).toBe(false);
      expect(ours.git('symbolic-ref', 'HEAD')).toBe('refs/heads/main');
      expect(ours.git('fsck', '--no-dangling')).toBe('');
    },
  };
}
