/** Bundles into dist/ and makes it a package for npm; with --watch it bundles again whenever a source changes. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, context } from 'esbuild';
import { bundle } from './build/bundle.ts';
import { writePackage } from './build/npm-package.ts';
import { page } from './build/page.ts';

/** Removes what an earlier build left and this one did not write; until then whoever runs the old one still can. */
async function removeStale(written) {
  for (const entry of await readdir('dist', { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name).replaceAll('\\', '/');
    if (entry.isFile() && !written.has(file)) await rm(file);
  }
}

const bundles = [bundle, page];
if (process.argv.includes('--watch')) {
  for (const one of bundles) await (await context(one)).watch();
} else {
  const built = await Promise.all(bundles.map((one) => build(one)));
  const metafile = {
    inputs: Object.assign({}, ...built.map((one) => one.metafile.inputs)),
    outputs: Object.assign({}, ...built.map((one) => one.metafile.outputs)),
  };
  await removeStale(new Set([...Object.keys(metafile.outputs), ...(await writePackage(metafile))]));
}
