/** Rule: of two open items that are the same work, the newer one is merged into the older one. */
import { duplicateIndex } from '../../duplicates/find-duplicates.ts';
import { leaves } from '../../parse/criteria.ts';
import type { Task } from '../../task.ts';
import { idKey, idsIn } from '../../task-id.ts';
import { causeMarksIn } from '../cause-marks.ts';
import { shareComponent } from '../components.ts';
import { createdOf } from '../created.ts';
import { type Facts, textsOf } from '../facts.ts';
import type { Merge, Recommendation } from '../proposal.ts';
import { areParts } from '../sequence.ts';

/**
 * Least likeness, from 0 to 1, of a merge and of a recommendation to look. Of the labelled pairs of bench/duplicates that are
 * merged so, one in 73 is none; one in 25 of those that are told.
 */
const leastLikeness = { merged: 0.85, told: 0.7 } as const;

interface Twin {
  readonly task: Task;
  readonly reason: string;
  readonly isSure: boolean;
}

/**
 * The source of the rule: "same cause, over 70 % overlap: the older keeps the criteria" of the workflow that this project
 * follows. Items of one sequence (one waits for the other, or a third for both) are parts of a whole, not twins.
 */
export function duplicates(facts: Facts): (Merge | Recommendation)[] {
  const open = facts.queue.entries.map(({ task }) => task).filter(({ isHumanAction, stop }) => !isHumanAction && !stop);
  const twinsOf = twinFinder(open, facts);
  const ages = new Map(open.map((task) => [task, createdOf(task, facts)]));
  const ageOf = (task: Task) => ages.get(task) ?? 0;
  const found = new Map<Task, Twin>();
  for (const task of open.toSorted((one, other) => ageOf(one) - ageOf(other))) {
    const twin = twinsOf(task).find(
      ({ task: other }) =>
        ageOf(other) < ageOf(task) &&
        other.layout === task.layout &&
        shareComponent(task, other) &&
        !differInNumbers(task, other) &&
        !areParts(task, other, facts.queue) &&
        !isToldApart(task, other, facts),
    );
    if (twin === undefined) continue;
    // What the older one is merged into itself gets the criteria of both.
    const heir = found.get(twin.task);
    found.set(task, heir?.isSure === true ? { ...twin, task: heir.task } : twin);
  }
  return Array.from(found, ([task, twin]) => (twin.isSure ? mergeOf(task, twin) : hintAt(task, twin)));
}

function mergeOf({ id }: Task, { task: target, reason }: Twin): Merge {
  const words = `Same work as ${target.id} (${target.title}): ${reason}`;
  return { kind: 'merge', source: id, target: target.id, reason: words, by: 'duplicate' };
}

function hintAt({ id, title }: Task, { task: other, reason }: Twin): Recommendation {
  const text = `${id} (${title}) may be the same work as ${other.id} (${other.title}): ${reason}. Merge them, or say in one how they differ.`;
  return { kind: 'recommend', text, by: 'duplicate', about: [id, other.id] };
}

/** Whoever wrote one of them knew of the other, and made two; unless it is called a duplicate there. */
function isToldApart(one: Task, other: Task, facts: Facts): boolean {
  const names = (task: Task, id: string) =>
    textsOf(task, facts)
      .flatMap((text) => text.split(/\r\n|\n|\r/))
      .some(
        (line) =>
          idsIn(line).some((named) => idKey(named) === idKey(id)) && !/(?<!\bnot an? )\bduplicate\b/i.test(line),
      );
  return names(one, other.id) || names(other, one.id);
}

/** A warning may be wrong about `service 401` and `service 403`, which are words for the same trouble elsewhere; a merge may not. */
function differInNumbers(one: Task, other: Task): boolean {
  const [own, others] = [one, other].map(({ title }) => (title.match(/\d+/g) ?? []).map(Number).toSorted().join(' '));
  return own !== '' && others !== '' && own !== others;
}

/** The items that were opened for the same root cause, then those that say the same. */
function twinFinder(open: readonly Task[], facts: Facts): (task: Task) => Twin[] {
  const index = duplicateIndex(open);
  const marks = new Map(open.map((task) => [task, textsOf(task, facts).flatMap(causeMarksIn)]));
  const byFile = new Map(open.map((task) => [task.file, task]));
  return (task) => {
    const own = marks.get(task) ?? [];
    const isOfSameCause = (other: Task) => marks.get(other)?.some((one) => own.includes(one)) === true;
    // Different causes read alike: the items are written by one pattern.
    const isOfOtherCause = (other: Task) => own.length > 0 && marks.get(other)?.length !== 0 && !isOfSameCause(other);
    const criteria = leaves(task.criteria).map(({ text }) => text);
    const alike = index.find({ ...task, criteria }, { except: task.file, least: leastLikeness.told, most: 10 });
    return [
      ...open
        .filter(isOfSameCause)
        .map((other) => ({ task: other, reason: 'both were opened for one cause', isSure: true })),
      ...alike.flatMap(({ file, reason, score }) => {
        const other = byFile.get(file);
        return other === undefined || isOfOtherCause(other)
          ? []
          : [{ task: other, reason, isSure: score >= leastLikeness.merged }];
      }),
    ];
  };
}
