/** Why tasks of a session failed, a line for each: what people want to know before any detail. Pure. */
import { code, inline, sentence } from '../../session/report/inline.ts';
import { taskOutcome } from '../../session/report/outcome.ts';
import type { SessionRecord, SessionTask } from '../../session/session-record.ts';
import { itemLink, type ReportPlace, taskLink } from './links.ts';

/** The section; nothing where no task failed. */
export function failures({ tasks }: SessionRecord, place: ReportPlace): string[] {
  const failed = tasks.filter((task) => taskOutcome(task).kind === 'bad');
  if (failed.length === 0) return [];
  return ['## What failed', failed.map((task) => `- ${taskLink(task, place)} ${why(task, place)}`).join('\n')];
}

function why(task: SessionTask, place: ReportPlace): string {
  const { tests, failed_section: failed, message, follow_up: followUp, rollback } = task;
  const goesOn = [
    ...(rollback?.status === 'done' ? ['Its commits were rolled back.'] : []),
    ...(followUp === null ? [] : [`${itemLink(followUp, place)} is open for it.`]),
  ];
  const remedy = tests?.causes[0]?.remedy;
  const toDo = remedy === undefined ? [] : [sentence(remedy)];
  return [`${taskOutcome(task).text}: ${reason(tests?.causes[0], failed, message)}`, ...toDo, ...goesOn].join(' ');
}

type Cause = NonNullable<SessionTask['tests']>['causes'][number];

function reason(cause: Cause | undefined, failed: SessionTask['failed_section'], message: string): string {
  // What it probably is can be read; what the cluster says word by word stands with the task below.
  if (cause !== undefined)
    return `${code(cause.object)} ${inline(cause.reason)}: ${sentence(cause.cause ?? cause.message)}`;
  return failed === null ? sentence(message) : `“${inline(failed.criterion)}”: ${sentence(failed.reason)}`;
}
