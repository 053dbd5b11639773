import { join } from 'node:path';
import { findRepository } from '../../git/repository.ts';
import { requestStop } from '../../session/stop-request.ts';
import type { SessionEvent } from '../../workflow/session/events.ts';
import type { EditorParts } from '../editor-parts.ts';
import type { EditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { brokenOutcome, type RunOutcome } from '../run-state.ts';
import type { RunHandle } from '../runs.ts';
import { sessionLaunch } from '../server-launch.ts';
import { followSession } from '../session-process.ts';
import { type SessionEnd, sessionOutcome, sessionTaskOutcome, withSessionEvent } from '../session-state.ts';
import { followMove } from './follow-move.ts';

const goesOn = () => l10n.t('Run Session goes on where it was.');

/** Runs the session and shows what it tells. @param ended told how it ended, where it says so itself */
export async function sessionWork(
  { host, channels }: Pick<EditorParts, 'host' | 'channels'>,
  repository: string,
  settings: EditorSettings,
  run: RunHandle,
  ended: (end: SessionEnd) => void,
): Promise<RunOutcome> {
  const { signal: stop, progress, log } = run.context;
  let end: SessionEnd | undefined;
  const event = async (told: SessionEvent) => {
    if (told.type === 'log') return log(told.channel, told.level, told.text);
    if (told.type === 'progress') return progress(told.progress);
    if (told.type === 'task_ended') {
      const { file, archived } = told.task;
      if (archived !== null) await followMove(join(repository, file), join(repository, archived.to));
      await run.taskEnded(sessionTaskOutcome(run.state(), told.task));
    }
    if (told.type === 'ended') {
      end = told;
      ended(told);
    }
    run.show((state) => withSessionEvent(state, told));
  };
  const exit = await followSession(
    sessionLaunch(host, settings, repository),
    { stop, end: run.end },
    {
      event,
      stray: (line) => channels.write('log', 'debug', `[session] ${line}`),
      requestStop: async () => {
        const found = await findRepository(repository);
        if (found !== undefined) await requestStop(found.commonDir);
      },
    },
  );
  if (end !== undefined) return sessionOutcome(repository, end, stop.aborted);
  if (run.end.aborted)
    return brokenOutcome(run.state(), 'stopped', `${l10n.t('The session was ended at once.')} ${goesOn()}`);
  const words =
    exit.words === ''
      ? `${l10n.t`The session's process ended unexpectedly (${String(exit.code)}).`} ${goesOn()}`
      : exit.words;
  return brokenOutcome(run.state(), 'failed', words);
}
