import type { ClosedSession } from '../session/closing.ts';
import { unexpectedExit } from '../session/early-exit.ts';
import { holdSession } from '../session/hold-session.ts';
import type { SessionRequest } from '../session/session-run.ts';
import { conduct } from './conduct.ts';
import { type OrchestratorRequest, prepareOrchestrator } from './prepare-orchestrator.ts';

/**
 * A session whose tasks an orchestrating Codex chooses. What it leaves out of the end (look back, report, push) is done after it.
 * @throws InputError where Codex cannot be used, and as `holdSession`
 */
export async function holdOrchestrated(session: SessionRequest, request: OrchestratorRequest): Promise<ClosedSession> {
  const orchestrator = await prepareOrchestrator(request);
  try {
    return await holdSession(session, (run) =>
      conduct(run, orchestrator).catch((error: Error) => {
        run.context.signal.throwIfAborted();
        return { early: unexpectedExit(error) };
      }),
    );
  } finally {
    await orchestrator.remove();
  }
}
