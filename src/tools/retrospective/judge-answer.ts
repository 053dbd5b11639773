/** What Codex answers to the question of a retrospective: its schema, and the proposals that it comes to. Pure. */
import { z } from 'zod';
import { cleanLine, isVisible } from '../../backlog/create/clean-text.ts';
import type { Proposal } from '../../backlog/retrospective/proposal.ts';
import type { Priority, Task } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';
import type { Redact } from '../../codex/secret-values.ts';
import { cut } from '../../session/report/inline.ts';

/** Strict output schemas want every key required and no others. A priority that is none is told when proposals are checked. */
const answerSchema = z.strictObject({
  merges: z.array(z.strictObject({ source: z.string(), target: z.string(), reason: z.string() })),
  deprecations: z.array(z.strictObject({ id: z.string(), reason: z.string() })),
  priorities: z.array(z.strictObject({ id: z.string(), priority: z.string(), reason: z.string() })),
  lessons: z.array(z.string()),
  recommendations: z.array(z.string()),
});

export interface Judgement {
  /** All `by: 'judge'`; none is checked. */
  readonly proposals: readonly Proposal[];
  /** One sentence each. */
  readonly lessons: readonly string[];
}

/** The schema as `codex exec --output-schema` reads it. */
export function answerJsonSchema(): object {
  const { $schema: _, ...schema } = z.toJSONSchema(answerSchema);
  return schema;
}

/** Lessons and recommendations that are taken over, and the characters of one. */
const mostSentences = 10;
const longestSentence = 400;
const longestName = 100;

/**
 * Reads the last message, which the CLI does not check against the schema; `unreadable` says what is wrong with it. What it
 * says goes into files, so secrets are masked and control characters left out.
 */
export function readAnswer(
  message: string,
  tasks: readonly Task[],
  redacted: Redact,
): Judgement | { readonly unreadable: string } {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    return { unreadable: `it is not JSON: ${cut(redacted(message), 100)}` };
  }
  const result = answerSchema.safeParse(value);
  if (!result.success) return { unreadable: `it breaks the output schema: ${cut(z.prettifyError(result.error), 300)}` };
  const { merges, deprecations, priorities, lessons, recommendations } = result.data;
  const name = (text: string) => cut(cleanLine(redacted(text)), longestName);
  const reasoned = (reason: string) => ({ reason: cleanLine(redacted(reason)), by: 'judge' });
  const told = (texts: readonly string[]) =>
    texts.map((text) => cut(cleanLine(redacted(text)), longestSentence)).filter(isVisible);
  return {
    proposals: [
      ...merges.map(({ source, target, reason }) => ({
        ...{ kind: 'merge' as const, source: name(source), target: name(target) },
        ...reasoned(reason),
      })),
      ...deprecations.map(({ id, reason }) => ({ kind: 'deprecate' as const, id: name(id), ...reasoned(reason) })),
      ...priorities.map(({ id, priority, reason }) => ({
        ...{ kind: 'priority' as const, id: name(id), from: priorityOf(id, tasks), to: name(priority) as Priority },
        ...reasoned(reason),
      })),
      ...told(recommendations)
        .slice(0, mostSentences)
        .map((text) => ({ kind: 'recommend' as const, text, by: 'judge' })),
    ],
    lessons: told(lessons).slice(0, mostSentences),
  };
}

/** Of an item that does not exist, any will do: the proposal is refused for that. */
function priorityOf(id: string, tasks: readonly Task[]): Priority {
  return tasks.find((task) => idKey(task.id) === idKey(id))?.priority ?? 'medium';
}
