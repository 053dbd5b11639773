import { startFolder } from '../tools/start-folder.ts';
import type { CliHost } from './cli-host.ts';
import { exitCodes } from './exit-code.ts';
import { followForeground, needsOwnGroup, runInOwnGroup } from './own-group.ts';

/** Runs this process's own command line and ends the process with its exit code. */
export async function runCommandLine(createToolbox?: CliHost['createToolbox']): Promise<never> {
  const [, entry = '', ...args] = process.argv;
  if (needsOwnGroup(args)) return runInOwnGroup(entry, args);
  followForeground();
  return runInThisProcess(args, createToolbox);
}

async function runInThisProcess(args: readonly string[], toolboxOf?: CliHost['createToolbox']): Promise<never> {
  const { stdin, stdout, stderr, env } = process;
  const { guardConsole } = await import('../server/console-guard.ts');
  guardConsole(stderr);
  let failure: Error | undefined;
  // A reader that is gone (`| head`, a closed terminal) is no reason to stop a run; a full disk loses the result.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') failure = error;
  });
  stderr.on('error', () => {});
  const { runCli } = await import('./run-cli.ts');
  const createToolbox = toolboxOf ?? (await import('../tools/local-toolbox.ts')).createLocalToolbox;
  const host = { stdin, stdout, stderr, env, cwd: folderOrEnd(), signals: process, createToolbox };
  const code = await runCli(args, host);
  await new Promise<void>((resolve) => stdout.write('', () => resolve()));
  if (failure === undefined) process.exit(code);
  stderr.write(`agent-toolkit: the result could not be written: ${failure.message}\n`);
  process.exit(code === exitCodes.success ? exitCodes.outcome : code);
}

/** Ends the process where it is gone. */
function folderOrEnd(): string {
  try {
    return startFolder();
  } catch (error) {
    process.stderr.write(`agent-toolkit: ${(error as Error).message}\n`);
    process.exit(exitCodes.usage);
  }
}
