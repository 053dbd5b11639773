/** Our server's side: it writes down what its tools do, where an orchestration asked it to. */
import { appendFileSync } from 'node:fs';
import type { ToolName } from '../../tools/contract.ts';
import type { Toolbox, ToolContext } from '../../tools/toolbox.ts';
import { type CallLine, callsVariable } from './call-lines.ts';

/**
 * The same toolbox; each call is in the file when it begins and when it has ended. Where the environment names no file, nothing is
 * written. A file that cannot be written to stops no call.
 * @param report for people, once
 */
export function recordCalls(toolbox: Toolbox, env: NodeJS.ProcessEnv, report: (text: string) => void): Toolbox {
  const file = env[callsVariable];
  delete env[callsVariable];
  if (file === undefined || file === '') return toolbox;
  let isTold = false;
  const write = (line: CallLine) => {
    try {
      appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch (error) {
      if (!isTold) report(`The session will not know of all calls: ${(error as Error).message}`);
      isTold = true;
    }
  };
  let count = 0;
  const recorded = <Input, Result>(tool: ToolName, run: (input: Input, context: ToolContext) => Promise<Result>) => {
    return async (input: Input, context: ToolContext): Promise<Result> => {
      count += 1;
      const call = { pid: process.pid, number: count, tool, arguments: input };
      write({ type: 'begun', ...call });
      try {
        const result = await run(input, context);
        write({ type: 'ended', ...call, result, error: null, cancelled: false });
        return result;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        write({ type: 'ended', ...call, result: null, error: message, cancelled: context.signal.aborted });
        throw error;
      }
    };
  };
  return {
    scan_prioritize: recorded('scan_prioritize', toolbox.scan_prioritize.bind(toolbox)),
    process_bug: recorded('process_bug', toolbox.process_bug.bind(toolbox)),
    run_tests: recorded('run_tests', toolbox.run_tests.bind(toolbox)),
    create_work_item: recorded('create_work_item', toolbox.create_work_item.bind(toolbox)),
    run_retrospective: recorded('run_retrospective', toolbox.run_retrospective.bind(toolbox)),
  };
}
