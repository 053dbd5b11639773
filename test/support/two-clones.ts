/** A bare origin, a clone of ours and one of somebody else, who pushes in between. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findRepository, type Repository } from '../../src/git/repository.ts';
import { type TemporaryRepository, temporaryRepository } from './temporary-repository.ts';

export interface TwoClones {
  readonly ours: TemporaryRepository;
  readonly repository: Repository;
  readonly origin: string;
  /** Root of the other clone. */
  readonly theirs: string;
  /** Runs git in the other clone. */
  git(...args: string[]): string;
  /** Commits the files in the other clone, on top of what origin has, and pushes. */
  theyPush(files: Readonly<Record<string, string>>, message?: string): void;
  /** They push another file, `theirs-N`, in the middle of each of our next pushes: after git has asked where the branch is. */
  theyPushDuringOurs(times: number): void;
  /** A hook of the origin, as a shell script. */
  originHook(name: string, script: string): void;
}

/** Turns a repository with an origin into one of two clones. */
export async function secondClone(ours: TemporaryRepository): Promise<TwoClones> {
  const { origin } = ours;
  if (origin === undefined) throw new Error('A second clone needs an origin.');
  const theirs = join(dirname(ours.root), 'theirs');
  const identity = ['-c', 'user.name=Other', '-c', 'user.email=other@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', theirs, ...identity, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
  execFileSync('git', ['clone', '--quiet', origin, theirs], { stdio: 'pipe' });
  const repository = await findRepository(ours.root);
  if (repository === undefined) throw new Error(`${ours.root} is no repository.`);
  return {
    ours,
    repository,
    origin,
    theirs,
    git,
    theyPush: (files, message = 'theirs') => {
      git('pull', '--quiet', '--rebase');
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(theirs, path)), { recursive: true });
        writeFileSync(join(theirs, path), text);
      }
      git('add', '--all', '--force');
      git('commit', '--quiet', '--message', message);
      git('push', '--quiet');
    },
    theyPushDuringOurs: (times) => {
      const count = join(dirname(ours.root), 'count');
      const script = `
        unset $(git rev-parse --local-env-vars)
        n=$(($(cat ${count} 2>/dev/null || echo 0) + 1))
        [ $n -le ${times} ] || exit 0
        echo $n > ${count}
        cd ${theirs} && git pull --quiet --rebase && echo $n > theirs-$n && git add . &&
          git -c user.name=Other -c user.email=other@example.com commit --quiet -m "theirs $n" && git push --quiet`;
      if (!existsSync(join(ours.root, '.git/hooks'))) mkdirSync(join(ours.root, '.git/hooks'));
      writeFileSync(join(ours.root, '.git/hooks/pre-push'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    },
    originHook: (name, script) => writeFileSync(join(origin, 'hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 }),
  };
}

/** Both clones of a new repository with the files. */
export async function twoClones(files: Readonly<Record<string, string>>): Promise<TwoClones> {
  return secondClone(temporaryRepository(files, { origin: true }));
}
