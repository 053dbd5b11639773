import { FileWriteError } from '../../src/backlog/edit/write-error.ts';

/** Why a write was refused, as `reason: message`. @throws Error when it was not */
export async function refusal(work: Promise<void>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FileWriteError)) throw new Error(`not refused: ${String(error)}`);
  return `${error.reason}: ${error.message}`;
}
