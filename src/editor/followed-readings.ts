import type { QueueSource } from './queue-source.ts';

/** By then a window has done what it does at its start, in milliseconds. */
const quietMs = 1500;

/**
 * Has what was read of each repository kept for the next window, once for each.
 * @param keep keeps that of one repository
 */
export function followReadings(
  source: Pick<QueueSource, 'changed' | 'loaded' | 'folders'>,
  keep: (root: string) => Promise<void>,
  failed: (error: unknown) => void,
): { dispose(): void } {
  const timers = new Map<string, NodeJS.Timeout>();
  const listening = source.changed.listen(() => {
    if (!source.loaded) return;
    for (const { root } of source.folders) {
      if (timers.has(root)) continue;
      const timer = setTimeout(() => keep(root).catch(failed), quietMs);
      timers.set(root, timer);
    }
  });
  return {
    dispose() {
      listening.dispose();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
