/**
 * A process of its own between the engine and Codex. Its standard input is a lifeline: when the engine closes it, or
 * dies in any way, Codex and all that it started are ended before this process exits.
 *
 * Usage: supervisor MARKER PROMPT_FILE BINARY [ARGUMENT …]. Exits with Codex's code, or 128 and up when it was ended.
 */
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { constants } from 'node:os';
import { endTree, runMarker } from './process-tree.ts';

const graceMs = 2000;
const [marker = '', promptFile = '', binary = '', ...args] = process.argv.slice(2);

const child = spawn(binary, args, {
  // A file as standard input ends; a pipe that stays open hangs `codex exec` for ever.
  stdio: [openSync(promptFile, 'r'), 'inherit', 'inherit'],
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

process.stdin.resume();
process.stdin.on('end', () => void end(143));
process.stdin.on('error', () => void end(143));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end(143));
