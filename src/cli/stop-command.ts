import { setTimeout as sleep } from 'node:timers/promises';
import { readSessions } from '../session/session-store.ts';
import { requestStop } from '../session/stop-request.ts';
import { openRepository } from '../tools/repository-path.ts';
import { sessionHolder } from '../workflow/session/session-lock.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { interruptible } from './interruption.ts';
import { printable } from './printable.ts';

const everyMs = 300;

interface Stopped {
  /** Null where no session ran. */
  readonly session_id: string | null;
  /** Whether its end is written down; one that was killed meanwhile is gone on with by the next one. */
  readonly ended: boolean;
  readonly message: string;
}

/** `stop`: asks the session that runs on the repository to stop, and waits until it has. */
export async function stopCommand(flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const { repoPath, json } = await readCliOptions(flags, host);
  const repository = await openRepository(repoPath);
  const holder = await sessionHolder(repository);
  const tell = (text: string) => void host.stderr.write(`${text}\n`);
  let stopped: Stopped = { session_id: null, ended: true, message: `No session runs on ${repository.root}.` };
  if (holder !== undefined) {
    await requestStop(repository.commonDir);
    if (!json) tell(`Process ${holder.pid} was asked to stop. Its issue, retrospective and report are awaited.`);
    await interruptible(host, tell, async (signal) => {
      while ((await sessionHolder(repository))?.since === holder.since) {
        await sleep(everyMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    });
    const last = (await readSessions(repository.commonDir)).records.at(-1);
    const ended = last?.ended_at !== null;
    const message = ended
      ? `The session has ended. ${last?.reason ?? ''}`.trim()
      : 'The session was interrupted before its end was written down; agent-toolkit run goes on with it.';
    stopped = { session_id: last?.session_id ?? null, ended, message };
  }
  host.stdout.write(json ? `${JSON.stringify(stopped, null, 2)}\n` : `${printable(stopped.message)}\n`);
  return exitCodes.success;
}
