/**
 * The tokens that Codex counts, from the log records or the spans of its own telemetry (OTLP as JSON). `codex exec --json`
 * names tokens at the end of a turn alone, and not at all when the turn does not end; its telemetry has one record, and one
 * span, for each answer of the model, those of its sub-agents too (measured with Codex 0.169). Pure.
 */
import { z } from 'zod';

export interface TokenCount {
  /** All input, that which the provider had cached included. */
  readonly input: number;
  /** All output, reasoning included. */
  readonly output: number;
}

const attributesSchema = z
  .array(z.looseObject({ key: z.string(), value: z.record(z.string(), z.unknown()) }))
  .default([]);
const recordSchema = z.looseObject({ attributes: attributesSchema });
const spanSchema = z.looseObject({ name: z.string().default(''), attributes: attributesSchema });
const exportSchema = z.looseObject({
  resourceLogs: z
    .array(z.looseObject({ scopeLogs: z.array(z.looseObject({ logRecords: z.array(recordSchema).default([]) })) }))
    .default([]),
  resourceSpans: z
    .array(z.looseObject({ scopeSpans: z.array(z.looseObject({ spans: z.array(spanSchema).default([]) })) }))
    .default([]),
});
type Attributes = z.output<typeof attributesSchema>;

/** Adds up what one export says; nothing for what is no such export, or tells of something else. */
export function tokensIn(body: string): TokenCount {
  const found = exportSchema.safeParse(parsed(body)).data;
  const records = (found?.resourceLogs ?? []).flatMap(({ scopeLogs }) =>
    scopeLogs.flatMap((scope) => scope.logRecords),
  );
  const spans = (found?.resourceSpans ?? []).flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  const counts = [
    ...records
      .filter(isAnswer)
      .map(({ attributes }) => countsOf(attributes, 'input_token_count', 'output_token_count')),
    // Spans around this one have the sum of a turn.
    ...spans
      .filter(({ name }) => name === 'handle_responses')
      .map(({ attributes }) => countsOf(attributes, 'gen_ai.usage.input_tokens', 'gen_ai.usage.output_tokens')),
  ];
  const sum = (key: keyof TokenCount) => counts.reduce((total, count) => total + count[key], 0);
  return { input: sum('input'), output: sum('output') };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isAnswer({ attributes }: { readonly attributes: Attributes }): boolean {
  const value = (name: string) => attributeOf(attributes, name);
  return value('event.name') === 'codex.sse_event' && value('event.kind') === 'response.completed';
}

function countsOf(attributes: Attributes, input: string, output: string): TokenCount {
  return { input: countOf(attributeOf(attributes, input)), output: countOf(attributeOf(attributes, output)) };
}

function attributeOf(attributes: Attributes, name: string): unknown {
  return Object.values(attributes.find(({ key }) => key === name)?.value ?? {})[0];
}

/** OTLP writes whole numbers as text. */
function countOf(value: unknown): number {
  const count = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}
