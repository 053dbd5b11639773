import type { Toolbox, ToolContext } from '../tools/toolbox.ts';
import { type CliHost, isDebugging } from './cli-host.ts';
import type { CliOptions } from './cli-options.ts';
import { interruptible } from './interruption.ts';
import { ProgressDisplay } from './progress-display.ts';
import { type Style, styleFor } from './style.ts';

/**
 * Calls a tool with progress and log on standard error, and prints its result: as JSON, or as the report says.
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
  const quiet = options.json && !style.terminal;
  const display = new ProgressDisplay({ stream: host.stderr, style, verbose: isDebugging(host), quiet });
  const tell = (text: string) => display.print(text);
  try {
    const toolbox = host.createToolbox(options.settings);
    const { progress, log } = display;
    const asking: Pick<ToolContext, 'ask'> =
      ask === undefined ? {} : { ask: (question, signal) => display.hold(() => ask(question, signal)) };
    const result = await interruptible(host, tell, (signal) => call(toolbox, { signal, progress, log, ...asking }));
    display.stop();
    host.stdout.write(
      options.json ? `${JSON.stringify(result, null, 2)}\n` : report(result, styleFor(host.stdout, host.env)),
    );
    return result;
  } finally {
    display.stop();
  }
}
