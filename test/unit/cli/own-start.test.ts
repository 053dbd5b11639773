import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isOnlyCached, ownStart } from '../../../src/cli/own-start.ts';

const started = { execPath: '/opt/node', argv: ['/opt/node', '/gone/cli.js'], versions: { node: '24.0.0' }, env: {} };

test('absolute paths of runtime and script; the script behind a link, since a folder of links may not be there later', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-start-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'cli.js'), '');
  symlinkSync('cli.js', join(folder, 'agent-toolkit'));
  const argv = ['/opt/node', join(folder, 'agent-toolkit')];
  expect(await ownStart({ ...started, argv })).toEqual({
    command: '/opt/node',
    args: [join(folder, 'cli.js')],
    env: {},
  });
});

test.each([
  ['Electron', { versions: { node: '22.0.0', electron: '35.0.0' } }],
  ['Electron that was told so', { env: { ELECTRON_RUN_AS_NODE: '1' } }],
])('the runtime of an editor (%s) has to be told that it is one of Node', async (_name, differs) => {
  expect(await ownStart({ ...started, ...differs })).toMatchObject({ env: { ELECTRON_RUN_AS_NODE: '1' } });
});

test.each([
  ['/me/.npm/_npx/3f/node_modules/agent-toolkit/cli.js', true],
  ['C:\\npm-cache\\_npx\\3f\\node_modules\\agent-toolkit\\cli.js', true],
  ['/usr/lib/node_modules/agent-toolkit/cli.js', false],
  ['/me/my_npx/cli.js', false],
])('%s: only in the cache of npx: %s', (script, expected) => {
  expect(isOnlyCached({ args: [script] })).toBe(expected);
});
