/** What of a commit's change is the state of the task itself: it is not reverted, the engine unticks instead. */
import { findCriterion, leaves } from '../../backlog/parse/criteria.ts';
import { parseTask } from '../../backlog/parse/parse.ts';
import { parseItem } from '../../backlog/standard/item.ts';
import { itemPathOf } from '../../backlog/standard/item-path.ts';
import { type ItemFileName, itemFileNames, summaryTables } from '../../backlog/standard/places.ts';
import { readSummary } from '../../backlog/standard/summary.ts';
import type { CriterionAddress, Task } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';
import { readBlobs } from '../../git/blobs.ts';
import type { Repository } from '../../git/repository.ts';
import type { EntryChange } from '../../git/tree-entries.ts';
import { steeringFiles } from '../process/steering.ts';
import { taskFolderOf } from '../process/task-file-guard.ts';

export interface OwnState {
  /** Paths that stay as they are. */
  readonly paths: ReadonlySet<string>;
  /** The criteria that the commit ticked. */
  readonly ticked: readonly CriterionAddress[];
}

/** What a task file may be, in bytes. */
const largest = 5_000_000;

/** @param changes what the commit changed, by path */
export async function ownStateOf(
  repository: Repository,
  taskId: string,
  { sha, parent }: { readonly sha: string; readonly parent: string },
  changes: ReadonlyMap<string, EntryChange>,
): Promise<OwnState> {
  const own = new Set<string>(steeringFiles);
  const read = async (commit: string, side: keyof EntryChange): Promise<Task | undefined> => {
    const paths = [...changes].filter(([, change]) => change[side] !== undefined).map(([path]) => path);
    const tasks = await tasksAt(repository, commit, paths);
    const found = tasks.filter(({ task }) => idKey(task.id) === idKey(taskId));
    for (const { files } of found) for (const file of files) own.add(file);
    return found[0]?.task;
  };
  const [before, after] = [await read(parent, 'before'), await read(sha, 'after')];
  for (const path of await summariesAmong(repository, sha, [...changes.keys()])) own.add(path);
  return { paths: own, ticked: tickedBetween(before, after) };
}

/** The criteria that were open and are done. */
export function tickedBetween(before: Task | undefined, after: Task | undefined): CriterionAddress[] {
  const done = leaves(after?.criteria ?? []).filter(({ state }) => state === 'done');
  return done
    .map(({ address }) => address)
    .filter((address) => findCriterion(before?.criteria ?? [], address)?.state === 'open');
}

/** The tasks that the paths are files of, each with all its files. */
async function tasksAt(
  repository: Repository,
  commit: string,
  paths: readonly string[],
): Promise<{ readonly task: Task; readonly files: readonly string[] }[]> {
  const files = paths.filter((path) => taskFolderOf(path) !== undefined);
  const items = [...new Map(paths.flatMap((path) => itemPathOf(path) ?? []).map((item) => [item.path, item])).values()];
  const itemFiles = (path: string) => itemFileNames.map((name) => `${path}/${name}`);
  const names = [...files, ...items.flatMap(({ path }) => itemFiles(path))];
  const blobs = await readBlobs(
    repository,
    names.map((name) => `${commit}:${name}`),
    largest,
  );
  const textOf = (name: string) => blobs.get(`${commit}:${name}`)?.bytes.toString('utf8');
  const tasks = files.flatMap((file) => {
    const [folder, text] = [taskFolderOf(file), textOf(file)];
    return folder === undefined || text === undefined ? [] : [{ task: parseTask(text, file, folder), files: [file] }];
  });
  for (const { path, folder } of items) {
    const texts = new Map<ItemFileName, string>();
    for (const name of itemFileNames) {
      const text = textOf(`${path}/${name}`);
      if (text !== undefined) texts.set(name, text);
    }
    const { task } = parseItem({ path, folder, texts });
    if (task !== undefined) tasks.push({ task, files: itemFiles(path) });
  }
  return tasks;
}

/** Other files have the names of summary tables too; one that lists no item is anybody's. */
async function summariesAmong(repository: Repository, sha: string, paths: readonly string[]): Promise<string[]> {
  const tables = paths.filter((path) => summaryTables.includes(path));
  const blobs = await readBlobs(
    repository,
    tables.map((path) => `${sha}:${path}`),
    largest,
  );
  return tables.filter((path) => readSummary(blobs.get(`${sha}:${path}`)?.bytes.toString('utf8') ?? '').length > 0);
}
