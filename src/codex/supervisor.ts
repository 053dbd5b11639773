/**
 * A process of its own between the engine and Codex. Its standard input is a lifeline: when the engine closes it, or
 * dies in any way, Codex and all that it started are ended before this process exits. Codex is started at once and waits
 * for its prompt: that file is read when the first word comes through the lifeline.
 *
 * Usage: supervisor MARKER INPUT_FILE BINARY [ARGUMENT …]. Exits with Codex's code, or 128 and up when it was ended.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { constants, devNull } from 'node:os';
import { endTree, runMarker } from './process-tree.ts';

const graceMs = 2000;
const [marker = '', inputFile = '', binary = '', ...args] = process.argv.slice(2);

const child = spawn(binary, args, {
  stdio: [inputFile === devNull ? 'ignore' : 'pipe', 'inherit', 'inherit'],
  env: { ...process.env, [runMarker]: marker },
  detached: process.platform !== 'win32',
  windowsHide: true,
});

let ending = false;

/** Ends the tree once, then this process. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  const left = await endTree({ root: child.pid ?? 0, marker, graceMs });
  if (left.length > 0) process.stderr.write(`agent-toolkit: these processes could not be ended: ${left.join(', ')}\n`);
  process.exit(left.length > 0 ? 70 : code);
}

child.on('error', (error) => {
  process.stderr.write(`agent-toolkit: ${binary} could not be started: ${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code, signal) => void end(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));

/**
 * Gives the child its input and closes it: with a pipe that stays open `codex exec` hangs for ever. No `pipe()`: that looks
 * at process.stdout, which makes it non-blocking for the child too, and Codex panics where it cannot write at once.
 */
function feed(): void {
  const { stdin } = child;
  if (stdin === null) return;
  readFile(inputFile).then(
    (input) => stdin.end(input),
    (error: Error) => {
      process.stderr.write(`agent-toolkit: the prompt cannot be read: ${error.message}\n`);
      void end(66);
    },
  );
}

// A child that ends, or closes its input, without having read all of it is none of our business.
child.stdin?.on('error', () => {});
process.stdin.once('data', feed).resume();
process.stdin.on('end', () => void end(143));
process.stdin.on('error', () => void end(143));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end(143));
