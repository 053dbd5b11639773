/** The report of a session, as people read it the morning after: first what it came to and what waits for them. Pure. */
import { code, inline, sentence } from '../../session/report/inline.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import { factsComment } from '../../session/session-report-data.ts';
import { failures } from './failures.ts';
import { forPeople } from './for-people.ts';
import { itemLink, type ReportPlace, reportLink } from './links.ts';
import { taskDetail } from './task-detail.ts';
import { taskTable } from './task-table.ts';
import { timeline } from './timeline.ts';
import { verdictBlocks } from './verdict.ts';

/** The document, for the path that sessionReportPath names; readSessionReport reads its facts back. */
export function sessionReport(record: SessionRecord, place: ReportPlace = {}): string {
  const details = record.tasks.flatMap((task) => taskDetail(task, place));
  const blocks = [
    ...verdictBlocks(record, place),
    ...failures(record, place),
    ...forPeople(record, place),
    ...next(record, place),
    ...taskTable(record, place),
    ...timeline(record),
    ...(details.length === 0 ? [] : ['## What was done', ...details]),
    ...list(
      'Settled by themselves',
      record.settled.map(
        ({ action_id: id, title, evidence }) => `${itemLink(id, place)} ${inline(title)}: ${sentence(evidence)}`,
      ),
    ),
    ...retrospective(record),
    ...list('Warnings', record.warnings.map(inline)),
    `Session ${code(record.session_id)}`,
    factsComment(record),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function next({ next_action: action }: SessionRecord, place: ReportPlace): string[] {
  const text = action === null ? 'nothing is ready.' : `${itemLink(action.item_id, place)} ${sentence(action.reason)}`;
  return [`**Next:** ${text}`];
}

function retrospective({ retrospective: result }: SessionRecord): string[] {
  if (result === null) return [];
  const link = result.report === null ? '' : ` ${reportLink('Report', result.report)}`;
  const failed = result.success ? '' : '⚠ It failed: ';
  return ['## Retrospective', `${failed}${sentence(result.summary)}${link}`];
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.map((line) => `- ${line}`).join('\n')];
}
