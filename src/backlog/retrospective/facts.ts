/** What the rules of a retrospective look at. Times are milliseconds since 1970. */
import { resolveTasks } from '../queue/identity.ts';
import type { Queue } from '../queue/queue.ts';
import { isEnded } from '../queue/status-words.ts';
import type { Backlog, Task } from '../task.ts';
import { idKey } from '../task-id.ts';

/** Something that went wrong in a session. */
export interface Failure {
  /** What failures of one kind have in common, in one word without blanks. */
  readonly kind: string;
  /** In one line, for people. */
  readonly what: string;
  readonly itemId: string;
  readonly sessionId: string;
  readonly at: number;
}

/** A folder that was in the repository once. */
export interface GoneFolder {
  /** The commit that took its last file away, shortened. */
  readonly commit: string;
  /** Where its files went; undefined where they were deleted. */
  readonly movedTo?: string;
}

/** The parts that a repository is made of, by the names of folders and files, in small letters. */
export interface Parts {
  readonly there: ReadonlySet<string>;
  readonly gone: ReadonlyMap<string, GoneFolder>;
}

export interface Facts {
  readonly backlog: Backlog;
  /** Of that backlog. */
  readonly queue: Queue;
  /** What the files of an item say, by its file; of what could not be read there is nothing. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** When an item last changed, by its file; of one that is not committed as it is there is nothing. */
  readonly changedAt: ReadonlyMap<string, number>;
  readonly failures: readonly Failure[];
  readonly parts: Parts;
  readonly now: number;
  /** Ids, by `idKey`, of which a file is changed, moved or removed and not committed: what they come to is not known. */
  readonly unsettled?: ReadonlySet<string>;
}

export const dayMs = 24 * 60 * 60 * 1000;

/** All that the files of an item say. */
export function textsOf({ file }: Task, { texts }: Pick<Facts, 'texts'>): readonly string[] {
  return texts.get(file) ?? [];
}

/** Whole days since an item last changed; undefined where nobody knows. */
export function daysUnchanged({ file }: Task, { changedAt, now }: Facts): number | undefined {
  const at = changedAt.get(file);
  return at === undefined ? undefined : Math.floor((now - at) / dayMs);
}

/** The open items that wait for each item, by the id's `idKey`. */
export function dependentsOf({ entries }: Queue): ReadonlyMap<string, readonly Task[]> {
  const dependents = new Map<string, Task[]>();
  for (const { task, waits } of entries) {
    const keys = new Set(waits.flatMap(({ id, tasks }) => [idKey(id), ...tasks.map((one) => idKey(one.id))]));
    for (const key of keys) dependents.set(key, [...(dependents.get(key) ?? []), task]);
  }
  return dependents;
}

/** The open item of an id, where exactly one file holds it; what is a copy of another file is none. */
export function openItem({ tasks }: Backlog, id: string): Task | undefined {
  const key = idKey(id);
  const [first, ...others] = tasks.filter((task) => idKey(task.id) === key && !isEnded(task));
  if (first === undefined || others.length > 0) return undefined;
  return resolveTasks(tasks).holders.get(key)?.open.includes(first) === true ? first : undefined;
}
