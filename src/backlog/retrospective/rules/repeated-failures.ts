/** Rule: a failure of one kind that came three times becomes an item of its own, once. */

import { priorityRank } from '../../queue/priority.ts';
import { isEnded } from '../../queue/status-words.ts';
import type { Priority, Task } from '../../task.ts';
import { idKey } from '../../task-id.ts';
import { causeMarksIn, failureKindText } from '../cause-marks.ts';
import { componentsOf } from '../components.ts';
import { dayMs, type Facts, type Failure, textsOf } from '../facts.ts';
import type { NewItem, Recommendation } from '../proposal.ts';

const by = 'repeated-failure';

/** How often a failure has to come. */
const often = 3;

/** Days that are looked back. */
const windowDays = 30;

const longestTitle = 120;

/** How the kind of a failure begins that is the root cause of a verification; its key follows. */
export const causeKind = 'cause-';

/**
 * The source of the rule: "raises recurring failures (3 of a kind) as new items" of the workflow that this project
 * follows. An item that is open for the kind is named instead; one that is over counts from its end on.
 */
export function repeatedFailures(facts: Facts): (NewItem | Recommendation)[] {
  const kinds = new Map<string, Failure[]>();
  const opened = openedByThisRule(facts);
  for (const failure of facts.failures) {
    if (facts.now - failure.at > windowDays * dayMs || opened.has(idKey(failure.itemId))) continue;
    kinds.set(failure.kind, [...(kinds.get(failure.kind) ?? []), failure]);
  }
  return Array.from(kinds).flatMap(([kind, all]): (NewItem | Recommendation)[] => {
    const known = facts.backlog.tasks.filter((task) => holdsKind(textsOf(task, facts), kind));
    const ended = Math.max(0, ...known.filter(isEnded).map(({ file }) => facts.changedAt.get(file) ?? facts.now));
    const failures = all.filter(({ at }) => at > ended).toSorted((one, other) => one.at - other.at);
    const last = failures.at(-1);
    if (last === undefined || failures.length < often) return [];
    const open = known.find((task) => !isEnded(task));
    if (open === undefined) return [newItem(kind, last, failures, facts)];
    const text = `${open.id} is open for a failure that came ${failures.length} times in ${windowDays} days: ${last.what}`;
    return [{ kind: 'recommend', text, by }];
  });
}

/** Failures at such an item are no reason for another one: that would go on for ever. */
function openedByThisRule(facts: Facts): ReadonlySet<string> {
  const isOwn = (task: Task) =>
    textsOf(task, facts)
      .flatMap(causeMarksIn)
      .some((mark) => mark.startsWith('Failure-Kind'));
  return new Set(facts.backlog.tasks.filter(isOwn).map(({ id }) => idKey(id)));
}

/** Items that a verification opened hold the key of the cause. */
function holdsKind(texts: readonly string[], kind: string): boolean {
  const key = kind.startsWith(causeKind) ? `Cause-Key: ${kind.slice(causeKind.length)}` : undefined;
  const marks = texts.flatMap(causeMarksIn);
  return marks.includes(failureKindText(kind)) || (key !== undefined && marks.includes(key));
}

function newItem(kind: string, last: Failure, failures: readonly Failure[], { backlog }: Facts): NewItem {
  const tasks = backlog.tasks.filter((task) => failures.some(({ itemId }) => idKey(itemId) === idKey(task.id)));
  const ids = [...new Set(failures.map(({ itemId }) => itemId))];
  const lines = failures.slice(-10).map(({ at, itemId, sessionId, what }) => {
    return `- ${new Date(at).toISOString().slice(0, 10)}, ${itemId}, session ${sessionId.slice(0, 8)}: ${what}`;
  });
  const title = `Recurring failure: ${last.what.replace(/[.!]+$/, '')}`;
  return {
    kind: 'create',
    title: title.length > longestTitle ? `${title.slice(0, longestTitle - 1).trimEnd()}…` : title,
    description: [
      `The same failure ended work ${failures.length} times in ${windowDays} days, at ${ids.join(', ')}:`,
      '',
      ...lines,
      '',
      failureKindText(kind),
    ].join('\n'),
    component: tasks.flatMap(componentsOf)[0] ?? 'unknown',
    priority: mostUrgent(tasks),
    criteria: [
      'What causes the failure is found, and written into this task',
      'The cause is removed, and what failed by it works',
    ],
    reason: `The same failure came ${failures.length} times, at ${ids.join(', ')}`,
    by,
  };
}

function mostUrgent(tasks: readonly Task[]): Priority {
  const [first] = tasks
    .map(({ priority }) => priority)
    .toSorted((one, other) => priorityRank(one) - priorityRank(other));
  return first ?? 'medium';
}
