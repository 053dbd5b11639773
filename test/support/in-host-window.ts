/** A real window of VS Code on the demo, for the in-host suite of test/editor/suite. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Demo, startDemo } from '../../demo/demo.ts';
import { launchBrowser } from './browser.ts';
import { startCodeServer } from './code-server.ts';
import { prepareCodeServer } from './code-server-install.ts';
import { runInHost } from './in-host-suite.ts';
import { startWindowBehind, type WindowBehind } from './window-behind.ts';

const root = join(import.meta.dirname, '..', '..');
/** Of a window's suites: many times what they take where the machine has nothing else to do. */
const limitMs = 360_000;
/** Of the test around it, in milliseconds. */
export const inHostMs = limitMs + 60_000;

export interface InHostWindow {
  /** Of the running test. */
  readonly demo: Demo;
  /**
   * Runs the suites of such a window, and expects that all pass.
   * @param open what is open, as the address of a window says it
   */
  passes(open: Readonly<Record<string, string>>, trust?: boolean): Promise<void>;
}

/** Called once, at the top of a test file. */
export function inHostWindow(): InHostWindow {
  let demo: Demo;
  let browser: Browser;
  let behind: WindowBehind;
  beforeAll(() => prepareCodeServer(console.log).then(() => {}));
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
  return {
    get demo() {
      return demo;
    },
    async passes(open, trust = true) {
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
    },
  };
}

/** What mocha wrote; the rest of the log is the window's own. */
function mochaLines(log: string): string {
  const lines = log.split('\n').filter((line) => line.startsWith('info:   '));
  return lines.map((line) => line.slice('info: '.length)).join('\n');
}
