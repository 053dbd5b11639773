import type { Readable, Writable } from 'node:stream';
import type { BacklogReaders } from '../backlog/read/backlog-readers.ts';
import type { Settings } from '../tools/settings.ts';
import type { Toolbox } from '../tools/toolbox.ts';

/** Standard output or standard error. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What the command line stands on: the process, or a test's stand-in for it. */
export interface CliHost {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Where signals arrive. */
  readonly signals: NodeJS.EventEmitter;
  /** @param readers of the task files, where others read them too */
  createToolbox(settings: Settings, readers?: BacklogReaders): Toolbox;
}

/** Whether the user asked to see everything: stacks and all log lines. */
export function isDebugging(host: CliHost): boolean {
  return host.env['AGENT_TOOLKIT_DEBUG'] === '1';
}
