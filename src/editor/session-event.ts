/** Reads what `agent-toolkit run --jsonl` prints. */
import { z } from 'zod';
import { sessionRecordSchema, sessionTaskSchema } from '../session/session-record.ts';
import { humanActionSchema } from '../tools/contract.ts';
import { progressSchema } from '../tools/toolbox.ts';
import type { SessionEvent } from '../workflow/session/events.ts';

const counts = { total: z.number().int(), ready: z.number().int(), blocked: z.number().int() };

const eventSchema: z.ZodType<SessionEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('began'), session_id: z.string(), resumed: z.boolean() }),
  z.object({ type: z.literal('scanned'), ...counts, human_actions: z.array(humanActionSchema) }),
  z.object({ type: z.literal('settled'), action_id: z.string(), title: z.string(), evidence: z.string() }),
  z.object({ type: z.literal('task_began'), item_id: z.string(), title: z.string(), attempt: z.number().int() }),
  z.object({ type: z.literal('progress'), progress: progressSchema }),
  z.object({
    type: z.literal('log'),
    channel: z.enum(['log', 'codex', 'verification']),
    level: z.enum(['debug', 'info', 'warning', 'error']),
    text: z.string(),
  }),
  z.object({ type: z.literal('task_ended'), task: sessionTaskSchema }),
  z.object({ type: z.literal('early_exit'), title: z.string(), reason: z.string() }),
  z.object({ type: z.literal('retrospective'), summary: z.string(), report: z.string().nullable() }),
  z.object({
    type: z.literal('ended'),
    record: sessionRecordSchema,
    report: z.string().nullable(),
    queue: z.object(counts).nullable(),
  }),
]);

/** The event of a line; undefined for one that is none. */
export function readSessionEvent(line: string): SessionEvent | undefined {
  try {
    return eventSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
