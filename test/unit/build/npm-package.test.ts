import { expect, test } from 'vitest';
import { packageManifest, packageReadme } from '../../../build/npm-package.ts';
import manifest from '../../../package.json' with { type: 'json' };

test('the package has what its three programs load, not the page of the editor, and nothing to install', () => {
  const { name, version, type } = manifest;
  const made = packageManifest();
  expect(made).toMatchObject({ name, version, type, bin: { 'agent-toolkit': 'cli.js' } });
  expect(made['description']).toMatch(/^Works through .*\.$/);
  expect(made['files']).toEqual([
    ...['*.js', 'chunks/*.js', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES.txt'],
    ...['!graph-page.js', '!graph-layout.js'],
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
