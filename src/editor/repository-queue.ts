/** Reads a repository's files into what the editor shows. Reads only, so it also serves Restricted Mode. */
import type { KnownBacklog } from '../backlog/lint/edited-backlog.ts';
import { leaves } from '../backlog/parse/criteria.ts';
import type { HumanWork } from '../backlog/queue/human-work.ts';
import { buildQueue, type Queue } from '../backlog/queue/queue.ts';
import { BacklogReaders } from '../backlog/read/backlog-readers.ts';
import type { Criterion, Task } from '../backlog/task.ts';
import { probeText } from '../backlog/until/probe.ts';
import type { ActionEntry, CriterionEntry, RepositoryQueue, TaskEntry } from './queue-entries.ts';
import type { RepositoryFolder } from './queue-source.ts';
import { archivedLinks, linksOf } from './task-links.ts';

/** Reads the queues of the window's repositories, each time only the files that changed. */
export class RepositoryQueues {
  readonly #readers = new BacklogReaders();
  readonly #known = new Map<string, KnownBacklog>();

  /** Never rejects: what cannot be read is said in the result. */
  async read({ root, name }: RepositoryFolder): Promise<RepositoryQueue> {
    try {
      const backlog = await this.#readers.read(root);
      const before = this.#known.get(root);
      // The same backlog is the same object, and has the same queue.
      const queue = before?.backlog === backlog ? before.queue : buildQueue(backlog);
      if (before?.backlog !== backlog) this.#known.set(root, { backlog, queue });
      return { root, name, ...queueEntries(queue) };
    } catch (error) {
      this.#known.delete(root);
      const cause = error instanceof Error ? error.message : String(error);
      return { root, name, tasks: [], actions: [], warnings: [], error: `The tasks cannot be read: ${cause}` };
    }
  }

  /** All that the last reading of a repository found; undefined where it could not be read. */
  known(root: string): KnownBacklog | undefined {
    return this.#known.get(root);
  }
}

/** The entries of a queue as the editor shows them: open tasks in the queue's order, then the archived ones. */
export function queueEntries(queue: Queue): Pick<RepositoryQueue, 'tasks' | 'actions' | 'warnings'> {
  const next = queue.entries.find(({ status, task }) => status === 'ready' && task.id === queue.next?.itemId);
  const open = queue.entries.map((entry): TaskEntry => {
    const { task, status, reason, blockedBy, explanation } = entry;
    return {
      ...factsOf(task),
      ...{ state: status, explanation, blockedBy, links: linksOf(entry), next: entry === next },
      ...(reason === undefined ? {} : { blockedReason: reason }),
    };
  });
  const archived = queue.completed.map((task): TaskEntry => {
    const links = archivedLinks(task);
    return { ...factsOf(task), state: 'completed', explanation: 'Archived.', next: false, blockedBy: [], links };
  });
  const actions = queue.humanWork.map(actionEntry);
  return { tasks: [...open, ...archived], actions, warnings: queue.warnings };
}

function actionEntry({ action, effectiveUrgency: priority, blocks }: HumanWork): ActionEntry {
  const { id, title, status, file, until } = action;
  const facts = { id, title, priority, status, blocks: blocks.map((task) => task.id), file };
  if (until === undefined) return facts;
  if ('fault' in until) return { ...facts, until: '' };
  const runsCommand = until.probes.some(({ kind }) => kind === 'command');
  const text = until.probes.map(probeText).join(' and ');
  return { ...facts, until: text, ...(runsCommand ? { runsCommand } : {}) };
}

function factsOf(task: Task) {
  const { id, title, priority, labels, created, file, folder, verify } = task;
  const executed = leaves(task.criteria);
  const places = new Map(executed.map((criterion, index) => [criterion, index]));
  const done = executed.filter(({ state }) => state !== 'open').length;
  return {
    ...{ id, title, priority, labels, file, folder, done, total: executed.length },
    ...(created === undefined ? {} : { created }),
    usesCluster: verify !== 'none',
    criteria: task.criteria.map((criterion) => criterionEntry(criterion, places)),
  };
}

function criterionEntry(criterion: Criterion, places: ReadonlyMap<Criterion, number>): CriterionEntry {
  const { text, address, state, line, children } = criterion;
  const index = places.get(criterion);
  return {
    ...{ text, address, state, line, children: children.map((child) => criterionEntry(child, places)) },
    ...(index === undefined ? {} : { index }),
  };
}
