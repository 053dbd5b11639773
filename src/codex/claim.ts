/** What Codex says of a criterion when it ends: the output schema of its last message. */
import { z } from 'zod';

/** Strict output schemas want every key required and no others (measured with Codex 0.169). */
export const claimSchema = z.strictObject({
  status: z.enum(['done', 'already_done', 'failed', 'blocked', 'needs_decomposition']),
  summary: z.string(),
  evidence: z.array(z.strictObject({ command: z.string(), exit_code: z.int(), observation: z.string() })),
});
export type Claim = z.output<typeof claimSchema>;

/** The schema as `codex exec --output-schema` reads it. */
export function claimJsonSchema(): object {
  const { $schema: _, ...schema } = z.toJSONSchema(claimSchema);
  for (const property of [schema.properties?.['evidence']]) stripIntegerBounds(property);
  return schema;
}

/** zod bounds integers by what JavaScript holds; the model's schema dialect need not know such bounds. */
function stripIntegerBounds(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return;
  const record = schema as Record<string, unknown>;
  if (record['type'] === 'integer') {
    delete record['minimum'];
    delete record['maximum'];
  }
  for (const value of Object.values(record)) stripIntegerBounds(value);
}

/** Reads the last message. The CLI does not check it against the schema, so this does; the reason says what is wrong. */
export function parseClaim(message: string | undefined): Claim | { readonly unreadable: string } {
  if (message === undefined) return { unreadable: 'Codex ended without a last message.' };
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    return { unreadable: `The last message of Codex is not JSON: ${message.slice(0, 200)}` };
  }
  const result = claimSchema.safeParse(value);
  if (result.success) return result.data;
  return { unreadable: `The last message of Codex breaks the output schema: ${z.prettifyError(result.error)}` };
}
