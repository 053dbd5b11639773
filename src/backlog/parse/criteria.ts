/** The criteria of a task as a flat list: what is executed, what is counted, and which one an address means. */
import type { Criterion, CriterionAddress, Task } from '../task.ts';
import { withoutWaiver } from './waiver.ts';

/** What is executed: the boxes without boxes below them, in file order. */
export function leaves(criteria: readonly Criterion[]): Criterion[] {
  return criteria.flatMap((criterion) => (criterion.children.length === 0 ? [criterion] : leaves(criterion.children)));
}

/** All boxes, parents before what is below them, in file order. */
export function boxes(criteria: readonly Criterion[]): Criterion[] {
  return criteria.flatMap((criterion) => [criterion, ...boxes(criterion.children)]);
}

export interface CriteriaCount {
  readonly total: number;
  readonly open: number;
}

/** Counts what is executed; a parent is done when its children are and does not count by itself. */
export function countCriteria(criteria: readonly Criterion[]): CriteriaCount {
  let total = 0;
  let open = 0;
  for (const criterion of criteria) {
    if (criterion.children.length > 0) {
      const below = countCriteria(criterion.children);
      total += below.total;
      open += below.open;
    } else {
      total += 1;
      if (criterion.state === 'open') open += 1;
    }
  }
  return { total, open };
}

const noted = new WeakMap<Task, CriteriaCount>();

/** Says how many criteria a task has whose criteria are made only when somebody looks at them. */
export function noteCount(task: Task, count: CriteriaCount): void {
  noted.set(task, count);
}

/** How many criteria a task has; those of one whose count was noted are not made for it. */
export function countOf(task: Task): CriteriaCount {
  return noted.get(task) ?? countCriteria(task.criteria);
}

/** What a remark starts with that is added to a criterion when it is done: ` - all 5 done`, ` (moved)`, `: done`. */
const remark = /^(?: ?[([]| [-–—→=:|]|[:;,.](?: |$))/u;

/**
 * The criterion that an address means after the file was edited; undefined when none or more than one could be meant.
 * Texts are edited when a criterion is checked and criteria are inserted before it, so the same text in the same group
 * counts first, then a text that is the other one with a remark behind it, and the place decides among equals. Texts that
 * only begin alike are two criteria: those of a group often differ by their last word.
 */
export function findCriterion(criteria: readonly Criterion[], address: CriterionAddress): Criterion | undefined {
  const all = boxes(criteria);
  const wanted = normalised(address.text);
  const sameGroup = all.filter((criterion) => isSameGroup(criterion.address, address));
  const same = sameGroup.filter(({ text }) => normalised(text) === wanted);
  if (same.length > 0) return nearest(same, address);
  const scored = sameGroup.map((criterion) => ({ criterion, length: sharedText(normalised(criterion.text), wanted) }));
  const longest = scored.reduce((most, { length }) => Math.max(most, length), 0);
  if (longest > 0) {
    const best = scored.filter(({ length }) => length === longest).map(({ criterion }) => criterion);
    return nearest(best, address);
  }
  const elsewhere = all.filter(({ text }) => normalised(text) === wanted);
  return elsewhere.length === 1 ? elsewhere[0] : undefined;
}

function isSameGroup(one: CriterionAddress, other: CriterionAddress): boolean {
  return (
    one.group.length === other.group.length &&
    one.group.every((heading, index) => heading === other.group[index]) &&
    one.repeat?.heading === other.repeat?.heading
  );
}

function nearest(candidates: readonly Criterion[], address: CriterionAddress): Criterion | undefined {
  const place = ({ ordinal, repeat }: CriterionAddress) => repeat?.ordinal ?? ordinal;
  const distances = candidates.map((candidate) => Math.abs(place(candidate.address) - place(address)));
  const smallest = distances.reduce((least, distance) => Math.min(least, distance), Number.POSITIVE_INFINITY);
  const found = candidates.filter((_, index) => distances[index] === smallest);
  return found.length === 1 ? found[0] : undefined;
}

/** Length of the shorter of two normalised texts where the longer is it with a remark; 0 where it is not. */
function sharedText(one: string, other: string): number {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  if (shorter === '' || !longer.startsWith(shorter)) return 0;
  return remark.test(longer.slice(shorter.length)) ? shorter.length : 0;
}

/**
 * A text without case, emphasis, strike-through, code marks, tick marks and repeated blanks; of a waived one, what was
 * struck out, so that it stays itself among others of the same text.
 */
function normalised(text: string): string {
  const bare = withoutWaiver(text)
    .toLowerCase()
    .replace(/[*_~`✅✓✔]/gu, '');
  return bare.split(/\s+/).filter(Boolean).join(' ');
}
