/**
 * What decides how git works in a repository, and which programs it starts there: its configuration, its hooks, its
 * files below info/. Who may change that may run anything outside the sandbox, at the next git command.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { gitClient } from './client.ts';
import { readHooks } from './hooks.ts';
import { isBelow } from './is-below.ts';
import { ignoreMissing } from './missing-file.ts';
import type { Repository } from './repository.ts';

/** Digests of all that it is made of, by name: a key of the configuration, or a path below the root. */
export interface GitSetup {
  readonly config: Digests;
  readonly hooks: Digests;
  readonly info: Digests;
}

type Digests = Readonly<Record<string, string>>;

/** What is not the same in two setups. */
export interface SetupChanges {
  /** Keys of the configuration, without the user names and passwords of addresses. */
  readonly keys: readonly string[];
  /** Hooks, and files below info/. */
  readonly files: readonly string[];
}

/** Files below info/ that decide something; git itself writes others there. */
const infoFiles = ['attributes', 'exclude', 'grafts', 'sparse-checkout'];

/** What editors and Git LFS note in the configuration by themselves; git does not read it. */
const notes = /^(?:branch\..*\.(?:vscode-|github-)|lfs\..*access$|lfs\.repositoryformatversion$)/;

/** Reads it, and runs nothing that it names. */
export async function readSetup(repository: Repository): Promise<GitSetup> {
  const { settings, hooksPath } = await readConfig(repository);
  const [hooks, info] = await Promise.all([readHooks(repository, hooksPath), readInfo(repository)]);
  const inRoot = (files: ReadonlyMap<string, string>): Digests =>
    Object.fromEntries(Array.from(files, ([path, digest]) => [relative(repository.root, path), digest]));
  return { config: settings, hooks: inRoot(hooks), info: inRoot(info) };
}

/** What was added, taken away or changed between two looks. */
export function changesOfSetup(before: GitSetup, after: GitSetup): SetupChanges {
  const files = [...differing(before.hooks, after.hooks), ...differing(before.info, after.info)];
  return { keys: differing(before.config, after.config).map(withoutLogin), files };
}

function differing(before: Digests, after: Digests): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).toSorted();
}

/** `url.https://ann:secret@example.org/.insteadOf` is a key. */
function withoutLogin(key: string): string {
  return key.replace(/\/\/[^/@]*@/g, '//');
}

/** The repository's own settings, and those of any scope that come from a file in the work tree. */
async function readConfig({ root }: Repository) {
  const options = ['--list', '--includes', '--show-scope', '--show-origin', '-z'];
  const fields = (await gitClient(root).raw(['config', ...options])).split('\0');
  const values = new Map<string, string[]>();
  let hooksPath: string | undefined;
  for (let index = 0; index + 2 < fields.length; index += 3) {
    const [scope, origin, entry] = [fields[index] ?? '', fields[index + 1] ?? '', fields[index + 2] ?? ''];
    const end = entry.includes('\n') ? entry.indexOf('\n') : entry.length;
    const [key, value] = [entry.slice(0, end), entry.slice(end)];
    if (key === 'core.hookspath') hooksPath = value.slice(1);
    const isOwn = scope === 'local' || scope === 'worktree' || isInRoot(root, origin);
    if (isOwn && !notes.test(key)) values.set(key, [...(values.get(key) ?? []), value]);
  }
  const digests = Array.from(values, ([key, all]) => [key, digestOf(all.join('\0'))] as const);
  return { settings: Object.fromEntries(digests), hooksPath };
}

function isInRoot(root: string, origin: string): boolean {
  return origin.startsWith('file:') && isBelow(root, resolve(root, origin.slice('file:'.length)));
}

async function readInfo({ commonDir, gitDir }: Repository): Promise<ReadonlyMap<string, string>> {
  const paths = [...new Set([commonDir, gitDir])].flatMap((folder) =>
    infoFiles.map((name) => join(folder, 'info', name)),
  );
  const found = new Map<string, string>();
  for (const path of paths) {
    const content = await readFile(path).catch(ignoreMissing);
    if (content !== undefined) found.set(path, digestOf(content));
  }
  return found;
}

function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
