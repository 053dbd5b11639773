/** What a run reports while it goes on. */
import type { CodexEvent } from '../../codex/events.ts';
import type { Redact } from '../../codex/secret-values.ts';
import { unwrapCommand } from '../../codex/shell-command.ts';
import type { TokenCount } from '../../codex/telemetry.ts';
import type { Progress } from '../toolbox.ts';
import { oneLine } from './messages.ts';
import type { PlacedCriterion, Run } from './run.ts';

/** Reports a stage outside a criterion; with the tokens used so far, where the run counts any. */
export function reportStage(
  run: Pick<Run, 'context' | 'itemId'> & Partial<Pick<Run, 'report'>>,
  stage: Progress['stage'],
  counts: { readonly done: number; readonly total: number },
  message: string,
): void {
  const { context, itemId, report } = run;
  const { done, total } = counts;
  const used = report === undefined ? {} : { tokens: { ...report.tokens } };
  context.progress({ itemId, stage, done, total, ...used, message });
}

/** What is known of an agent at work. */
export interface AgentWork {
  /** In a few words. */
  readonly activity?: string | undefined;
  readonly used?: TokenCount;
}

/** Reports the criterion in work, with what the agent is doing, and has used, where that is known. */
export function reportCriterion(run: Run, placed: PlacedCriterion, attempt: number, work: AgentWork = {}): void {
  const { activity, used = { input: 0, output: 0 } } = work;
  const { tokens } = run.report;
  const { criterion, index, total, done } = placed;
  const again = attempt > 1 ? ' (second try)' : '';
  const now = activity === undefined ? '' : ` – ${activity}`;
  run.context.progress({
    itemId: run.itemId,
    stage: 'criterion',
    done,
    total,
    criterion: { index, text: criterion.text, attempt },
    tokens: { input: tokens.input + used.input, output: tokens.output + used.output },
    ...(activity === undefined ? {} : { activity }),
    message: `Criterion ${index + 1} of ${total}${again}: ${criterion.text}${now}`,
  });
}

/** What the agent does now, in a few words; undefined when the event does not tell. */
export function activityOf(event: CodexEvent, redacted: Redact): string | undefined {
  if (event.type === 'error') return oneLine(redacted(event.message), 100);
  if (event.type !== 'item.started' || event.item.type !== 'command_execution') return undefined;
  return oneLine(redacted(unwrapCommand(event.item.command)), 60);
}
