/** Reads a repository's files into what the editor shows. Reads only, so it also serves Restricted Mode. */
import type { KnownBacklog } from '../backlog/lint/edited-backlog.ts';
import { countOf, leaves } from '../backlog/parse/criteria.ts';
import type { HumanWork } from '../backlog/queue/human-work.ts';
import { buildQueue, type Queue } from '../backlog/queue/queue.ts';
import type { QueueEntry } from '../backlog/queue/queue-entry.ts';
import type { Glance } from '../backlog/read/backlog-reader.ts';
import { BacklogReaders } from '../backlog/read/backlog-readers.ts';
import { TimeSlices } from '../backlog/read/time-slices.ts';
import type { Criterion, Task } from '../backlog/task.ts';
import { probeText } from '../backlog/until/probe.ts';
import { hasGit } from '../git/has-git.ts';
import { keptReadings, type ReadingsPlace } from './kept-readings.ts';
import * as l10n from './l10n.ts';
import type { ActionEntry, CriterionEntry, RepositoryQueue, TaskEntry } from './queue-entries.ts';
import type { RepositoryFolder } from './queue-source.ts';
import { unlinked } from './shown-text.ts';
import { archivedLinks, linksOf } from './task-links.ts';

/** What the last reading of a repository found, and what is shown of it. */
interface Kept extends KnownBacklog {
  readonly shown: RepositoryQueue;
}

/** Reads the queues of the window's repositories, each time only the files that changed. */
export class RepositoryQueues {
  readonly #readers: BacklogReaders;
  readonly #kept = new Map<string, Kept>();

  /** @param place where what is read of large repositories is kept for the next window; nowhere when not given */
  constructor(place?: ReadingsPlace) {
    this.#readers = new BacklogReaders((root) => (place === undefined ? undefined : keptReadings(place, root)));
  }

  /**
   * The queue as it is now: the same object as long as no file changed, with the same entries for what no change concerns.
   * Where many tasks are archived, the first reading leaves them out. Never rejects: what cannot be read is said in the result.
   */
  async read({ root, name }: RepositoryFolder): Promise<RepositoryQueue> {
    try {
      const { backlog, isWhole } = await this.#look(root);
      const noGit = (await hasGit(root)) ? {} : ({ noGit: true } as const);
      const before = this.#kept.get(root);
      const isSame = before?.backlog === backlog && before.shown.noGit === noGit.noGit;
      if (isSame && before.shown.name === name) return before.shown;
      const slices = new TimeSlices();
      await slices.pause();
      const queue = before?.backlog === backlog ? before.queue : buildQueue(backlog);
      await slices.pause();
      const shown = { root, name, ...(await queueEntries(queue, isWhole, slices)), ...noGit };
      this.#kept.set(root, { backlog, queue, shown });
      return shown;
    } catch (error) {
      this.#kept.delete(root);
      const cause = error instanceof Error ? error.message : String(error);
      return { root, name, tasks: [], actions: [], warnings: [], error: l10n.t`The tasks cannot be read: ${cause}` };
    }
  }

  /** Open tasks are seen at once; who has read a repository before reads all of it. */
  async #look(root: string): Promise<Glance> {
    if (!this.#kept.has(root)) return this.#readers.glance(root);
    return { backlog: await this.#readers.read(root), isWhole: true };
  }

  /** Keeps what was read of a repository for the next window, if it is large. @throws the system's error */
  keep(root: string): Promise<void> {
    return this.#readers.keep(root);
  }

  /** All that the last reading of a repository found; undefined where it could not be read, or is not read to the end. */
  known(root: string): KnownBacklog | undefined {
    const kept = this.#kept.get(root);
    return kept?.shown.unread === undefined ? kept : undefined;
  }
}

/** The entries of a queue as the editor shows them: open tasks in the queue's order, then the archived ones, if they are whole. */
async function queueEntries(
  { entries, next, completed, humanWork, warnings }: Queue,
  isWhole: boolean,
  slices: TimeSlices,
): Promise<Pick<RepositoryQueue, 'tasks' | 'unread' | 'actions' | 'warnings'>> {
  const first = entries.find(({ status, task }) => status === 'ready' && task.id === next?.itemId);
  const tasks: TaskEntry[] = [];
  for (const one of isWhole ? [...entries, ...completed] : entries) {
    if (slices.isOver()) await slices.pause();
    tasks.push(taskEntry(one, one === first));
  }
  return { tasks, ...(isWhole ? {} : { unread: completed.length }), actions: humanWork.map(actionEntry), warnings };
}

/** What was made of entries, and of archived tasks: both are the same objects for as long as they say the same. */
const made = new WeakMap<QueueEntry | Task, TaskEntry>();

function taskEntry(one: QueueEntry | Task, next: boolean): TaskEntry {
  const before = made.get(one);
  if (before?.next === next) return before;
  const entry = 'task' in one ? openEntry(one, next) : archivedEntry(one);
  made.set(one, entry);
  return entry;
}

function openEntry(entry: QueueEntry, next: boolean): TaskEntry {
  const { task, status, reason, blockedBy, explanation } = entry;
  return {
    ...factsOf(task),
    ...{ state: status, explanation: unlinked(explanation), blockedBy, links: linksOf(entry), next },
    ...(reason === undefined ? {} : { blockedReason: reason }),
    get criteria() {
      return criteriaOf(task);
    },
  };
}

function archivedEntry(task: Task): TaskEntry {
  const links = archivedLinks(task);
  return {
    ...factsOf(task),
    ...{ state: 'completed', explanation: l10n.t('Archived.'), next: false, blockedBy: [], links },
    get criteria() {
      return criteriaOf(task);
    },
  };
}

function actionEntry({ action, effectiveUrgency: priority, blocks }: HumanWork): ActionEntry {
  const { id, title, status, file, until } = action;
  const facts = { id, title: unlinked(title), priority, status, blocks: blocks.map((task) => task.id), file };
  if (until === undefined) return facts;
  if ('fault' in until) return { ...facts, until: '' };
  const runsCommand = until.probes.some(({ kind }) => kind === 'command');
  const text = l10n.list(until.probes.map(probeText));
  return { ...facts, until: text, ...(runsCommand ? { runsCommand } : {}) };
}

function factsOf(task: Task) {
  const { id, title, priority, labels, created, file, folder, verify } = task;
  const { total, open } = countOf(task);
  return {
    ...{ id, title: unlinked(title), priority, labels, file, folder, done: total - open, total },
    ...(created === undefined ? {} : { created }),
    usesCluster: verify !== 'none',
  };
}

const criteriaEntries = new WeakMap<Task, readonly CriterionEntry[]>();

/** Made when a row is opened, or a command needs them: of thousands of tasks hardly one is. */
function criteriaOf(task: Task): readonly CriterionEntry[] {
  const before = criteriaEntries.get(task);
  if (before !== undefined) return before;
  const places = new Map(leaves(task.criteria).map((criterion, index) => [criterion, index]));
  const entries = task.criteria.map((criterion) => criterionEntry(criterion, places));
  criteriaEntries.set(task, entries);
  return entries;
}

/** Written out: an object that begins with another one's fields takes half as much again, and there are many of these. */
function criterionEntry(criterion: Criterion, places: ReadonlyMap<Criterion, number>): CriterionEntry {
  const { text, address, state, line } = criterion;
  const children =
    criterion.children.length === 0 ? childless : criterion.children.map((child) => criterionEntry(child, places));
  const index = places.get(criterion);
  return index === undefined
    ? { text, address, state, line, children }
    : { text, address, state, line, children, index };
}

const childless: readonly CriterionEntry[] = [];
