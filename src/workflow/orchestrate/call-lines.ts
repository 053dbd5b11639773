/**
 * The calls of our server as it tells them itself, one line each when a call begins and when it has ended: for a conversation
 * whose events nobody but the person at the terminal sees.
 */
import { z } from 'zod';
import type { ToolCall } from './tool-call.ts';

/** Names the file to a server. Taken out of its environment at once: no command of Codex is to know of it. */
export const callsVariable = 'AGENT_TOOLKIT_CALLS';

const call = {
  /** Of the server's process, and the number of the call in it. */
  ...{ pid: z.int(), number: z.int() },
  tool: z.string(),
  arguments: z.unknown(),
};

const lineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begun'), ...call }),
  z.object({
    ...{ type: z.literal('ended'), ...call, result: z.unknown(), error: z.string().nullable() },
    /** Whoever called gave it up, or is gone: it came to nothing that could be told. */
    cancelled: z.boolean(),
  }),
]);

export type CallLine = z.output<typeof lineSchema>;

/** Reads one line; undefined for one that was cut off. */
export function readCallLine(line: string): CallLine | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** The call as Codex would tell it. */
export function toolCallIn(line: CallLine): ToolCall {
  const { tool, arguments: given } = line;
  if (line.type === 'begun') return { tool, arguments: given };
  if (line.error !== null) return { tool, arguments: given, error: { message: line.error } };
  return { tool, arguments: given, result: { structured_content: line.result } };
}
