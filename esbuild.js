/** Bundles into dist/; with --watch again whenever a source changes. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, context } from 'esbuild';
import { bundle } from './build/bundle.ts';

/** Removes what an earlier build left and this one did not write; until then whoever runs the old one still can. */
async function removeStale(outputs) {
  for (const entry of await readdir('dist', { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name).replaceAll('\\', '/');
    if (entry.isFile() && !(file in outputs)) await rm(file);
  }
}

if (process.argv.includes('--watch')) await (await context(bundle)).watch();
else await removeStale((await build(bundle)).metafile.outputs);
