/**
 * What decides how git works in a repository, and which programs it starts there: its configuration, its hooks, its
 * files below info/. Who may change that may run anything outside the sandbox, at the next git command.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type ConfigEntry, ConfigList } from './config-list.ts';
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

/** Reads the setup again and again. */
export class SetupReader {
  readonly #repository: Repository;
  readonly #config: ConfigList;

  constructor(repository: Repository) {
    this.#repository = repository;
    this.#config = new ConfigList(repository);
  }

  /** As it is now; nothing is run that it names. */
  async read(): Promise<GitSetup> {
    const { root } = this.#repository;
    const entries = await this.#config.read();
    const hooksPath = entries.findLast(({ key }) => key === 'core.hookspath')?.value;
    const [hooks, info] = await Promise.all([readHooks(this.#repository, hooksPath), readInfo(this.#repository)]);
    const inRoot = (files: ReadonlyMap<string, string>): Digests =>
      Object.fromEntries(Array.from(files, ([path, digest]) => [relative(root, path), digest]));
    return { config: settingsOf(root, entries), hooks: inRoot(hooks), info: inRoot(info) };
  }

  /** Whether git may run a hook, one outside of the repository or of the configuration too; false where it is sure that none is there. */
  async mayRunHooks(): Promise<boolean> {
    const entries = await this.#config.read();
    if (entries.some(({ key }) => key === 'core.hookspath' || key.startsWith('hook.'))) return true;
    return (await readHooks(this.#repository, undefined)).size > 0;
  }
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
function settingsOf(root: string, entries: readonly ConfigEntry[]): Digests {
  const values = new Map<string, string[]>();
  for (const { scope, file, key, value } of entries) {
    const isOwn = scope === 'local' || scope === 'worktree' || (file !== undefined && isBelow(root, file));
    if (isOwn && !notes.test(key))
      values.set(key, [...(values.get(key) ?? []), value === undefined ? '' : `=${value}`]);
  }
  return Object.fromEntries(Array.from(values, ([key, all]) => [key, digestOf(all.join('\0'))]));
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
