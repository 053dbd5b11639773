/** What the item of a root cause says, and the line that it gets when the cause is seen again. Pure. */
import type { NewItem } from '../../backlog/create/new-item.ts';
import { localMinute } from '../../backlog/local-time.ts';
import type { Task } from '../../backlog/task.ts';
import { explainedText } from '../../cluster/cause/explained.ts';
import { choosesChecks } from '../../cluster/check-kinds.ts';
import { bounded, evidenceLines } from '../../cluster/evidence.ts';
import type { Cause } from '../contract.ts';
import { causeKeyText } from './cause-key.ts';

/** The verification that found it. */
export interface Sighting {
  readonly task: Pick<Task, 'id' | 'title' | 'priority' | 'labels'>;
  /** The kube context; null where only addresses were asked. */
  readonly context: string | null;
  /** HEAD of the repository; undefined where there is no commit yet. */
  readonly commit: string | undefined;
  readonly now: Date;
}

const longestTitle = 120;

/** A bug with the priority of the task, and its labels that choose the checks of a verification. */
export function bugItem(cause: Cause, sighting: Sighting): NewItem {
  const { task } = sighting;
  const name = `${cause.object}: ${cause.reason}`;
  const namespace = namespaceOf(cause);
  return {
    type: 'bug',
    title: bounded(name.replace(/\s+/g, ' '), longestTitle),
    description: descriptionOf(cause, sighting),
    ...(namespace === undefined ? {} : { component: namespace }),
    priority: task.priority,
    labels: task.labels.filter(choosesChecks),
    ...{ dependsOn: [], blocks: [] },
    criteria: [`${bounded(name.replace(/\s+/g, ' '), longestTitle)} is gone, and a verification shows it`],
  };
}

function descriptionOf(cause: Cause, sighting: Sighting): string {
  const { task } = sighting;
  const namespace = namespaceOf(cause);
  const others = explainedText(cause.explains);
  return [
    `Found by the verification of ${task.id} (${task.title})${placeOf(sighting)}.`,
    '',
    `**What failed:** ${cause.object}: ${cause.reason}${namespace === undefined ? '' : ` (namespace ${namespace})`}`,
    '',
    `**Probable cause:** ${cause.cause}`,
    '',
    `**What to do:** ${cause.remedy}`,
    ...(others === '' ? [] : ['', `**Fails with it:** ${others}`]),
    '',
    '**Evidence:**',
    '',
    ...fenced(evidenceLines(cause.message)),
    '',
    causeKeyText(cause.key),
  ].join('\n');
}

/** `2026-01-31 14:05: Seen again by the verification of TASK-001 …`; with the key where the item does not have it yet. */
export function seenAgain(cause: Cause, sighting: Sighting, isKeyKnown: boolean): string {
  const what = bounded(`${cause.object}: ${cause.reason}`, longestTitle);
  const key = isKeyKnown ? '' : ` (${causeKeyText(cause.key)})`;
  return `${localMinute(sighting.now)}: Seen again by the verification of ${sighting.task.id}${placeOf(sighting)}: ${what}${key}`;
}

function placeOf({ context, commit }: Sighting): string {
  return `${context === null ? '' : ` on ${context}`}${commit === undefined ? '' : ` at commit ${commit.slice(0, 12)}`}`;
}

/** The namespace of the object; of one that is in none (an image), that of all that fails with it. */
function namespaceOf({ object, explains }: Cause): string | undefined {
  const own = namespaceIn(object);
  if (own !== undefined) return own;
  const [only, ...others] = new Set(explains.flatMap((other) => namespaceIn(other) ?? []));
  return others.length === 0 ? only : undefined;
}

function namespaceIn(object: string): string | undefined {
  return /^[A-Z][A-Za-z]+ ([a-z0-9-]+)\/[a-z0-9.-]+$/.exec(object)?.[1] ?? /^Namespace ([a-z0-9-]+)$/.exec(object)?.[1];
}

/** In a fence that nothing in the lines can close. */
function fenced(lines: readonly string[]): string[] {
  const ticks = lines.reduce(
    (most, line) => Math.max(most, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)),
    2,
  );
  const fence = '`'.repeat(ticks + 1);
  return [`${fence}text`, ...lines, fence];
}
