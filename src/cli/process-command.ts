import type { ToolInput } from '../tools/contract.ts';
import { InputError } from '../tools/input-error.ts';
import type { Progress, ToolContext } from '../tools/toolbox.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, type CliOptions, readCliOptions } from './cli-options.ts';
import { offerContext } from './context-question.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { processReport } from './process-report.ts';
import { offerRelated } from './related-question.ts';
import { runTool } from './run-tool.ts';
import { sandboxLines } from './sandbox-lines.ts';
import { askStep, hasPerson } from './step-prompt.ts';
import { styleFor } from './style.ts';
import { limitsOfTask } from './task-limits.ts';

type Input = ToolInput<'process_bug'>;
type Decompose = NonNullable<Input['decompose']>;
type Rollback = NonNullable<Input['rollback']>;

/** `process ID`: works through the open criteria of a task. A task that is complete but unverified is a success that says so. */
export async function processCommand(itemId: string, flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const { decompose, again, rollback, criterion, step } = flags;
  if (step === true && !hasPerson(host)) {
    throw new InputError(
      '--step asks after each criterion, and here is no terminal to ask at. Leave it out, or run it in one.',
    );
  }
  await offerContext(host, options);
  await offerRelated(host, options, flags['agreeRelated'] === true);
  const input = {
    item_id: itemId,
    repo_path: options.repoPath,
    ...limitsOfTask(flags),
    ...(isDecompose(decompose) ? { decompose } : {}),
    ...(again === true ? { again } : {}),
    ...(isRollback(rollback) ? { rollback } : {}),
    ...(step === true ? { step } : {}),
    ...(Array.isArray(criterion) ? { criteria: criterion.map(placeOrText) } : {}),
  };
  const started = performance.now();
  const { status } = await runTool(
    host,
    options,
    (toolbox, context) => toolbox.process_bug(input, tellingSandbox(host, options, context)),
    (result, style) => processReport(result, performance.now() - started, style),
    hasPerson(host) ? (question, signal) => askStep(host, question, signal) : undefined,
  );
  return status === 'complete' || status === 'partial' ? exitCodes.success : exitCodes.outcome;
}

/** Tells what Codex may do when a run has begun, and before it does anything. A machine that reads the result is not told. */
function tellingSandbox(
  host: CliHost,
  { settings, repoPath, json, jsonl }: CliOptions,
  context: ToolContext,
): ToolContext {
  let isTold = (json || jsonl) && host.stderr.isTTY !== true;
  const progress = (step: Progress) => {
    if (!isTold) host.stderr.write(`${sandboxLines(settings.network, repoPath, styleFor(host.stderr, host.env))}\n`);
    isTold = true;
    context.progress(step);
  };
  return { ...context, progress };
}

function placeOrText(value: string): number | string {
  return /^[1-9]\d{0,3}$/.test(value) ? Number(value) : value;
}

function isDecompose(value: unknown): value is Decompose {
  return value === 'propose' || value === 'create';
}

function isRollback(value: unknown): value is Rollback {
  return value === 'offer' || value === 'auto';
}
