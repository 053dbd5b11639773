import { Console } from 'node:console';

/**
 * Makes `console.log` and its kin write to standard error. Standard output is the protocol's, or the result's, alone,
 * and a line from a dependency would corrupt it.
 */
export function guardConsole(stderr: NodeJS.WritableStream): void {
  globalThis.console = new Console(stderr, stderr);
}
