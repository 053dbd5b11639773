/** Rule: of two open items that are the same work, the newer one is merged into the older one. */
import { duplicateIndex } from '../../duplicates/find-duplicates.ts';
import { leaves } from '../../parse/criteria.ts';
import type { Task } from '../../task.ts';
import { shareComponent } from '../components.ts';
import { createdOf } from '../created.ts';
import { type Facts, textsOf } from '../facts.ts';
import type { Merge } from '../proposal.ts';
import { areParts } from '../sequence.ts';

/** Least likeness of a merge, from 0 to 1; a warning needs less. */
const leastLikeness = 0.7;

interface Twin {
  readonly task: Task;
  readonly reason: string;
}

/**
 * The source of the rule: "same cause, over 70 % overlap: the older keeps the criteria" of the workflow that this project
 * follows. Items of one sequence (one waits for the other, or a third for both) are parts of a whole, not twins.
 */
export function duplicates(facts: Facts): Merge[] {
  const open = facts.queue.entries.map(({ task }) => task).filter(({ isHumanAction, stop }) => !isHumanAction && !stop);
  const twinsOf = twinFinder(open, facts);
  const ages = new Map(open.map((task) => [task, createdOf(task, facts)]));
  const ageOf = (task: Task) => ages.get(task) ?? 0;
  const merges = new Map<Task, Twin>();
  for (const task of open.toSorted((one, other) => ageOf(one) - ageOf(other))) {
    const twin = twinsOf(task).find(
      ({ task: other }) =>
        ageOf(other) < ageOf(task) &&
        other.layout === task.layout &&
        shareComponent(task, other) &&
        !areParts(task, other, facts.queue),
    );
    // What the older one is merged into itself gets the criteria of both.
    if (twin !== undefined) merges.set(task, { ...twin, task: merges.get(twin.task)?.task ?? twin.task });
  }
  return Array.from(merges, ([{ id }, { task: target, reason }]) => {
    const words = `Same work as ${target.id} (${target.title}): ${reason}`;
    return { kind: 'merge', source: id, target: target.id, reason: words, by: 'duplicate' };
  });
}

/** The items that were opened for the same root cause, then those that say the same. */
function twinFinder(open: readonly Task[], facts: Facts): (task: Task) => Twin[] {
  const index = duplicateIndex(open);
  const keys = new Map(open.map((task) => [task, causeKeysIn(textsOf(task, facts))]));
  const byFile = new Map(open.map((task) => [task.file, task]));
  return (task) => {
    const own = keys.get(task) ?? [];
    const sameCause = own.length === 0 ? [] : open.filter((other) => keys.get(other)?.some((key) => own.includes(key)));
    const criteria = leaves(task.criteria).map(({ text }) => text);
    const alike = index.find({ ...task, criteria }, { except: task.file, least: leastLikeness, most: 10 });
    return [
      ...sameCause.map((other) => ({ task: other, reason: 'both were opened for one cause' })),
      ...alike.flatMap(({ file, reason }) => {
        const other = byFile.get(file);
        return other === undefined ? [] : [{ task: other, reason }];
      }),
    ];
  };
}

/** Keys of root causes, as items hold them that a verification opened. */
function causeKeysIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const found = text.matchAll(/\bCause-Key: ([0-9a-f]{12})(?![0-9a-f])/g);
    return Array.from(found, (match) => match[1] ?? '');
  });
}
