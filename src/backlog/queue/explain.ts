/** The sentences that say why a task is where it is. */
import { leaves } from '../parse/criteria.ts';
import { nameInLog } from '../parse/failed-runs.ts';
import type { Task } from '../task.ts';
import { idKey } from '../task-id.ts';
import type { Circle } from './circles.ts';
import { factsOf } from './task-facts.ts';
import type { Wait } from './waiting.ts';

/** What a task still waits for; `text` says it for people. */
export interface Blocker {
  readonly id: string;
  readonly text: string;
  readonly isAction: boolean;
}

export function readySentence(task: Task): string {
  const { total, open } = factsOf(task).criteria;
  if (total === 0) return 'Ready, but it has no acceptance criteria: it needs some before it can be completed.';
  const are = (count: number) => (count === 1 ? 'is' : 'are');
  const all = total === 1 ? 'its one criterion' : `all ${total} criteria`;
  if (open === 0) return `Ready: ${all} ${are(total)} done, so it goes straight to verification.`;
  const left = open === total ? all : `${open} of ${total} criteria`;
  return `Ready: ${left} ${are(open)} open and nothing blocks it.`;
}

export function waitSentence(blockers: readonly Blocker[]): string {
  return `Waits for ${listed(blockers.map(({ text }) => text))}.`;
}

export function humanSentence(blockers: readonly Blocker[]): string {
  return `A person must do this task${alsoWaits(blockers, ', and it') || '; no agent works on it'}.`;
}

export function stopSentence(blockers: readonly Blocker[]): string {
  return `Halted by STOP in its notes or log, or by stop: true${alsoWaits(blockers, ', and')}; remove that to go on.`;
}

export function conflictSentence(blockers: readonly Blocker[]): string {
  return `A merge left conflict marks in its file, so its status is not certain; resolve them to go on${alsoWaits(blockers, '; it also')}.`;
}

export function attemptsSentence({ criteria, failedRuns = [] }: Task): string {
  const name = nameInLog(leaves(criteria).find(({ state }) => state === 'open')?.text ?? '');
  const first = failedRuns[0]?.date;
  const last = failedRuns.at(-1)?.date;
  return `Its criterion "${name}" failed in ${failedRuns.length} runs from ${first} to ${last}; its progress log says why.`;
}

/** @param sharers all open tasks with the id */
export function sharedIdSentence(sharers: readonly Task[], blockers: readonly Blocker[]): string {
  const also = alsoWaits(blockers, '; it also');
  return `Different tasks have the id ${sharers[0]?.id}, so nobody can tell which one is meant: ${filesOf(sharers)}; give all but one a new id${also}.`;
}

/** Blockers that the way round names are not named again. */
export function circleSentence({ ids, size, isOwn }: Circle, blockers: readonly Blocker[]): string {
  const named = new Set(ids.map(idKey));
  const others = blockers.filter(({ id }) => !named.has(idKey(id)));
  const start = isOwn
    ? 'Waits for itself in a circle'
    : `Waits for itself in a knot of ${size} tasks that wait for each other, among them`;
  return `${start}: ${ids.join(' → ')}${alsoWaits(others, '; it also')}.`;
}

function alsoWaits(blockers: readonly Blocker[], joint: string): string {
  return blockers.length === 0 ? '' : `${joint} waits for ${listed(blockers.map(({ text }) => text))}`;
}

/** What is to be known about an open or unknown blocker. */
export function describeBlocker({ id, state, tasks, isUnreadable }: Wait): string {
  const [first] = tasks;
  if (isUnreadable) return `${id} (its file is not read)`;
  if (state === 'unknown' || first === undefined) return `${id} (no file holds this id)`;
  if (tasks.length > 1) return `${id} (several open tasks have this id)`;
  const merged = factsOf(first).key === idKey(id) ? '' : `merged into ${first.id}: `;
  return `${id} (${merged}${first.isHumanAction ? 'a person must do it' : whatIsLeft(first)})`;
}

function whatIsLeft(task: Task): string {
  const { total, open } = factsOf(task).criteria;
  if (total === 0) return 'not completed yet';
  if (open === 0) return 'all criteria done, not completed yet';
  return `${open} open ${open === 1 ? 'criterion' : 'criteria'}`;
}

/** Files that a message names. */
const toldFiles = 10;

/** The files of tasks, as many as people read. */
export function filesOf(tasks: readonly Task[]): string {
  const told = tasks.slice(0, toldFiles).map(({ file }) => file);
  return told.join(', ') + (tasks.length > toldFiles ? ` and ${tasks.length - toldFiles} more` : '');
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
