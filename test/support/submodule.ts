/** A submodule `charts` in a repository of the tests, with a remote that has two versions of it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TemporaryRepository } from './temporary-repository.ts';

export interface Submodule {
  /** Commits of its remote; the first one is checked out. */
  readonly commits: readonly [string, string];
}

export function addSubmodule(on: TemporaryRepository, path = 'charts'): Submodule {
  const remote = join(dirname(on.root), `${path.replaceAll('/', '-')}-remote`);
  mkdirSync(remote);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: remote, encoding: 'utf8', stdio: 'pipe' }).trim();
  const commit = (text: string) => {
    writeFileSync(join(remote, 'values.yaml'), text);
    git('add', '--all');
    git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', text.trim());
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(join(remote, '.gitignore'), '*.key\n');
  const commits = [commit('replicas: 1\n'), commit('replicas: 2\n')] as const;
  on.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', remote, path);
  on.git('-C', path, 'checkout', '--quiet', '--detach', commits[0]);
  on.git('-C', path, 'config', 'user.name', 'Test');
  on.git('-C', path, 'config', 'user.email', 'test@example.com');
  on.commit({}, 'submodule');
  return { commits };
}
