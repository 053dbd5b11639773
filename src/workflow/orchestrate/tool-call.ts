/** The calls of our tools in the events of Codex. Pure. */
import { z } from 'zod';
import type { CodexEvent } from '../../codex/events.ts';
import { serverName } from '../../codex/server-section/server-entry.ts';
import { contract, type ToolName, type ToolResult } from '../../tools/contract.ts';

const callSchema = z.looseObject({
  type: z.literal('mcp_tool_call'),
  server: z.literal(serverName),
  tool: z.string(),
  arguments: z.unknown(),
  result: z
    .looseObject({
      structured_content: z.unknown(),
      content: z.array(z.looseObject({ text: z.string().optional() })).optional(),
    })
    .nullish(),
  error: z.looseObject({ message: z.string() }).nullish(),
});

export type ToolCall = Pick<z.output<typeof callSchema>, 'tool' | 'arguments' | 'result' | 'error'>;

/** The call that an item is; undefined for any other item. */
export function toolCallOf(event: CodexEvent): ToolCall | undefined {
  return 'item' in event ? callSchema.safeParse(event.item).data : undefined;
}

/** The result of a tool; undefined where the call failed. */
export function resultOf<Name extends ToolName>(name: Name, { result }: ToolCall): ToolResult<Name> | undefined {
  const parsed = contract[name].result.safeParse(result?.structured_content);
  return parsed.success ? (parsed.data as ToolResult<Name>) : undefined;
}

/** Why a call failed, in the words of the tool or of Codex. */
export function failureOf({ result, error }: ToolCall): string {
  const said = result?.content
    ?.map(({ text }) => text ?? '')
    .join('\n')
    .trim();
  return said || error?.message || 'The call ended without a result.';
}
