/** One row for each task of a session: what it came to, the proof, the cost. Pure. */
import { tableRow } from '../../backlog/create/markdown-table.ts';
import { narrowElapsed } from '../../session/report/elapsed.ts';
import { tokensText } from '../../session/report/figures.ts';
import { inline } from '../../session/report/inline.ts';
import { outcomeMarks, taskOutcome } from '../../session/report/outcome.ts';
import type { SessionRecord, SessionTask } from '../../session/session-record.ts';
import { itemLink, type ReportPlace, taskLink } from './links.ts';

/** The table; nothing where no task was worked on. */
export function taskTable({ tasks }: SessionRecord, place: ReportPlace): string[] {
  if (tasks.length === 0) return [];
  const rows = tasks.map((task) => tableRow(cells(task, place)));
  const head = ['Task', 'Outcome', 'Criteria', 'Time', 'Tokens'];
  return ['## Tasks', [tableRow(head), '|---|---|--:|--:|--:|', ...rows].join('\n')];
}

function cells(task: SessionTask, place: ReportPlace): string[] {
  const { kind, text } = taskOutcome(task);
  const { tokens, started_at: from, ended_at: to } = task;
  return [
    `${taskLink(task, place)} ${inline(task.title)}`,
    `${outcomeMarks[kind]} ${text}${leadsTo(task, place)}`,
    criteriaCount(task),
    to === null ? '' : narrowElapsed(Date.parse(to) - Date.parse(from)),
    tokensText(tokens.input + tokens.output),
  ];
}

/** What was rolled back is open again. */
function criteriaCount({ sections_completed: done, sections_remaining: open }: SessionTask): string {
  const total = new Set([...done, ...open]).size;
  return `${total - open.length} of ${total}`;
}

/** What goes on with it. */
function leadsTo({ archived, follow_up: followUp, sub_tasks: parts }: SessionTask, place: ReportPlace): string {
  if (followUp !== null) return `, see ${itemLink(followUp, place)}`;
  if (parts.length > 0) return ` into ${parts.map((id) => itemLink(id, place)).join(', ')}`;
  return archived === null ? '' : ', archived';
}
