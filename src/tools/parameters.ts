import type { z } from 'zod';
import { contract, type ToolInput, type ToolName, type ToolParams } from './contract.ts';
import { InputError } from './input-error.ts';

/** What a caller passed, checked and with defaults filled in. @throws InputError that names each wrong parameter, and not the tool: at a terminal it has another name */
export function readParameters<N extends ToolName>(tool: N, input: ToolInput<N>): ToolParams<N> {
  const schema: z.ZodType = contract[tool].params;
  const result = schema.safeParse(input);
  if (!result.success) throw new InputError(result.error.issues.map(inWords).join('; '));
  return result.data as ToolParams<N>;
}

/** `title: It is empty.` */
function inWords({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
