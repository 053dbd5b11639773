/** What changed when a run that was killed, and all of its processes, were over. */
import { lstat } from 'node:fs/promises';

/** How long the supervisor of a killed engine takes to end all that it watches, in milliseconds, at most. */
export const supervisorMs = 10_000;

/**
 * Whether the file was changed by somebody else than the run.
 * @param seenAt last sign of life of the run, in milliseconds since 1970
 */
export async function isLate(file: string, seenAt: number): Promise<boolean> {
  const entry = await lstat(file).catch(() => undefined); // gone; nobody can tell when
  return entry !== undefined && entry.mtimeMs > seenAt + supervisorMs;
}
