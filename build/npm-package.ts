/** Makes dist/ a package of its own for npm: the command line and the server, with nothing to install beside them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import texts from '../package.nls.json' with { type: 'json' };
import { requiredNode } from '../src/cli/node-version.ts';
import { thirdPartyNotices } from './notices.ts';
import { page } from './page.ts';

/**
 * Writes package.json, papers and notices beside the bundles.
 * @param bundled the files of which something is in the bundles
 * @returns the paths that were written
 */
export async function writePackage(bundled: readonly string[]): Promise<string[]> {
  const [readme, changelog, license] = await Promise.all(
    ['README.md', 'CHANGELOG.md', 'LICENSE'].map((file) => readFile(file, 'utf8')),
  );
  const texts = {
    'package.json': `${JSON.stringify(packageManifest(), null, 2)}\n`,
    'README.md': packageReadme(readme ?? ''),
    'CHANGELOG.md': changelog ?? '',
    LICENSE: license ?? '',
    'THIRD-PARTY-NOTICES.txt': await thirdPartyNotices(bundled),
  };
  for (const [file, text] of Object.entries(texts)) await writeFile(join('dist', file), text);
  return Object.keys(texts).map((file) => `dist/${file}`);
}

/** No dependencies, no scripts; without the page that only the extension shows. What else it loads alone is CommonJS. */
export function packageManifest(): Record<string, unknown> {
  const { name, version, license, keywords, type, bin } = manifest;
  const { description } = texts;
  const inPackage = (file: string) => posix.relative('dist', file);
  return {
    ...{ name, version, description, license, keywords, type },
    bin: Object.fromEntries(Object.entries(bin).map(([command, file]) => [command, inPackage(file)])),
    engines: { node: `>=${requiredNode}` },
    files: [
      ...['*.js', 'chunks/*.js', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES.txt'],
      ...Object.keys(page.entryPoints).map((name) => `!${name}.js`),
    ],
  };
}

/** What only holds in a clone is left out: its pictures, how to try it there, links to its other files. */
export function packageReadme(readme: string): string {
  return readme
    .replace(/^## Try it\n[\s\S]*?^(?=## )/m, '')
    .replaceAll(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '')
    .replaceAll(/\[([^\]]*)\]\((?!https?:|#)[^)]*\)/g, '$1');
}
