/** Git repositories in temporary folders, removed after the test. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TemporaryRepository {
  readonly root: string;
  /** A bare repository that is the upstream of `main`; undefined when none was asked for. */
  readonly origin: string | undefined;
  /** Runs git in the work tree and returns its trimmed output. */
  git(...args: string[]): string;
  read(path: string): string;
  write(path: string, text: string): void;
  /** Writes the files and commits them. */
  commit(files: Readonly<Record<string, string>>, message?: string): void;
  remove(): void;
}

/** Makes a repository on branch `main` with the files in a first commit. */
export function temporaryRepository(
  files: Readonly<Record<string, string>> = { 'README.md': '# Test\n' },
  options: { readonly origin?: boolean; readonly name?: string } = {},
): TemporaryRepository {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-test-')));
  const root = join(base, options.name ?? 'repository');
  const origin = options.origin ? join(base, 'origin.git') : undefined;
  mkdirSync(root);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const commit = (changed: Readonly<Record<string, string>>, message = 'change') => {
    for (const [path, text] of Object.entries(changed)) write(path, text);
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
  };
  git('init', '--quiet', '--initial-branch=main');
  const config = ['[user]', 'name = Test', 'email = test@example.com', '[commit]', 'gpgsign = false'];
  if (origin !== undefined) {
    config.push('[remote "origin"]', `url = ${JSON.stringify(origin)}`, 'fetch = +refs/heads/*:refs/remotes/origin/*');
    config.push('[branch "main"]', 'remote = origin', 'merge = refs/heads/main');
  }
  // Written, not set: a process of git for each would be most of what a thousand repositories take.
  appendFileSync(join(root, '.git/config'), `${config.join('\n')}\n`);
  commit(files, 'first');
  if (origin !== undefined) {
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', origin]);
    git('push', '--quiet', 'origin', 'main');
  }
  return {
    root,
    origin,
    git,
    write,
    commit,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    remove: () => rmSync(base, { recursive: true, force: true, maxRetries: 3 }),
  };
}
