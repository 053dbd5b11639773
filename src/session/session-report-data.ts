/**
 * What a session's report keeps for programs: the retrospective reads it back, on other machines too, where the session's own
 * record is not. Front matter has the facts of the session; a comment at the end, which nobody has to look at, its tasks.
 */
import { z } from 'zod';
import { type SessionRecord, sessionRecordSchema, sessionTaskSchema } from './session-record.ts';

const headSchema = sessionRecordSchema.pick({
  ...{ session_id: true, started_at: true, ended_at: true, outcome: true, cluster_context: true },
});
const tailSchema = sessionRecordSchema.pick({ reason: true }).extend({
  tasks: z.array(
    sessionTaskSchema.pick({
      ...{ item_id: true, title: true, status: true, message: true, started_at: true, ended_at: true },
      ...{ sections_completed: true, sections_remaining: true, failed_section: true, tests: true, tokens: true },
      ...{ follow_up: true, sub_tasks: true },
    }),
  ),
});

/** The part of a session's record that its report has; each record is one as well. */
export type SessionFacts = z.output<typeof headSchema> & z.output<typeof tailSchema>;

/** Folder of the reports, below the repository root. */
export const sessionReportFolder = 'docs/reports';

/** Path of a session's report below the repository root, by the day it began on this machine's clock. */
export function sessionReportPath({
  session_id: id,
  started_at: began,
}: Pick<SessionRecord, 'session_id' | 'started_at'>) {
  const date = new Date(began);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${sessionReportFolder}/session-${day}-${id.replace(/[^\w-]/g, '').slice(0, 8)}.md`;
}

/** The lines of the front matter, `---` included. JSON's texts are YAML's (YAML 1.2.2, 1.3). */
export function reportHead(record: SessionRecord): string {
  const fields = Object.entries(headSchema.parse(record)).map(([key, value]) => `${key}: ${json(value)}`);
  return ['---', ...fields, '---'].join('\n');
}

/** The comment that ends the document. */
export function reportTail(record: SessionRecord): string {
  return `<!-- agent-toolkit session: ${json(tailSchema.parse(record))} -->`;
}

/** On one line; what could end a comment, or begin another one, is written as JSON's escapes. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>\u2028\u2029]|-(?=-)/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const tailPattern = /^<!-- agent-toolkit session: (.*) -->\r?$/gm;

/** Reads a report's facts; undefined where the text is no such report, or was changed so that it cannot be read. */
export function readSessionReport(text: string): SessionFacts | undefined {
  const front = /^---\r?\n([\s\S]*?)\r?\n---\r?$/m.exec(text);
  const tail = [...text.matchAll(tailPattern)].at(-1)?.[1];
  if (front?.index !== 0 || tail === undefined) return undefined;
  const fields = (front[1] ?? '').split(/\r?\n/).map((line) => /^(\w+): (.*)$/.exec(line));
  try {
    const head = headSchema.parse(
      Object.fromEntries(fields.flatMap((field) => (field === null ? [] : [[field[1], JSON.parse(field[2] ?? '')]]))),
    );
    return { ...head, ...tailSchema.parse(JSON.parse(tail)) };
  } catch {
    return undefined; // not JSON, or not of this shape
  }
}
