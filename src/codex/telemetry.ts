/**
 * The tokens that Codex counts, from the log records of its own telemetry (OTLP as JSON). `codex exec --json` names
 * tokens at the end of a turn alone, and not at all when the turn does not end; its telemetry has one record for each
 * answer of the model, those of its sub-agents too (measured with Codex 0.169). Pure.
 */
import { z } from 'zod';

export interface TokenCount {
  /** All input, that which the provider had cached included. */
  readonly input: number;
  /** All output, reasoning included. */
  readonly output: number;
}

const recordSchema = z.looseObject({
  attributes: z.array(z.looseObject({ key: z.string(), value: z.record(z.string(), z.unknown()) })).default([]),
});
const exportSchema = z.looseObject({
  resourceLogs: z
    .array(z.looseObject({ scopeLogs: z.array(z.looseObject({ logRecords: z.array(recordSchema).default([]) })) }))
    .default([]),
});

/** Adds up what one export says; nothing for what is no such export, or tells of something else. */
export function tokensIn(body: string): TokenCount {
  let input = 0;
  let output = 0;
  for (const { attributes } of recordsIn(body)) {
    const value = (name: string) => Object.values(attributes.find(({ key }) => key === name)?.value ?? {})[0];
    if (value('event.name') !== 'codex.sse_event' || value('event.kind') !== 'response.completed') continue;
    input += countOf(value('input_token_count'));
    output += countOf(value('output_token_count'));
  }
  return { input, output };
}

function recordsIn(body: string): z.output<typeof recordSchema>[] {
  try {
    const found = exportSchema.safeParse(JSON.parse(body));
    return (found.data?.resourceLogs ?? []).flatMap(({ scopeLogs }) => scopeLogs.flatMap((scope) => scope.logRecords));
  } catch {
    return [];
  }
}

/** OTLP writes whole numbers as text. */
function countOf(value: unknown): number {
  const count = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}
