/** The in-host suite of test/editor/suite in real windows of VS Code: a folder, trusted and not, no folder, several folders. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../demo/demo.ts';
import { launchBrowser } from '../support/browser.ts';
import { startCodeServer } from '../support/code-server.ts';
import { prepareCodeServer } from '../support/code-server-install.ts';
import { runInHost } from '../support/in-host-suite.ts';
import { startWindowBehind, type WindowBehind } from '../support/window-behind.ts';

const root = join(import.meta.dirname, '..', '..');
/** Of a window's suites: many times what they take where the machine has nothing else to do. */
const limitMs = 360_000;
let demo: Demo;
let browser: Browser;
let behind: WindowBehind;

beforeAll(async () => {
  await prepareCodeServer(console.log);
  execFileSync(process.execPath, [join(root, 'test/editor/suite/build.js')], { cwd: root });
});

beforeEach(async () => {
  demo = await startDemo({ replyMs: 0, startMs: 200 });
  browser = await launchBrowser();
  behind = await startWindowBehind();
});

afterEach(async () => {
  await behind?.close();
  await browser?.close();
  await demo?.close();
});

it('passes in a trusted folder', () => passes({ folder: demo.repository }), limitMs + 60_000);

it('passes in a restricted folder', () => passes({ folder: demo.repository }, false), limitMs + 60_000);

it('passes without a folder', () => passes({ ew: 'true' }));

it(
  'passes with several folders, which come and go',
  () => {
    // A first folder that stays: with another one the extension host would begin anew.
    const folder = join(demo.folder, 'several');
    mkdirSync(join(folder, 'first'), { recursive: true });
    execFileSync('git', ['init', '--quiet', join(folder, 'first')]);
    const workspace = join(folder, 'several.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'first' }] }));
    return passes({ workspace });
  },
  limitMs + 60_000,
);

async function passes(open: Readonly<Record<string, string>>, trust = true): Promise<void> {
  const server = await startCodeServer({
    folder: demo.repository,
    userDataDir: join(demo.folder, 'user'),
    extensionsDir: join(demo.folder, 'extensions'),
    settings: demo.settings,
    env: { ...demo.env, ...behind.env },
    smokeTestDriver: true,
    trust,
  });
  try {
    const script = join(root, '.vscode-test', 'suite', 'index.cjs');
    const suite = { server, open, extension: root, script, timeoutMs: limitMs, behind };
    const { exitCode, log } = await runInHost(browser, suite);
    console.log(mochaLines(log));
    expect(exitCode, log).toBe(0);
  } finally {
    await server.close();
  }
}

/** What mocha wrote; the rest of the log is the window's own. */
function mochaLines(log: string): string {
  const lines = log.split('\n').filter((line) => line.startsWith('info:   '));
  return lines.map((line) => line.slice('info: '.length)).join('\n');
}
