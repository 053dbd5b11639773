/** The tools as an interface: whoever holds a Toolbox cannot tell whether the tools run in this process or over MCP. */
import { z } from 'zod';
import type { ToolInput, ToolResult } from './contract.ts';
import type { StepAnswer, StepQuestion } from './step-question.ts';

/** Where a run is; sent whenever it changes and whenever the agent starts a command. */
export const progressSchema = z.object({
  itemId: z.string(),
  stage: z.enum(['preparing', 'criterion', 'waiting', 'paused', 'committing', 'pushing', 'verifying', 'done']),
  /** Criteria finished, out of all criteria of the task. */
  done: z.number().int(),
  total: z.number().int(),
  /** The criterion in work, with its place among all criteria of the task (0-based). */
  criterion: z.object({ index: z.number().int(), text: z.string(), attempt: z.number().int() }).optional(),
  /** What Codex has used in this run so far; of the criterion in work, as far as it is known by now. */
  tokens: z.object({ input: z.number().int(), output: z.number().int() }).optional(),
  /** What Codex began last, in a few words: a command, as a rule. Secrets are masked. */
  activity: z.string().optional(),
  /** One line for people, for example `Criterion 2 of 3: Raise the replica count`. */
  message: z.string(),
});
export type Progress = z.output<typeof progressSchema>;

/** The three streams that people read: the log, the Codex transcript, the verification report. */
export type LogChannel = 'log' | 'codex' | 'verification';
export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

/** What a call may report to and be stopped by. */
export interface ToolContext {
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
  log(channel: LogChannel, level: LogLevel, text: string): void;
  /** The user wants a verification by itself to run the commands of its scope, too. No MCP client can say so. */
  readonly runsCommands?: true;
  /**
   * When a preview was asked for, by which it is known: a dry run shows what is written then, and a run that is none writes just
   * what that dry run showed, or nothing.
   */
  readonly preview?: Date;
  /** Asks a person, as long as it takes; missing where nobody can be asked. @throws the signal's reason when aborted */
  ask?(question: StepQuestion, signal: AbortSignal): Promise<StepAnswer>;
}

/** The tools that work. All reject only on bad parameters (InputError), cancellation (AbortError) and the unexpected. */
export interface Toolbox {
  scan_prioritize(input: ToolInput<'scan_prioritize'>, context: ToolContext): Promise<ToolResult<'scan_prioritize'>>;
  process_bug(input: ToolInput<'process_bug'>, context: ToolContext): Promise<ToolResult<'process_bug'>>;
  run_tests(input: ToolInput<'run_tests'>, context: ToolContext): Promise<ToolResult<'run_tests'>>;
  create_work_item(input: ToolInput<'create_work_item'>, context: ToolContext): Promise<ToolResult<'create_work_item'>>;
  run_retrospective(
    input: ToolInput<'run_retrospective'>,
    context: ToolContext,
  ): Promise<ToolResult<'run_retrospective'>>;
}
