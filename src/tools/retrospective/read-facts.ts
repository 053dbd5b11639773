/** Reads all that the rules look at, and what proposals are checked against. Changes nothing. */
import { join } from 'node:path';
import { buildQueue } from '../../backlog/queue/queue.ts';
import { isEnded } from '../../backlog/queue/status-words.ts';
import { namesIn, readRepositoryText } from '../../backlog/read/task-file.ts';
import type { Checking } from '../../backlog/retrospective/checking.ts';
import { componentsOf } from '../../backlog/retrospective/components.ts';
import type { Failure, Parts } from '../../backlog/retrospective/facts.ts';
import { unitOf } from '../../backlog/standard/item-path.ts';
import { itemFilesAmong } from '../../backlog/standard/places.ts';
import type { Backlog, Task } from '../../backlog/task.ts';
import { idKey, idsOfPath } from '../../backlog/task-id.ts';
import { inParallel } from '../../cluster/in-parallel.ts';
import type { Repository } from '../../git/repository.ts';
import { readEntries, type TreeEntry } from '../../git/tree-entries.ts';
import { holderOf } from '../../session/lock.ts';
import { readState } from '../../session/state.ts';
import { isLinked } from '../linked-path.ts';
import { editedPaths, goneFolders, isMentioned, lastChanges, partNames } from './git-facts.ts';

/** The repository as it was read. */
export interface Read {
  readonly checking: Checking;
  /** All files of the last commit. */
  readonly entries: ReadonlyMap<string, TreeEntry>;
  /** Paths with edits that are not committed. */
  readonly edited: ReadonlySet<string>;
}

/** Files that are read at once. */
const atOnce = 16;

/** @param head the commit that all is compared with */
export async function readFacts(
  repository: Repository,
  head: string,
  backlog: Backlog,
  failures: readonly Failure[],
): Promise<Read> {
  const [entries, edited] = await Promise.all([readEntries(repository, head), editedPaths(repository)]);
  const folders = [...new Set(backlog.tasks.map((task) => unitOf(task).split('/')[0] ?? ''))];
  const [changes, parts, texts, inWork, obstacles] = await Promise.all([
    lastChanges(repository, folders),
    partsOf(repository, backlog, entries),
    textsOf(repository.root, backlog),
    idsInWork(repository),
    obstaclesOf(repository, backlog, entries, edited),
  ]);
  const changedAt = new Map(
    backlog.tasks.flatMap((task) => {
      const at = obstacles.has(task.file) ? undefined : lastOf(unitOf(task), changes);
      return at === undefined ? [] : [[task.file, at] as const];
    }),
  );
  const unsettled = new Set([...edited].flatMap((path) => idsOfPath(path).map(idKey)));
  const facts = { unsettled, backlog, queue: buildQueue(backlog), texts, changedAt, failures, parts, now: Date.now() };
  return { checking: { ...facts, inWork, obstacles }, entries, edited };
}

/** Of the files of an item the one that changed last counts. */
function lastOf(unit: string, changes: ReadonlyMap<string, number>): number | undefined {
  const own = changes.get(unit);
  if (own !== undefined) return own;
  const times = Array.from(changes).flatMap(([path, at]) => (path.startsWith(`${unit}/`) ? [at] : []));
  return times.length === 0 ? undefined : Math.max(...times);
}

async function textsOf(root: string, { tasks }: Backlog): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = await inParallel(tasks, atOnce, async (task) => [task.file, await textsOfItem(root, task)] as const);
  return new Map(all);
}

async function textsOfItem(root: string, task: Task): Promise<string[]> {
  const unit = unitOf(task);
  const files =
    task.layout === 'gitops'
      ? [task.file]
      : itemFilesAmong(await namesIn(join(root, unit)).catch(() => [])).map((name) => `${unit}/${name}`);
  const readings = await Promise.all(files.map((file) => readRepositoryText(root, file)));
  return readings.flatMap((reading) => ('text' in reading ? [reading.text] : []));
}

/** A part that is only named inside a file is still there. */
async function partsOf(
  repository: Repository,
  { tasks }: Backlog,
  entries: ReadonlyMap<string, TreeEntry>,
): Promise<Parts> {
  const there = partNames(entries.keys());
  const gone = new Map(await goneFolders(repository));
  for (const name of gone.keys()) if (there.has(name)) gone.delete(name);
  const components = tasks.filter((task) => !isEnded(task)).flatMap(componentsOf);
  const named = new Set(components.map((component) => component.replace(/\/+$/, '').split('/').at(-1) ?? component));
  for (const name of gone.keys()) if (named.has(name) && (await isMentioned(repository, name))) there.add(name);
  return { there, gone };
}

/** The task that a session, or a run, is at. */
async function idsInWork({ root, commonDir }: Repository): Promise<ReadonlySet<string>> {
  const current = await readState(root).then(
    ({ state }) => state.current_task,
    () => null,
  );
  const holder = await holderOf(commonDir);
  return new Set([current, holder?.itemId].flatMap((id) => (typeof id === 'string' ? [idKey(id)] : [])));
}

/** Why an open item cannot be changed: its files are not exactly what the last commit has. */
async function obstaclesOf(
  { root }: Repository,
  { tasks }: Backlog,
  entries: ReadonlyMap<string, TreeEntry>,
  edited: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const task of tasks.filter((one) => !isEnded(one))) {
    const unit = unitOf(task);
    const isOwn = (path: string) => path === unit || path.startsWith(`${unit}/`);
    const linked = await isLinked(root, task.file).catch(() => false);
    if (linked) found.set(task.file, 'is a symbolic link, or lies behind one');
    else if (!entries.has(task.file)) found.set(task.file, 'is not in git yet');
    else if ([...edited].some(isOwn)) found.set(task.file, 'has edits that are not committed');
  }
  return found;
}
