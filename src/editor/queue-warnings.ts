import { TimeSlices } from '../backlog/read/time-slices.ts';
import type { QueueSource } from './queue-source.ts';

/**
 * Logs what is wrong with the files of a repository, each thing once for as long as it is wrong. Thousands of lines are
 * written in slices of time: the editor waits while one is.
 */
export function logNewWarnings(source: QueueSource, warn: (text: string) => void): { dispose(): void } {
  const logged = new Map<string, ReadonlySet<string>>();
  const end = new AbortController();
  let waiting: string[] = [];
  let isWriting = false;
  const write = async (): Promise<void> => {
    isWriting = true;
    const slices = new TimeSlices(end.signal);
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      for (const line of lines) {
        if (slices.isOver()) await slices.pause();
        warn(line);
      }
    }
    isWriting = false;
  };
  const listening = source.changed.listen(() => {
    for (const { root, name, warnings } of source.queues) {
      const before = logged.get(root);
      for (const warning of warnings) if (before?.has(warning) !== true) waiting.push(`${name}: ${warning}`);
      logged.set(root, new Set(warnings));
    }
    // What is not written when it ends is not wanted any more.
    if (!isWriting) write().catch(() => {});
  });
  return {
    dispose() {
      end.abort();
      listening.dispose();
    },
  };
}
