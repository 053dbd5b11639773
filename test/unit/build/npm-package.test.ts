import type { Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import { packageManifest, packageReadme } from '../../../build/npm-package.ts';
import manifest from '../../../package.json' with { type: 'json' };

type Output = Metafile['outputs'][string];

function output(...imports: (readonly [path: string, kind: 'import-statement' | 'dynamic-import'])[]): Output {
  const list = imports.map(([path, kind]) => ({ path, kind }));
  return { bytes: 1, inputs: {}, exports: [], imports: list };
}

test('the package has what its three programs load at some time, and nothing to install', () => {
  const outputs = {
    'dist/extension.js': output(['dist/chunks/both.js', 'import-statement'], ['dist/chunks/view.js', 'dynamic-import']),
    'dist/cli.js': output(['dist/chunks/both.js', 'import-statement'], ['dist/chunks/late.js', 'dynamic-import']),
    'dist/server.js': output(['node:fs', 'import-statement']),
    'dist/supervisor.js': output(),
    'dist/chunks/both.js': output(),
    'dist/chunks/late.js': output(['dist/chunks/later.js', 'dynamic-import']),
    'dist/chunks/later.js': output(),
    'dist/chunks/view.js': output(),
    'dist/cli.js.map': output(),
  };
  const { name, version, type } = manifest;
  const made = packageManifest({ inputs: {}, outputs });
  expect(made).toMatchObject({ name, version, type, bin: { 'agent-toolkit': 'cli.js' } });
  expect(made['description']).toMatch(/^Works through .*\.$/);
  expect(made['files']).toEqual([
    ...['*.js', 'chunks/*.js', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES.txt'],
    ...['!chunks/view.js', '!extension.js'],
  ]);
  for (const key of ['private', 'dependencies', 'devDependencies', 'scripts', 'contributes', 'main']) {
    expect(made).not.toHaveProperty(key);
  }
});

test('the README of the package is without what only a clone has', () => {
  const readme = [
    ...[
      '# Name',
      '',
      '![Picture](media/a.png)',
      '',
      '## Try it',
      '',
      '```',
      'npm ci',
      '```',
      '',
      '## What it does',
      '',
    ],
    ...['See [CONTRIBUTING.md](CONTRIBUTING.md), [below](#below) and [the site](https://example.com/).', ''],
  ];
  expect(packageReadme(readme.join('\n')).split('\n')).toEqual([
    ...['# Name', '', '## What it does', ''],
    ...['See CONTRIBUTING.md, [below](#below) and [the site](https://example.com/).', ''],
  ]);
});
