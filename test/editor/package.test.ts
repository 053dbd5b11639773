/** What goes into the VSIX: an allow-list, so that nothing else ever slips in. */
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { expect, it } from 'vitest';
import { buildExtension } from '../../demo/pack-extension.ts';

const allowed = [
  /^package\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^media\/[\w-]+\.(png|svg)$/,
  /^dist\/(extension|server|cli|supervisor|graph-page)\.js$/,
  /^dist\/graph-page\.css$/,
  /^dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^dist\/chunks\/[\w-]+\.js$/,
];

it('holds the bundles, the pictures and the papers, and nothing else', async () => {
  await buildExtension();
  const cwd = join(import.meta.dirname, '..', '..');
  const files = await listFiles({ cwd, packageManager: PackageManager.None });
  expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
  for (const entry of ['extension', 'server', 'cli', 'supervisor']) expect(files).toContain(`dist/${entry}.js`);
  for (const page of ['dist/graph-page.js', 'dist/graph-page.css']) expect(files).toContain(page);
  expect(files).toContain('README.md');
  expect(files).toContain('dist/THIRD-PARTY-NOTICES.txt');
});
