/** A session at the command line: while it goes on, and what it came to. */
import { redactAll, redactorOf } from '../codex/secret-values.ts';
import { maskedContext } from '../tools/masked-context.ts';
import type { ToolContext } from '../tools/toolbox.ts';
import type { ClosedSession } from '../workflow/session/closing.ts';
import type { SessionEvent } from '../workflow/session/events.ts';
import type { SessionLimits } from '../workflow/session/limits.ts';
import type { SessionRequest } from '../workflow/session/session-run.ts';
import { settleActions } from '../workflow/settle-actions.ts';
import { type CliHost, isDebugging } from './cli-host.ts';
import type { CliOptions } from './cli-options.ts';
import { eventLines } from './event-lines.ts';
import type { ExitCode } from './exit-code.ts';
import { LentTerminal } from './lent-terminal.ts';
import { ProgressDisplay } from './progress-display.ts';
import { sandboxLines } from './sandbox-lines.ts';
import { sessionDisplay } from './session-display.ts';
import { sessionExitCode } from './session-outcome.ts';
import { sessionResult } from './session-result.ts';
import { stoppable } from './session-stop.ts';
import { styleFor } from './style.ts';

/**
 * Holds a session and shows it as the flags ask for.
 * @param hold `runSession`, or another way to choose the tasks
 */
export async function showSession(
  host: CliHost,
  options: CliOptions,
  limits: SessionLimits,
  hold: (request: SessionRequest, terminal: LentTerminal) => Promise<ClosedSession>,
): Promise<ExitCode> {
  const { repoPath, settings, json, jsonl } = options;
  const style = styleFor(host.stderr, host.env);
  const quiet = (json || jsonl) && !style.terminal;
  const display = new ProgressDisplay({ stream: host.stderr, style, verbose: isDebugging(host), quiet });
  const show = quiet ? () => {} : sessionDisplay(display, style);
  const terminal = new LentTerminal(display);
  const redacted = redactorOf(host.env);
  const print = jsonl ? eventLines(host) : () => {};
  const emit = (event: SessionEvent) => {
    print(event);
    // What came to pass meanwhile is in the result.
    if (!terminal.isLent) show(event);
  };
  const telling: Omit<ToolContext, 'signal'> = {
    progress: (progress) => {
      display.progress(progress);
      if (jsonl) emit({ type: 'progress', progress });
    },
    log: (channel, level, text) => {
      terminal.say(() => display.log(channel, level, text));
      if (jsonl) emit({ type: 'log', channel, level, text });
    },
  };
  if (!quiet) {
    display.print(sandboxLines(settings.network, repoPath, style));
    if (limits.until !== undefined) display.print(`No task begins after ${limits.until.toLocaleString()}.`);
  }
  const started = performance.now();
  try {
    const tools = host.createToolbox(settings);
    const closed = await stoppable(
      host,
      (text) => terminal.say(() => display.print(text)),
      (stop, signal) => {
        const request: SessionRequest = {
          ...{ repoPath, tools, settings, limits, archives: settings.archive, stop, emit },
          context: maskedContext({ ...telling, signal }, redacted),
          settle: ({ root }, context) => settleActions({ repoRoot: root, settings }, context),
        };
        return hold(request, terminal);
      },
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
