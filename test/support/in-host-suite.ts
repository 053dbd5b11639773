/** Runs a test suite inside VS Code's extension host, in a browser: what @vscode/test-electron does on a desktop. */
import type { Browser } from 'playwright-core';
import type { CodeServer } from './code-server.ts';
import type { WindowBehind } from './window-behind.ts';

export interface InHostSuite {
  readonly server: CodeServer;
  /** What is opened: `{ folder }` or `{ workspace }` with a path, or `{ ew: 'true' }` for an empty window. */
  readonly open: Readonly<Record<string, string>>;
  /** Folder of the extension, with dist built. */
  readonly extension: string;
  /** Script that exports `run()`. */
  readonly script: string;
  readonly timeoutMs: number;
  /** Told of the window. */
  readonly behind?: WindowBehind;
}

export interface SuiteEnd {
  readonly exitCode: number;
  /** What the suite wrote, and what the window reported. */
  readonly log: string;
}

/** The server must have been started with the smoke test driver. @throws Error with the log when the suite does not end */
export async function runInHost(browser: Browser, suite: InHostSuite): Promise<SuiteEnd> {
  const remote = (path: string) => `vscode-remote://${new URL(suite.server.origin).host}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(suite.extension)],
    ['extensionTestsPath', remote(suite.script)],
  ];
  const query = new URLSearchParams({ ...suite.open, payload: JSON.stringify(payload) });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const log: string[] = [];
  suite.behind?.is(page);
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`The suite did not end within ${suite.timeoutMs / 1000} s:\n${log.join('\n')}`)),
        suite.timeoutMs,
      );
      // Names that the workbench calls in a window under automation.
      const exposed = Promise.all([
        page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
          log.push(`${type}: ${args.map(String).join(' ')}`);
        }),
        page.exposeFunction('codeAutomationExit', (code: number) => {
          clearTimeout(timer);
          resolve(code);
        }),
      ]);
      exposed.then(() => page.goto(`${suite.server.origin}/?${query}`)).catch(reject);
    });
    return { exitCode, log: log.join('\n') };
  } finally {
    suite.behind?.is(undefined);
    await context.close();
  }
}
