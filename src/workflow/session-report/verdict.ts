/** What a session came to, in the few lines that are read first. Pure. */

import { formatElapsed } from '../../session/report/elapsed.ts';
import { longDate, tokensText, zoneText } from '../../session/report/figures.ts';
import { code, sentence } from '../../session/report/inline.ts';
import { outcomeMarks, outcomesText, taskOutcome } from '../../session/report/outcome.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import { itemLink, type ReportPlace } from './links.ts';

/** Title, what happened, and what to do where the session was given up. */
export function verdictBlocks(record: SessionRecord, place: ReportPlace): string[] {
  const began = new Date(record.started_at);
  return [`# Session of ${longDate(began)}`, `${headline(record)}${toDo(record, place)}`, figures(record)];
}

function headline({ outcome, reason, tasks }: SessionRecord): string {
  const why = sentence(reason);
  if (outcome === 'early_exit')
    return `${outcomeMarks.bad} **Stopped early:** ${why}\n\n${capital(outcomesText(tasks))}.`;
  const isBad = tasks.some((task) => taskOutcome(task).kind === 'bad');
  const isDone = tasks.some((task) => taskOutcome(task).kind === 'good');
  const mark = isBad ? outcomeMarks.bad : isDone ? outcomeMarks.good : outcomeMarks.open;
  const state = outcome === 'running' ? ' **The session goes on, or was interrupted.**' : '';
  return `${mark} **${capital(outcomesText(tasks))}.**${state} ${why}`.trimEnd();
}

function toDo({ outcome, exit, issue }: SessionRecord, place: ReportPlace): string {
  if (outcome !== 'early_exit') return '';
  // What follows the first paragraph is in the issue.
  const remedy = sentence(
    exit?.remedy.split(/\n\s*\n/)[0] ?? 'Mend the cause that is named above, then start the next session.',
  );
  const more = issue === null ? '' : ` ${itemLink(issue, place)} says where the session stood.`;
  return `\n\n**What to do:** ${remedy}${more}`;
}

function figures(record: SessionRecord): string {
  const { started_at: from, ended_at: to, tasks, retrospective, cluster_context: context } = record;
  const began = new Date(from);
  const used = [...tasks, retrospective].flatMap((part) => part?.tokens ?? []);
  const tokens = used.reduce((sum, { input, output }) => sum + input + output, 0);
  const time =
    to === null
      ? `Began ${minute(began)} ${zoneText(began)}`
      : `${minute(began)} to ${minute(new Date(to))} ${zoneText(began)}, ${formatElapsed(Date.parse(to) - began.getTime())}`;
  return [time, `${tokensText(tokens)} tokens`, context === null ? 'no cluster' : `cluster ${code(context)}`].join(
    ' · ',
  );
}

function minute(date: Date): string {
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
