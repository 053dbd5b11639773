/** A session in which Codex orchestrates in the user's own terminal: its record is what our server did, and what git says. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClosedSession } from '../session/closing.ts';
import { exitAfter, stopExit, unexpectedExit } from '../session/early-exit.ts';
import { holdSession, type SessionEnd } from '../session/hold-session.ts';
import type { SessionRequest, SessionRun } from '../session/session-run.ts';
import { CallFile } from './call-file.ts';
import { callsVariable, toolCallIn } from './call-lines.ts';
import { CallRecorder } from './call-recorder.ts';
import { terminalArguments } from './orchestrator-arguments.ts';
import { type Orchestrator, type OrchestratorRequest, prepareOrchestrator } from './prepare-orchestrator.ts';
import { settleTasks } from './settle-tasks.ts';
import { keepTerminal } from './terminal-state.ts';

/** How often our server's file is read, in milliseconds. */
const everyMs = 300;
/** A server has this long to put aside what is in work, when Codex is gone; longer than it gives itself. */
const serverEndMs = 70_000;

/** Tools that leave something behind. */
const working: readonly string[] = ['process_bug', 'create_work_item', 'run_retrospective'];

export interface TerminalRequest extends OrchestratorRequest {
  /** Hands the terminal over while the work goes on: nobody else writes there. */
  lend<T>(work: () => Promise<T>): Promise<T>;
  /** Gets the exit code of Codex. */
  ended(code: number): void;
  /** Is called when the session is to be closed, which may take minutes. */
  closing(): void;
}

/**
 * Hands the terminal to Codex until it ends, then closes the session: retrospective, report, push. Where nothing was worked on,
 * there is no session.
 * @throws InputError where Codex cannot be used, and as `holdSession`
 */
export async function orchestrateInTerminal(session: SessionRequest, request: TerminalRequest): Promise<ClosedSession> {
  const calls = await CallFile.create(process.env);
  try {
    const server = { ...request.server, env: { ...request.server.env, [callsVariable]: calls.path } };
    const orchestrator = await prepareOrchestrator({ ...request, server });
    try {
      return await holdSession(session, (run) =>
        conductInTerminal(run, orchestrator, calls, request).catch((error: Error) => {
          run.context.signal.throwIfAborted();
          return { early: unexpectedExit(error) };
        }),
      );
    } finally {
      await orchestrator.remove();
    }
  } finally {
    await calls.remove();
  }
}

async function conductInTerminal(
  run: SessionRun,
  orchestrator: Orchestrator,
  calls: CallFile,
  { lend, ended, closing }: TerminalRequest,
): Promise<SessionEnd> {
  const { context, stop } = run;
  const recorder = new CallRecorder(run);
  let hasWorked = false;
  const read = async () => {
    for (const line of await calls.lines()) {
      hasWorked ||= line.type === 'begun' && working.includes(line.tool);
      if (line.type === 'begun') recorder.begun(toolCallIn(line));
      // What was cut off stays in work, until it is taken up again or the conversation is over.
      else if (!line.cancelled) recorder.ended(toolCallIn(line));
    }
  };
  const code = await lend(() => untilEnded(orchestrator, AbortSignal.any([context.signal, stop]), read));
  ended(code);
  const limit = Date.now() + serverEndMs;
  for (await read(); calls.isBusy() && Date.now() < limit; await read()) await sleep(everyMs);
  await recorder.written();
  context.signal.throwIfAborted();
  await settleTasks(run);
  const reason = code === 0 ? 'Codex ended its conversation.' : `Codex ended with exit code ${code}.`;
  if (!hasWorked) return { nothing: `${reason} No task was worked on.` };
  closing();
  if (stop.aborted) return { early: stopExit };
  const early = exitAfter(run.ledger.record.tasks, run.limits);
  return early === undefined ? { finished: reason } : { early };
}

/** @returns its exit code */
async function untilEnded(
  { binary, start, prompt }: Orchestrator,
  signal: AbortSignal,
  read: () => Promise<void>,
): Promise<number> {
  const restore = keepTerminal();
  const codex = spawn(binary, terminalArguments(start, prompt), { cwd: start.root, env: start.env, stdio: 'inherit' });
  const end = () => void codex.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  let isGone = false;
  const gone = once(codex, 'exit').finally(() => {
    isGone = true;
  });
  gone.catch(() => {}); // told below
  try {
    if (signal.aborted) end();
    while (!isGone) {
      await Promise.race([gone, sleep(everyMs)]);
      await read();
    }
    const [code] = (await gone) as [number | null];
    if (code === null) restore();
    return code ?? 1;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
