/** What goes into the VSIX: an allow-list, so that nothing else ever slips in. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { beforeAll, expect, it } from 'vitest';
import { bytesAtStart, loadedAtStart } from '../../build/loaded-at-start.ts';
import { buildExtension } from '../../demo/pack-extension.ts';
import manifest from '../../package.json' with { type: 'json' };

const allowed = [
  /^package\.json$/,
  /^package\.nls(\.[\w-]+)?\.json$/,
  /^l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^media\/[\w-]+\.(png|svg)$/,
  /^media\/walkthrough\/[\w-]+\.svg$/,
  /^dist\/extension\.cjs$/,
  /^dist\/(server|cli|supervisor|graph-page|graph-layout)\.js$/,
  /^dist\/graph-page\.css$/,
  /^dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^dist\/chunks\/[\w-]+\.c?js$/,
];

// By itself it would look at what an earlier build left.
beforeAll(buildExtension, 120_000);

it('holds the bundles, the pictures and the papers, and nothing else', async () => {
  const cwd = join(import.meta.dirname, '..', '..');
  const files = await listFiles({ cwd, packageManager: PackageManager.None });
  expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
  for (const entry of ['extension.cjs', 'server.js', 'cli.js', 'supervisor.js']) {
    expect(files).toContain(`dist/${entry}`);
  }
  for (const page of ['dist/graph-page.js', 'dist/graph-layout.js', 'dist/graph-page.css'])
    expect(files).toContain(page);
  const pictures = readFileSync(join(cwd, 'README.md'), 'utf8').matchAll(/\]\((media\/[^)]+)\)/g);
  for (const [, picture] of pictures) expect(files).toContain(picture);
  for (const { media } of manifest.contributes.walkthroughs.flatMap(({ steps }) => steps)) {
    expect(files).toContain(media.svg);
  }
  for (const texts of ['package.nls.json', 'l10n/bundle.l10n.json']) expect(files).toContain(texts);
  expect(files).toContain('README.md');
  expect(files).toContain('dist/THIRD-PARTY-NOTICES.txt');
});

it('what the extension loads when the editor starts is small, in few files, and neither YAML, MCP nor schemas', () => {
  const extension = join(import.meta.dirname, '../../dist/extension.cjs');
  const loaded = [...loadedAtStart(extension).keys()];
  // Itself, what it is made of, and the helper of all chunks.
  expect(loaded.length).toBeLessThanOrEqual(3);
  expect(bytesAtStart(extension)).toBeLessThanOrEqual(150_000);
  const maps = loaded.map((file) => `${file}.map`).filter((file) => existsSync(file));
  const sources = maps.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).sources);
  expect(sources).toContainEqual(expect.stringMatching(/src\/editor\/extension\.ts$/));
  expect(sources.filter((source) => source.includes('node_modules'))).toEqual([]);
});
