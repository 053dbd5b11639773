/** Tasks that wait for each other, as each of them sees it. */
import type { Problem, Task } from '../task.ts';
import { type Cycle, findCycles, wayRound } from './cycles.ts';
import { queueProblem } from './queue-problem.ts';
import type { Waiting } from './waiting.ts';

/** The circle that a task is in. */
export interface Circle {
  /** Ids of one way round, the first again at the end; `…` where it is too long to be told. */
  readonly ids: readonly string[];
  /** Whether the way begins and ends with the task itself; in a large knot it may be that of others. */
  readonly isOwn: boolean;
  /** How many tasks wait for each other. */
  readonly size: number;
}

export interface Circles {
  readonly of: ReadonlyMap<Task, Circle>;
  readonly problems: readonly Problem[];
}

/** Ids that a sentence about one task names, and those that a problem names. */
const toldOfTask = 12;
const toldOfAll = 50;

/** Knots up to this size get each member's own shortest way round; finding it costs a walk through the knot each. */
const smallKnot = 100;

/**
 * Finds all circles.
 * @param waiting what the tasks wait for; only those that wait for anything
 */
export function findCircles(waiting: ReadonlyMap<Task, Waiting>): Circles {
  const targets = targetsOf(waiting);
  const next = (task: Task) => targets.get(task) ?? [];
  const circles = new Map<Task, Circle>();
  const problems: Problem[] = [];
  for (const cycle of findCycles(targets.keys(), next)) {
    problems.push(problemOf(cycle, waiting));
    const ring = cycle.path.slice(0, -1);
    const places = new Map(ring.map((task, index) => [task, index]));
    const members = new Set(cycle.members);
    for (const task of members) {
      const place = places.get(task);
      const isBeside = place === undefined && members.size <= smallKnot;
      const own = isBeside ? wayRound(task, members, next).slice(0, -1) : ring;
      const isOwn = isBeside || place !== undefined;
      circles.set(task, { ids: idsRound(own, place ?? 0, toldOfTask), isOwn, size: members.size });
    }
  }
  return { of: circles, problems };
}

/** What each task leads to, without what leads to nothing itself: that is in no circle. */
function targetsOf(waiting: ReadonlyMap<Task, Waiting>): ReadonlyMap<Task, readonly Task[]> {
  const targets = new Map<Task, readonly Task[]>();
  for (const [task, { waits }] of waiting) {
    const onward = waits.flatMap(({ tasks }) => tasks.filter((one) => waiting.has(one)));
    if (onward.length > 0) targets.set(task, onward);
  }
  return targets;
}

/** Ids round a ring from one place on, and that place again; the middle is left out where there are more than `most`. */
function idsRound(ring: readonly Task[], from: number, most: number): string[] {
  const id = (step: number) => ring[(from + step) % ring.length]?.id ?? '';
  const steps = ring.length + 1;
  if (steps <= most) return Array.from({ length: steps }, (_, step) => id(step));
  const start = Array.from({ length: Math.ceil(most / 2) }, (_, step) => id(step));
  const end = Array.from({ length: Math.floor(most / 2) }, (_, step) => id(steps - Math.floor(most / 2) + step));
  return [...start, '…', ...end];
}

/** Placed where the first task of the way round names the second. */
function problemOf({ members, path }: Cycle<Task>, waiting: ReadonlyMap<Task, Waiting>): Problem {
  const [first, second] = path as [Task, Task];
  const wait = waiting.get(first)?.waits.find(({ tasks }) => tasks.includes(second));
  const { file = first.file, line = 0 } = wait?.dependency ?? {};
  const way = idsRound(path.slice(0, -1), 0, toldOfAll).join(' → ');
  const onWay = new Set(path);
  const beside = members.filter((task) => !onWay.has(task)).map(({ id }) => id);
  const more = beside.length > toldOfAll ? `, and ${beside.length - toldOfAll} more` : '';
  const also = beside.length === 0 ? '' : ` Tied up with them: ${beside.slice(0, toldOfAll).join(', ')}${more}.`;
  const message = `These tasks wait for each other: ${way}.${also} Remove one of these dependencies.`;
  return queueProblem({ file, line }, 'error', 'dependency-cycle', message);
}
