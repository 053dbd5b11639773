/** Bundles into dist/ and makes it a package for npm; with --watch it bundles again whenever a source changes. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import * as rolldown from 'rolldown';
import { bundle } from './bundle.ts';
import { filesOfChunks, filesOfMetafile } from './bundled-files.ts';
import { extension } from './extension.ts';
import { writePackage } from './npm-package.ts';
import { page } from './page.ts';

/** Removes what an earlier build left and this one did not write; until then whoever runs the old one still can. */
async function removeStale(written: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir('dist', { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name).replaceAll('\\', '/');
    if (entry.isFile() && !written.has(file)) await rm(file);
  }
}

if (process.argv.includes('--watch')) {
  for (const one of [bundle, page]) await (await esbuild.context(one)).watch();
  rolldown.watch(extension).on('event', (event) => {
    if (event.code === 'ERROR') console.error(event.error.message);
  });
} else {
  const [{ output }, ...built] = await Promise.all([
    rolldown.build(extension),
    ...[bundle, page].map((one) => esbuild.build(one)),
  ]);
  const outputs = built.flatMap(({ metafile }) => Object.keys(metafile?.outputs ?? {}));
  const bundled = [filesOfChunks(output, process.cwd()), ...built.map(({ metafile }) => filesOfMetafile(metafile))];
  const papers = await writePackage(bundled.flat());
  await removeStale(new Set([...outputs, ...output.map(({ fileName }) => `dist/${fileName}`), ...papers]));
}
