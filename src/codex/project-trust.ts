/**
 * A repository that the user trusts in Codex may configure it (`.codex/config.toml`): other writable folders, programs
 * that are started outside the sandbox. Here it may not: it is a project that Codex does not trust, whatever the user's
 * configuration says of it.
 */
import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/**
 * The value for `-c` that makes Codex leave out what the project configures that holds a folder. A string in TOML is one in JSON.
 * @param root the top folder of a work tree, where Codex is started
 */
export async function untrustedProject(root: string): Promise<string> {
  const roots = new Set([root, await realpath(root), ...(await mainWorkTree(root))]);
  const entries = [...roots].map((folder) => `${JSON.stringify(folder)}={trust_level="untrusted"}`);
  return `projects={${entries.join(',')}}`;
}

/** Codex looks for the trust in a linked work tree at the repository that it belongs to. */
async function mainWorkTree(root: string): Promise<string[]> {
  const link = await readFile(join(root, '.git'), 'utf8').catch(() => ''); // a folder, as a rule
  // For example `gitdir: /home/me/shop/.git/worktrees/night`.
  const [, target] = /^gitdir: (.*)\/\.git\/worktrees\/[^/]+\s*$/.exec(link) ?? [];
  return target === undefined ? [] : [resolve(dirname(join(root, '.git')), target)];
}
