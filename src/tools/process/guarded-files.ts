/** Files that steer the engine itself: what the agent did to them is put back, kept, and said. */
import { readActionTable } from '../../backlog/parse/action-table.ts';
import { parseTask } from '../../backlog/parse/parse.ts';
import { itemPathOf } from '../../backlog/standard/item-path.ts';
import {
  actionTables,
  bases,
  type ItemFileName,
  itemFilesAmong,
  summaryTables,
} from '../../backlog/standard/places.ts';
import { readSummary } from '../../backlog/standard/summary.ts';
import { idKey } from '../../backlog/task-id.ts';
import type { ChangedPath } from '../../git/work-tree.ts';
import type { AttemptWork, Look } from './attempt-work.ts';
import { type ItemTexts, isItemTampered } from './item-guard.ts';
import type { Run } from './run.ts';
import { putSteeringBack, steeringFiles } from './steering.ts';
import { keepsTask, taskFolderOf } from './task-file-guard.ts';

export interface GuardedOutcome {
  /** What the agent changed besides. */
  readonly changes: readonly ChangedPath[];
  readonly putBack: readonly string[];
  readonly notes: readonly string[];
}

/** Puts guarded files back. Its versions are kept in a ref that the note and the report name. */
export async function putGuardedFilesBack(run: Run, work: AttemptWork, look: Look): Promise<GuardedOutcome> {
  const { tree, changes: all } = look;
  const changes = all.filter(({ path }) => !work.isDisowned(path));
  // The user's own edits are never put back; touching them stops the run.
  const guarded = changes.filter(({ path }) => !work.isUsersOwn(path));
  const tampered = await tamperedAmong(run, work, tree, guarded);
  const ignored = await putIgnoredBack(run, work, new Set(all.map(({ path }) => path)));
  if (tampered.length === 0) return { changes, putBack: [], notes: ignored };
  const putBack = tampered.map(({ path }) => path);
  const paths = putBack.join(', ');
  const ref = await work.keep(`the agent edited ${paths}`, `${run.itemId}-edited-by-agent`);
  await run.camera.putBack(work.baseline.tree, tampered);
  const note = `The agent edited what only people and the engine may (${paths}); put back, its version is kept in ${ref}.`;
  run.context.log('log', 'warning', note);
  run.report.warnings.push(note);
  return { changes: changes.filter((changed) => !tampered.includes(changed)), putBack, notes: [note, ...ignored] };
}

/** Those of the changes that only people and the engine may make. */
export async function tamperedAmong(
  run: Run,
  work: AttemptWork,
  tree: string,
  changes: readonly ChangedPath[],
): Promise<ChangedPath[]> {
  const guard = new Guard(run, work.baseline.tree, tree);
  const tampered: ChangedPath[] = [];
  for (const changed of changes) if (await guard.isTampered(changed)) tampered.push(changed);
  return tampered;
}

/** The same for configuration and state that git ignores, which no picture shows. */
async function putIgnoredBack(run: Run, work: AttemptWork, seen: ReadonlySet<string>): Promise<string[]> {
  const { repository, itemId, report } = run;
  const done = await putSteeringBack(repository, itemId, work.baseline.steering, (name) => seen.has(name));
  const notes = done.map(({ name, kept = 'gone' }) => {
    return `${name} changed while the criterion ran (now ${kept}); put back. Only people and the engine may change it.`;
  });
  report.leftovers.push(...done.flatMap(({ kept }) => kept ?? []));
  report.warnings.push(...notes);
  return notes;
}

/** Judges the changes between two pictures of the work tree. */
class Guard {
  readonly #run: Run;
  readonly #before: string;
  readonly #after: string;
  /** Texts of items by picture and folder; one item may have many changes. */
  readonly #items = new Map<string, Promise<ItemTexts>>();

  constructor(run: Run, before: string, after: string) {
    this.#run = run;
    this.#before = before;
    this.#after = after;
  }

  async isTampered(changed: ChangedPath): Promise<boolean> {
    const { path, change } = changed;
    if (steeringFiles.includes(path)) return true;
    if (bases.some((base) => path.startsWith(`${base}human-actions/`))) return change !== 'A';
    if (summaryTables.includes(path) || actionTables.includes(path)) return this.#isSummary(path);
    const item = itemPathOf(path);
    if (item !== undefined) {
      const [before, after] = await Promise.all([
        this.#item(this.#before, item.path),
        this.#item(this.#after, item.path),
      ]);
      return isItemTampered({ item, change, before, after }, this.#run.knownIds);
    }
    return this.#isTaskTampered(changed);
  }

  async #isTaskTampered({ path, change }: ChangedPath): Promise<boolean> {
    const folder = taskFolderOf(path);
    if (folder === undefined) return false;
    const text = (await this.#read(this.#after, path)) ?? '';
    // A new task may be written, a second one with a known id or an archived one may not.
    if (change === 'A')
      return folder === 'completed' || this.#run.knownIds.has(idKey(parseTask(text, path, folder).id));
    return change === 'D' || !keepsTask(path, (await this.#read(this.#before, path)) ?? '', text);
  }

  /** Other files have the names of summary tables too: a features.md that lists no item is anybody's. */
  async #isSummary(path: string): Promise<boolean> {
    const texts = await Promise.all([this.#read(this.#before, path), this.#read(this.#after, path)]);
    return texts.some((text = '') => readSummary(text).length > 0 || readActionTable(text, path).length > 0);
  }

  #item(tree: string, path: string): Promise<ItemTexts> {
    const key = `${tree} ${path}`;
    const known = this.#items.get(key) ?? this.#readItem(tree, path);
    this.#items.set(key, known);
    return known;
  }

  async #readItem(tree: string, path: string): Promise<ItemTexts> {
    const texts = new Map<ItemFileName, string>();
    for (const name of itemFilesAmong(await this.#run.camera.list(tree, path))) {
      const text = await this.#read(tree, `${path}/${name}`);
      if (text !== undefined) texts.set(name, text);
    }
    return texts;
  }

  #read(tree: string, path: string): Promise<string | undefined> {
    return this.#run.camera.read(tree, path);
  }
}
