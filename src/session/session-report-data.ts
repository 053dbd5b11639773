/**
 * What a session's report keeps for programs, in a comment at its end: the retrospective reads it back, on other machines
 * too, where the session's own record is not.
 */
import { z } from 'zod';
import { type SessionRecord, sessionRecordSchema, sessionTaskSchema } from './session-record.ts';

const factsSchema = sessionRecordSchema
  .pick({ session_id: true, started_at: true, ended_at: true, outcome: true, reason: true, cluster_context: true })
  .extend({
    tasks: z.array(
      sessionTaskSchema.pick({
        ...{ item_id: true, title: true, status: true, message: true, started_at: true, ended_at: true },
        ...{ sections_completed: true, sections_remaining: true, failed_section: true, tests: true, tokens: true },
        ...{ follow_up: true, sub_tasks: true },
      }),
    ),
  });

/** The part of a session's record that its report has; each record is one as well. */
export type SessionFacts = z.output<typeof factsSchema>;

/** Folder of the reports, below the repository root. */
export const sessionReportFolder = 'docs/reports';

/** Path of a session's report below the repository root, by the day it began on this machine's clock. */
export function sessionReportPath({
  session_id: id,
  started_at: began,
}: Pick<SessionRecord, 'session_id' | 'started_at'>): string {
  const date = new Date(began);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${sessionReportFolder}/session-${day}-${id.replace(/[^\w-]/g, '').slice(0, 8)}.md`;
}

/** The comment, on one line; what could end it, or begin another one, is written as JSON's escapes. */
export function factsComment(record: SessionRecord): string {
  const json = JSON.stringify(factsSchema.parse(record)).replace(
    /[<>\u2028\u2029]|-(?=-)/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<!-- agent-toolkit session: ${json} -->`;
}

const commentPattern = /^<!-- agent-toolkit session: (.*) -->\r?$/gm;

/** Reads a report's facts; undefined where the text is no such report, or was changed so that it cannot be read. */
export function readSessionReport(text: string): SessionFacts | undefined {
  const json = [...text.matchAll(commentPattern)].at(-1)?.[1];
  if (json === undefined) return undefined;
  try {
    return factsSchema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined; // cut off
  }
}
