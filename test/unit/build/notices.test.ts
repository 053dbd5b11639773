import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { packageFolders, thirdPartyNotices } from '../../../build/notices.ts';

test('packages are those that a file is of, each in the folder that it lies in', () => {
  const files = [
    'src/cli/main.ts',
    'node_modules/a/index.js',
    'node_modules/a/lib/more.js',
    '../clone/node_modules/@scope/b/x.js',
    'node_modules/a/node_modules/c/index.js',
  ];
  expect(packageFolders(files)).toEqual([
    ...['../clone/node_modules/@scope/b', 'node_modules/a', 'node_modules/a/node_modules/c'],
  ]);
});

async function packages(all: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'agent-toolkit-notices-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, files] of Object.entries(all)) {
    const folder = join(root, 'node_modules', name);
    await mkdir(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  }
  return Object.keys(all).map((name) => join(root, 'node_modules', name, 'i.js'));
}

const manifest = (name: string, license?: string) => ({
  'package.json': JSON.stringify({ name, version: '1.0.0', license }),
});

test('each licence stands once, under the packages that have it, with its notice', async () => {
  const mit = { LICENSE: 'Copyright One\r\nMIT text\r\n' };
  const files = await packages({
    a: { ...manifest('a', 'MIT'), ...mit },
    b: { ...manifest('b', 'MIT'), ...mit },
    c: { ...manifest('c', 'Apache-2.0'), 'LICENSE.md': 'Apache text', NOTICE: 'By C', 'licensed.js': 'no' },
    d: manifest('d', 'Unlicense'),
  });
  const [intro, ...sections] = (await thirdPartyNotices(files)).split(`\n\n${'-'.repeat(80)}\n\n`);
  expect(intro).toContain('contains code of');
  expect(sections).toEqual([
    ...['a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nCopyright One\nMIT text', 'c 1.0.0 (Apache-2.0)\n\nApache text\n\nBy C'],
    'd 1.0.0 (Unlicense)\n',
  ]);
});

test.each([
  ['states none', manifest('a'), 'has no licence file'],
  ['brings no text', manifest('a', 'MIT'), 'has no licence file'],
])('a package that %s fails the build', async (_case, files, words) => {
  await expect(thirdPartyNotices(await packages({ a: files }))).rejects.toThrow(words);
});
