/** The in-host suite of test/editor/suite in a real VS Code, in a trusted folder and in Restricted Mode. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../demo/demo.ts';
import { launchBrowser } from '../support/browser.ts';
import { startCodeServer } from '../support/code-server.ts';
import { prepareCodeServer } from '../support/code-server-install.ts';
import { runInHost } from '../support/in-host-suite.ts';

const root = join(import.meta.dirname, '..', '..');
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  await prepareCodeServer(console.log);
  execFileSync(process.execPath, [join(root, 'test/editor/suite/build.js')], { cwd: root });
});

beforeEach(async () => {
  demo = await startDemo({ replyMs: 0, startMs: 200 });
  browser = await launchBrowser();
});

afterEach(async () => {
  await browser?.close();
  await demo?.close();
});

it.each([
  ['trusted', true],
  ['restricted', false],
])('passes in a %s folder', async (name, trust) => {
  const server = await startCodeServer({
    folder: demo.repository,
    userDataDir: join(demo.folder, name),
    extensionsDir: join(demo.folder, `${name}-extensions`),
    settings: demo.settings,
    env: demo.env,
    smokeTestDriver: true,
    trust,
  });
  try {
    const script = join(root, '.vscode-test', 'suite', 'index.cjs');
    const suite = { server, folder: demo.repository, extension: root, script, timeoutMs: 240_000 };
    const { exitCode, log } = await runInHost(browser, suite);
    console.log(mochaLines(log));
    expect(exitCode, log).toBe(0);
  } finally {
    await server.close();
  }
});

/** What mocha wrote; the rest of the log is the window's own. */
function mochaLines(log: string): string {
  const lines = log.split('\n').filter((line) => line.startsWith('info:   '));
  return lines.map((line) => line.slice('info: '.length)).join('\n');
}
