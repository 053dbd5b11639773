/** What tells whether a file or folder is as it was when it was read, without reading it again. */
import type { Stats } from 'node:fs';

/** Size, times and identity. The time of the last change of state cannot be set back, so an edit that keeps the rest is seen. */
export interface Fingerprint {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
  readonly dev: number;
}

/**
 * Within this time after a change, another one may get the same times: systems count them in steps of up to ten
 * milliseconds. The same as git's "racy" entries.
 */
const stepMs = 100;

/** Some file systems (FAT, some servers) count whole seconds, or two. */
const coarseStepMs = 2_100;

/**
 * The fingerprint of what was read at a moment; undefined when it changed so shortly before that a further change
 * might leave no trace. What has none is read again next time.
 * @param readAt milliseconds since 1970, taken before the reading began
 */
export function trustedFingerprint(stats: Stats, readAt: number): Fingerprint | undefined {
  const { size, mtimeMs, ctimeMs, ino, dev } = stats;
  const isCoarse = mtimeMs % 1000 === 0 && ctimeMs % 1000 === 0;
  const age = readAt - Math.max(mtimeMs, ctimeMs);
  return age > (isCoarse ? coarseStepMs : stepMs) ? { size, mtimeMs, ctimeMs, ino, dev } : undefined;
}

/** Whether nothing changed since the fingerprint was taken. */
export function isSame(stats: Stats, print: Fingerprint): boolean {
  return (
    stats.mtimeMs === print.mtimeMs &&
    stats.ctimeMs === print.ctimeMs &&
    stats.size === print.size &&
    stats.ino === print.ino &&
    stats.dev === print.dev
  );
}
