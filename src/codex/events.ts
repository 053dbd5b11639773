/** The events of `codex exec --json`, one JSON object a line. What is unknown is ignored; shapes differ between versions. */
import { z } from 'zod';

const usageSchema = z.looseObject({ input_tokens: z.number().default(0), output_tokens: z.number().default(0) });

const itemSchema = z.union([
  z.looseObject({
    type: z.literal('command_execution'),
    id: z.string(),
    command: z.string(),
    aggregated_output: z.string().default(''),
    exit_code: z.number().nullable().default(null),
    status: z.string().default(''),
  }),
  z.looseObject({ type: z.literal('agent_message'), id: z.string(), text: z.string() }),
  z.looseObject({
    type: z.literal('file_change'),
    id: z.string(),
    changes: z.array(z.looseObject({ path: z.string(), kind: z.string() })),
  }),
  z.looseObject({
    type: z.literal('mcp_tool_call'),
    id: z.string(),
    server: z.string(),
    tool: z.string(),
    status: z.string().default(''),
  }),
  z.looseObject({ type: z.literal('error'), id: z.string(), message: z.string() }),
  z.looseObject({ type: z.literal('reasoning'), id: z.string(), text: z.string() }),
]);

const eventSchema = z.union([
  z.looseObject({ type: z.enum(['item.started', 'item.updated', 'item.completed']), item: itemSchema }),
  z.looseObject({ type: z.literal('turn.completed'), usage: usageSchema }),
  z.looseObject({ type: z.literal('turn.failed'), error: z.looseObject({ message: z.string() }) }),
  /** Not the end: reconnecting says it too. */
  z.looseObject({ type: z.literal('error'), message: z.string() }),
]);

export type CodexEvent = z.output<typeof eventSchema>;
export type CodexItem = z.output<typeof itemSchema>;

/** An event that was read before; undefined for what is none. */
export function readEvent(value: unknown): CodexEvent | undefined {
  return eventSchema.safeParse(value).data;
}

/** Reads one line; undefined for what is no event, or one that nobody here needs. */
export function parseEvent(line: string): CodexEvent | undefined {
  try {
    return readEvent(JSON.parse(line));
  } catch {
    return undefined; // Codex prints a plain line now and then
  }
}

/** Items that are known to change nothing on this machine, and that nobody here needs. */
const idleItems: readonly string[] = ['todo_list', 'web_search', 'plan'];

/** Whether a line that is no known event tells of work whose kind is not known: another agent's, for example. */
export function isUnknownWork(line: string): boolean {
  try {
    const { type, item } = unknownItemSchema.parse(JSON.parse(line));
    return type.startsWith('item.') && !idleItems.includes(item.type);
  } catch {
    return false; // a plain line, or no item
  }
}

const unknownItemSchema = z.looseObject({ type: z.string(), item: z.looseObject({ type: z.string() }) });
