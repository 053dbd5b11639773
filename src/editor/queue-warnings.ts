import type { QueueSource } from './queue-source.ts';

/** Logs what is wrong with the files of a repository, each thing once for as long as it is wrong. */
export function logNewWarnings(source: QueueSource, warn: (text: string) => void): { dispose(): void } {
  const logged = new Map<string, ReadonlySet<string>>();
  return source.changed.listen(() => {
    for (const { root, name, warnings } of source.queues) {
      const before = logged.get(root);
      for (const warning of warnings) if (before?.has(warning) !== true) warn(`${name}: ${warning}`);
      logged.set(root, new Set(warnings));
    }
  });
}
