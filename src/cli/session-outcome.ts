import type { ClosedSession } from '../workflow/session/closing.ts';
import { isFailure } from '../workflow/session/tally.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';

/** What the exit code of `run` says. Pure. */
export function sessionExitCode({ record, queue }: ClosedSession): ExitCode {
  if (record.outcome === 'early_exit') return exitCodes.early;
  if (record.tasks.some(isFailure)) return exitCodes.outcome;
  const isDone = record.tasks.some(({ ended_by: by }) => by !== 'person');
  const waits = !isDone && queue !== null && queue.total > 0 && queue.ready === 0;
  return waits ? exitCodes.waits : exitCodes.success;
}
