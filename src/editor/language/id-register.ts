/** What stands behind an id, for people. Without the editor. */
import type { KnownBacklog } from '../../backlog/lint/edited-backlog.ts';
import { countCriteria } from '../../backlog/parse/criteria.ts';
import type { QueueEntry } from '../../backlog/queue/queue-entry.ts';
import { type Register, registerOf, standingOfId } from '../../backlog/queue/standing.ts';
import { isGivenUp } from '../../backlog/queue/status-words.ts';
import type { HumanAction, Task } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';
import * as l10n from '../l10n.ts';
import { criterionWord, taskWord } from '../run-words.ts';

/** A task or human action that holds an id. */
export interface IdHolder {
  readonly id: string;
  readonly title: string;
  /** Path below the root, with forward slashes. */
  readonly file: string;
  readonly isAction: boolean;
  /** How it stands, in a few words: `ready · high · 3 of 7`. */
  readonly facts: readonly string[];
  /** Why it is where it is; empty where nothing is to be said. */
  readonly explanation: string;
}

interface Index {
  readonly register: Register;
  readonly entries: ReadonlyMap<Task, QueueEntry>;
}

/** Looks ids up; what it needs for that is made once for each reading of a repository, when it is first asked. */
export class IdRegister {
  readonly #indexes = new WeakMap<KnownBacklog, Index>();

  /** Everything that holds an id: open tasks before those that are over, an action where no task has it. */
  holders(known: KnownBacklog, id: string): IdHolder[] {
    const { register, entries } = this.#indexOf(known);
    const { tasks, action } = standingOfId(idKey(id), register);
    if (tasks.length > 0) return tasks.map((task) => holderOfTask(task, entries.get(task)));
    return action === undefined ? [] : [holderOfAction(action)];
  }

  /** All ids with their titles, what is open first. */
  all({ backlog, queue }: KnownBacklog): IdHolder[] {
    const open = new Set(queue.entries.map(({ task }) => task));
    return [
      ...queue.entries.map((entry) => holderOfTask(entry.task, entry)),
      ...backlog.humanActions.map(holderOfAction),
      ...backlog.tasks.filter((task) => !open.has(task)).map((task) => holderOfTask(task, undefined)),
    ];
  }

  #indexOf(known: KnownBacklog): Index {
    const before = this.#indexes.get(known);
    if (before !== undefined) return before;
    const entries = new Map(known.queue.entries.map((entry) => [entry.task, entry]));
    const index = { register: registerOf(known.backlog), entries };
    this.#indexes.set(known, index);
    return index;
  }
}

function holderOfTask(task: Task, entry: QueueEntry | undefined): IdHolder {
  const { id, title, file, priority, criteria } = task;
  const { total, open } = countCriteria(criteria);
  const count = total === 0 ? l10n.t('no criteria') : l10n.t`${total - open} of ${total}`;
  const state =
    entry === undefined ? (isGivenUp(task) ? l10n.t('given up') : criterionWord('done')) : taskWord(entry.status);
  const facts = entry === undefined ? [state, count] : [state, priority, count];
  return { id, title, file, isAction: false, facts, explanation: entry?.explanation ?? '' };
}

function holderOfAction({ id, title, file, status, urgency, blockingItems }: HumanAction): IdHolder {
  const explanation = blockingItems.length === 0 ? '' : l10n.t`It blocks ${blockingItems.join(', ')}.`;
  return { id, title, file, isAction: true, facts: [l10n.t('human action'), status, urgency], explanation };
}
