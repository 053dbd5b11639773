/** A window of the editor whose costs are measured: what it reports itself, when it shows rows, and its extension host. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';
import type { CodeServer } from '../../test/support/code-server.ts';
import { openWindow, type Workbench } from '../../test/support/workbench.ts';

/** What the editor reports of an extension in "Developer: Startup Performance"; milliseconds. */
export interface Activation {
  /** Loading and calling it: what "Developer: Show Running Extensions" calls the activation. */
  readonly whole: number;
  /** Of these, what its own code took, by the marks; the rest is waiting, while others that start with it are loaded. */
  readonly code: number;
}

export interface BenchServer extends CodeServer {
  readonly userDataDir: string;
}

export interface BenchWindow extends Workbench {
  /** Process of its extension host. */
  readonly pid: number;
  /** When the editor began to activate the extension, by its own log; milliseconds since 1970. */
  activatedAt(extension: string): Promise<number>;
  /** When the first row with a task was in the page, likewise. */
  rowsAt(): Promise<number>;
  activations(): Promise<Map<string, Activation>>;
}

/** Runs in the page from its beginning: notes when the first row with a task is there. */
const noteRows = `
new MutationObserver((_changes, observer) => {
  for (const row of document.querySelectorAll('[role=treeitem]')) {
    if (!row.textContent.includes('TASK-')) continue;
    window.benchRowsAt = Date.now();
    return observer.disconnect();
  }
}).observe(document, { childList: true, subtree: true });`;

/** Has pages of the browser note when they show rows, and show a view container as soon as there is one. */
export async function prepareContext(context: BrowserContext, container: string): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await context.addInitScript(noteRows);
  context.on('page', (page) => {
    const tab = page.locator('.activitybar').getByRole('tab', { name: container });
    // Where it cannot be pressed the rows will be missed.
    tab.click({ timeout: 120_000 }).catch(() => {});
  });
}

/** Opens a window with an extension host of its own. */
export async function openBenchWindow(context: BrowserContext, server: BenchServer): Promise<BenchWindow> {
  const before = new Set(await hostLogs(server.userDataDir));
  const window = await openWindow(context, server.url);
  const { page } = window;
  const { log, pid } = await newHost(server.userDataDir, before);
  return {
    ...window,
    pid,
    async activatedAt(extension) {
      const line = (await readFile(log, 'utf8')).split('\n').find((one) => one.includes(`Extension ${extension},`));
      if (line === undefined) throw new Error(`${extension} was not activated: ${log}`);
      return Date.parse(line.slice(0, 23).replace(' ', 'T'));
    },
    rowsAt: async () =>
      (
        await page.waitForFunction('window.benchRowsAt', undefined, { timeout: 120_000 })
      ).jsonValue() as Promise<number>,
    async activations() {
      await window.command('Developer: Startup Performance');
      const lines = page.locator('.part.editor .view-lines').first();
      await lines.getByText('System Info').waitFor();
      await lines.click();
      for (;;) {
        await page.keyboard.press('Control+A');
        await page.keyboard.press('Control+C');
        const found = readActivations(await page.evaluate('navigator.clipboard.readText()'));
        if (found.size > 0) return found;
        await page.waitForTimeout(200);
      }
    },
  };
}

/** The extension host that is not among those before, once it has started. */
async function newHost(userDataDir: string, before: ReadonlySet<string>): Promise<{ log: string; pid: number }> {
  for (let tries = 0; tries < 600; tries += 1) {
    const log = (await hostLogs(userDataDir)).find((file) => !before.has(file));
    const pid = log && /Extension host with pid (\d+) started/.exec(await readFile(log, 'utf8'))?.[1];
    if (log && pid) return { log, pid: Number(pid) };
    await sleep(100);
  }
  throw new Error(`No extension host has written a log below ${userDataDir}`);
}

/** Of all hosts that a server has had. */
async function hostLogs(userDataDir: string): Promise<string[]> {
  const logs = join(userDataDir, 'logs');
  const files = await readdir(logs, { recursive: true }).catch((): string[] => []);
  return files.filter((file) => file.endsWith('remoteexthost.log')).map((file) => join(logs, file));
}

/** Rows of the table of extensions: name, eager, load, call, finish, event, by; and the marks of their host. */
function readActivations(report: string): Map<string, Activation> {
  const [, table = ''] = report.split('## Extension Activation Stats');
  const [, marks = ''] = report.split('## Raw Perf Marks: remoteExtHost');
  const between = (first: string, last: string, name: string) => {
    const [from, to] = [first, last].map((mark) => new RegExp(`${mark}/${name}\\t(\\d+)`).exec(marks)?.[1]);
    return Number(to) - Number(from);
  };
  const rows = table.matchAll(/^\| ([\w-]+\.[\w-]+) +\| \w+ +\| (\d+) +\| (\d+) +\|/gm);
  return new Map(
    Array.from(rows, ([, name = '', load, call]) => {
      const loading = between('willLoadExtensionCode', 'didLoadExtensionCode', name);
      return [name, { whole: Number(load) + Number(call), code: loading + Number(call) }];
    }),
  );
}
