/** The editor's install with an npm of the test's own, which writes down where it was called. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { prepareCodeServer } from '../support/code-server-install.ts';

/** Makes the folders that the real packages would make; fails where the file `fail` says. */
const fakeNpm = `
const fs = require('node:fs'), path = require('node:path');
const here = __dirname, cwd = process.cwd();
fs.appendFileSync(path.join(here, 'calls'), path.basename(cwd) + ' ' + process.argv[2] + '\\n');
if (fs.existsSync(path.join(here, 'fail')) && cwd.endsWith('vscode')) { console.error('registry down'); process.exit(1); }
const code = path.join(cwd, 'node_modules', 'code-server');
if (!cwd.includes('node_modules')) {
  fs.mkdirSync(path.join(code, 'out', 'node'), { recursive: true });
  fs.mkdirSync(path.join(code, 'lib', 'vscode', 'extensions'), { recursive: true });
}
if (cwd.endsWith('vscode'))
  for (const name of ['spdlog', 'native-watchdog'])
    fs.mkdirSync(path.join(cwd, 'node_modules', '@vscode', name), { recursive: true });
`;

let folder: string;
const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-install-'));
  writeFileSync(join(folder, 'npm.js'), fakeNpm);
  vi.stubEnv('npm_execpath', join(folder, 'npm.js'));
  vi.stubEnv('AGENT_TOOLKIT_VSCODE_DIR', join(folder, 'cache'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('installs once, in three places, and says what it does', async () => {
  const said: string[] = [];
  const { entry } = await prepareCodeServer((line) => said.push(line));
  expect(calls().map((call) => call.replace(/^code-server-\S+/, 'root'))).toEqual([
    'root install',
    'vscode install',
    'extensions install',
  ]);
  expect(said.at(-1)).toMatch(/ready after \d+ s/);
  expect(entry.startsWith(join(folder, 'cache'))).toBe(true);
  await prepareCodeServer((line) => said.push(line));
  expect(calls()).toHaveLength(3);
});

it('leaves nothing behind when npm fails, says why, and starts anew the next time', async () => {
  writeFileSync(join(folder, 'fail'), '');
  await expect(prepareCodeServer(() => {})).rejects.toThrow(/registry down/);
  rmSync(join(folder, 'fail'));
  // What a killed process leaves: nothing cleans up after it, and no process has this id.
  const abandoned = join(folder, 'cache', 'code-server-1.0.0.partial-999999999');
  mkdirSync(abandoned);
  const { entry } = await prepareCodeServer(() => {});
  expect(existsSync(join(entry, '..'))).toBe(true);
  expect(existsSync(abandoned)).toBe(false);
});
