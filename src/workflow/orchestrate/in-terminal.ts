/** Codex orchestrates in the user's own terminal. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lockSession } from '../session/session-lock.ts';
import { terminalArguments } from './orchestrator-arguments.ts';
import { type OrchestratorRequest, prepareOrchestrator } from './prepare-orchestrator.ts';

/**
 * Hands the terminal to Codex until it ends.
 * @param signals where those of this process arrive; Ctrl-C is for Codex, which has the terminal
 * @returns its exit code
 * @throws InputError where Codex cannot be used, or a session runs here
 */
export async function orchestrateInTerminal(
  request: OrchestratorRequest,
  signals: NodeJS.EventEmitter,
): Promise<number> {
  const release = await lockSession(request.repository);
  try {
    const orchestrator = await prepareOrchestrator(request);
    const { binary, start, prompt } = orchestrator;
    const codex = spawn(binary, terminalArguments(start, prompt), {
      cwd: start.root,
      env: start.env,
      stdio: 'inherit',
    });
    const ignore = () => {};
    const pass = (signal: NodeJS.Signals) => void codex.kill(signal);
    signals.on('SIGINT', ignore).on('SIGTERM', pass).on('SIGHUP', pass);
    try {
      const [code] = (await once(codex, 'exit')) as [number | null];
      return code ?? 1;
    } finally {
      signals.off('SIGINT', ignore).off('SIGTERM', pass).off('SIGHUP', pass);
      await orchestrator.remove();
    }
  } finally {
    await release();
  }
}
