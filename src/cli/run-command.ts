import { InputError } from '../tools/input-error.ts';
import { openRepository } from '../tools/repository-path.ts';
import type { Settings } from '../tools/settings.ts';
import type { ToolContext } from '../tools/toolbox.ts';
import { nextTimeOfDay, type SessionLimits } from '../workflow/session/limits.ts';
import { planSession } from '../workflow/session/plan.ts';
import { runSession } from '../workflow/session/run-session.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { offerContext } from './context-question.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { offerRelated } from './related-question.ts';
import { runTool } from './run-tool.ts';
import { sessionPlanReport } from './session-plan-report.ts';
import { showSession } from './show-session.ts';
import { limitsOfTask } from './task-limits.ts';

/** `run`: a session; `--dry-run` only tells what it would do. */
export async function runCommand(flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const { repoPath, settings, jsonl } = options;
  const limits = limitsOf(flags, settings, new Date());
  if (flags['dryRun'] === true) {
    if (jsonl) throw new InputError('Nothing happens in a dry run that --jsonl could print. Use --json.');
    const plan = (tools: Parameters<typeof planSession>[0]['tools'], context: ToolContext) =>
      planSession({ repoPath, settings, limits, tools, context });
    await runTool(host, options, plan, sessionPlanReport);
    return exitCodes.success;
  }
  await openRepository(repoPath);
  await offerContext(host, options);
  await offerRelated(host, options, false);
  return showSession(host, options, limits, (session) => runSession({ ...session, each: limitsOfTask(flags) }));
}

/** @throws InputError for a time of day that is none */
function limitsOf(flags: CliFlags, settings: Settings, now: Date): SessionLimits {
  const { tasks, until } = flags;
  const {
    tasksPerSession,
    failuresPerSession: failures,
    minutesPerSession: minutes,
    tokensPerSession: tokens,
  } = settings;
  const named = typeof until === 'string' ? nextTimeOfDay(until, now) : undefined;
  if (typeof until === 'string' && named === undefined) {
    throw new InputError(`--until is "${until}"; it must be a time of day as HH:MM, for example 06:00.`);
  }
  const ends = [
    ...(named === undefined ? [] : [named]),
    ...(minutes === 0 ? [] : [new Date(now.getTime() + minutes * 60_000)]),
  ];
  const [first] = ends.toSorted((a, b) => a.getTime() - b.getTime());
  return { tasks: typeof tasks === 'number' ? tasks : tasksPerSession, failures, tokens, until: first };
}
