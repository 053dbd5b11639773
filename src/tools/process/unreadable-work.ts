/** Work that git cannot read can be neither kept nor put back: the next run does both, once that is mended. */
import { PictureFailed } from '../../git/picture-failed.ts';
import { type Run, RunStopped } from './run.ts';

/**
 * Leaves what is in work to the next run.
 * @throws RunStopped with git's words and the next step, the signal's reason when cancelled, and any other failure as it is
 */
export function leaveToNext({ record, context }: Run, failure: unknown): never {
  if (!(failure instanceof PictureFailed)) throw failure;
  record.leave();
  const message =
    `${failure.message} What the criterion changed is in the work tree as it was left, not committed, kept or put back; the ` +
    'next run keeps it and puts it back.';
  context.log('log', 'error', message);
  context.signal.throwIfAborted();
  throw new RunStopped(message, 'repository');
}
