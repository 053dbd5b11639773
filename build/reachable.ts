/** Which files of a bundle need which. */
import type { Metafile } from 'esbuild';

/**
 * The outputs that an entry loads, itself among them: at its start, or ever.
 * @param entries paths of outputs
 */
export function reachable({ outputs }: Metafile, entries: readonly string[], when: 'start' | 'ever'): Set<string> {
  const found = new Set(entries);
  for (const file of found) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (path in outputs && (when === 'ever' || kind === 'import-statement')) found.add(path);
    }
  }
  return found;
}
