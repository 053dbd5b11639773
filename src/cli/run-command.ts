import { redactAll, redactorOf } from '../codex/secret-values.ts';
import { InputError } from '../tools/input-error.ts';
import { maskedContext } from '../tools/masked-context.ts';
import { openRepository } from '../tools/repository-path.ts';
import { sandboxTerms } from '../tools/sandbox-terms.ts';
import type { Settings } from '../tools/settings.ts';
import type { ToolContext } from '../tools/toolbox.ts';
import type { SessionEvent } from '../workflow/session/events.ts';
import { nextTimeOfDay, type SessionLimits } from '../workflow/session/limits.ts';
import { planSession } from '../workflow/session/plan.ts';
import { runSession } from '../workflow/session/run-session.ts';
import { settleActions } from '../workflow/settle-actions.ts';
import { type CliHost, isDebugging } from './cli-host.ts';
import { type CliFlags, type CliOptions, readCliOptions } from './cli-options.ts';
import { offerContext } from './context-question.ts';
import { eventLines } from './event-lines.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { printable } from './printable.ts';
import { ProgressDisplay } from './progress-display.ts';
import { offerRelated } from './related-question.ts';
import { runTool } from './run-tool.ts';
import { sessionDisplay } from './session-display.ts';
import { sessionExitCode } from './session-outcome.ts';
import { sessionPlanReport } from './session-plan-report.ts';
import { sessionResult } from './session-result.ts';
import { stoppable } from './session-stop.ts';
import { styleFor } from './style.ts';

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
  return run(host, options, limits);
}

async function run(host: CliHost, options: CliOptions, limits: SessionLimits): Promise<ExitCode> {
  const { repoPath, settings, json, jsonl } = options;
  const style = styleFor(host.stderr, host.env);
  const quiet = (json || jsonl) && !style.terminal;
  const display = new ProgressDisplay({ stream: host.stderr, style, verbose: isDebugging(host), quiet });
  const show = quiet ? () => {} : sessionDisplay(display, style);
  const redacted = redactorOf(host.env);
  const print = jsonl ? eventLines(host) : () => {};
  const emit = (event: SessionEvent) => {
    print(event);
    show(event);
  };
  const telling: Omit<ToolContext, 'signal'> = {
    progress: (progress) => {
      display.progress(progress);
      if (jsonl) emit({ type: 'progress', progress });
    },
    log: (channel, level, text) => {
      display.log(channel, level, text);
      if (jsonl) emit({ type: 'log', channel, level, text });
    },
  };
  if (!quiet) {
    display.print(printable(sandboxTerms(settings.network, repoPath, '--no-network')));
    if (limits.until !== undefined) display.print(`No task begins after ${limits.until.toLocaleString()}.`);
  }
  const started = performance.now();
  try {
    const tools = host.createToolbox(settings);
    const closed = await stoppable(
      host,
      (text) => display.print(text),
      (stop, signal) =>
        runSession({
          ...{ repoPath, tools, settings, limits, archives: settings.archive, stop, emit },
          context: maskedContext({ ...telling, signal }, redacted),
          settle: ({ root }, context) => settleActions({ repoRoot: root, settings }, context),
        }),
    );
    display.stop();
    const masked = redactAll(closed, redacted);
    if (json) host.stdout.write(`${JSON.stringify({ ...masked.record, report: masked.report }, null, 2)}\n`);
    else if (!jsonl) {
      const out = styleFor(host.stdout, host.env);
      host.stdout.write(sessionResult(masked, performance.now() - started, out));
    }
    return sessionExitCode(closed);
  } finally {
    display.stop();
  }
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
