import type { Toolbox, ToolContext } from '../tools/toolbox.ts';
import { type CliHost, isDebugging } from './cli-host.ts';
import type { CliOptions } from './cli-options.ts';
import { eventLines } from './event-lines.ts';
import { interruptible } from './interruption.ts';
import { ProgressDisplay } from './progress-display.ts';
import { type Style, styleFor } from './style.ts';

/**
 * Calls a tool with progress and log on standard error, and prints its result: as JSON, as the last of its events, or as the report says.
 * @returns the result
 */
export async function runTool<Result>(
  host: CliHost,
  options: CliOptions,
  call: (toolbox: Toolbox, context: ToolContext) => Promise<Result>,
  report: (result: Result, style: Style) => string,
  /** Asks the person at the terminal; nothing moves there meanwhile. */
  ask?: ToolContext['ask'],
): Promise<Result> {
  const style = styleFor(host.stderr, host.env);
  const quiet = (options.json || options.jsonl) && !style.terminal;
  const display = new ProgressDisplay({ stream: host.stderr, style, verbose: isDebugging(host), quiet });
  const tell = (text: string) => display.print(text);
  try {
    const toolbox = host.createToolbox(options.settings);
    const { progress, log } = options.jsonl ? telling(display, eventLines(host)) : display;
    const asking: Pick<ToolContext, 'ask'> =
      ask === undefined ? {} : { ask: (question, signal) => display.hold(() => ask(question, signal)) };
    const result = await interruptible(host, tell, (signal) => call(toolbox, { signal, progress, log, ...asking }));
    display.stop();
    if (options.jsonl) eventLines(host)({ type: 'result', result });
    else
      host.stdout.write(
        options.json ? `${JSON.stringify(result, null, 2)}\n` : report(result, styleFor(host.stdout, host.env)),
      );
    return result;
  } finally {
    display.stop();
  }
}

/** Events besides what the display shows. */
function telling(display: ProgressDisplay, emit: ReturnType<typeof eventLines>): Pick<ToolContext, 'progress' | 'log'> {
  return {
    progress: (progress) => {
      display.progress(progress);
      emit({ type: 'progress', progress });
    },
    log: (channel, level, text) => {
      display.log(channel, level, text);
      emit({ type: 'log', channel, level, text });
    },
  };
}
