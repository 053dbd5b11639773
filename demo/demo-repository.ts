/** A fresh git repository with a bare origin, made of the files of demo/repository. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const source = join(import.meta.dirname, 'repository');

/** Address in the task files that stands for the apps' health server. */
const placeholder = 'http://shop.test';
const taskWithUrl = join('tasks', 'active', 'TASK-004.md');

export interface RepositoryRequest {
  readonly root: string;
  /** An empty bare repository. */
  readonly origin: string;
  /** Address of the health server; without one the task names no URL. */
  readonly healthUrl: string | undefined;
  /** Kube context that the repository records; without one it records none. */
  readonly context: string | undefined;
}

export async function makeOrigin(folder: string): Promise<void> {
  await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder]);
  // Its own hooks, whatever the user's configuration says.
  await run('git', ['-C', folder, 'config', 'core.hooksPath', 'hooks']);
}

/** Makes the repository with one commit and pushes it. Git's identity and hooks are its own, not the user's. */
export async function makeRepository({ root, origin, healthUrl, context }: RepositoryRequest): Promise<void> {
  await mkdir(root, { recursive: true });
  await cp(source, root, { recursive: true });
  const task = join(root, taskWithUrl);
  const text = await readFile(task, 'utf8');
  await writeFile(
    task,
    healthUrl === undefined ? text.replace(/^ {2}urls: .*\n/m, '') : text.replaceAll(placeholder, healthUrl),
  );
  const config = { project_name: 'shop-gitops', ...(context === undefined ? {} : { cluster_context: context }) };
  await writeFile(join(root, '.agent-config.json'), `${JSON.stringify(config, null, 2)}\n`);
  const git = (...args: string[]) => run('git', ['-C', root, ...args]);
  await git('init', '--quiet', '--initial-branch=main');
  const local = { 'user.name': 'Shop Operator', 'user.email': 'operator@shop.test', 'commit.gpgsign': 'false' };
  for (const [key, value] of Object.entries({ ...local, 'core.autocrlf': 'false', 'core.hooksPath': '.git/hooks' })) {
    await git('config', key, value);
  }
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'The shop as it runs');
  await git('remote', 'add', 'origin', origin);
  await git('push', '--quiet', '--set-upstream', 'origin', 'main');
}
