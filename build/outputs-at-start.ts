/** What a bundle of esbuild's loads at its start. */
import type { Metafile } from 'esbuild';

/** The outputs that one loads before it does anything, itself among them: paths. */
export function outputsAtStart({ outputs }: Metafile, entry: string): Set<string> {
  const found = new Set([entry]);
  for (const file of found) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (path in outputs && kind === 'import-statement') found.add(path);
    }
  }
  return found;
}
