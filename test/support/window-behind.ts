/**
 * What a suite in the extension host cannot see by itself, told by the browser that its window is in: context keys, what the
 * views and notifications really show, and what happens when a button is pressed. The suite asks over HTTP, by
 * test/editor/suite/behind.ts; requests are answered one after the other.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';

/** Names the address, in the environment of the editor. */
export const windowVariable = 'AGENT_TOOLKIT_TEST_WINDOW';

/** A view as it is drawn. */
export interface ShownView {
  readonly title: string;
  /** The line above the rows. */
  readonly message: string;
  /** Welcome texts with their buttons, a line each. */
  readonly welcome: readonly string[];
  /** As screen readers say them, as far as they are on the screen. */
  readonly rows: readonly string[];
}

export interface WindowBehind {
  readonly env: Readonly<Record<string, string>>;
  /** From now on this is the window; undefined when it is closed. */
  is(page: Page | undefined): void;
  close(): Promise<void>;
}

/** What is used of an element of the page. */
interface Drawn {
  readonly innerText: string;
  readonly textContent: string;
  /** Missing where it is not drawn. */
  readonly offsetParent: unknown;
  querySelectorAll(selector: string): Iterable<Drawn>;
  getAttribute(name: string): string | null;
}

/** Longer than anything that is waited for here takes. */
const limitMs = 10_000;

export async function startWindowBehind(): Promise<WindowBehind> {
  let page: Page | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const answers: Readonly<Record<string, (page: Page, query: URLSearchParams) => Promise<unknown>>> = {
    '/context-keys': contextKeys,
    '/views': views,
    '/notifications': notifications,
    '/press': press,
    '/status': status,
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://window');
    const answer = async () => {
      try {
        if (page === undefined) throw new Error('no window is open');
        const told = await answers[pathname]?.(page, searchParams);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told ?? null));
      } catch (error) {
        response.writeHead(500).end(error instanceof Error ? error.message : String(error));
      }
    };
    last = last.then(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    env: { [windowVariable]: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    is(now) {
      page = now;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/**
 * Those of the whole window. The suite has run Developer: Inspect Context Keys, which writes those of what is pressed next to
 * the console; the pressed place is bare.
 */
async function contextKeys(page: Page): Promise<unknown> {
  const written = page.waitForEvent('console', {
    timeout: limitMs,
    predicate: async (message) => {
      const [value] = message.args();
      return (
        (await value?.evaluate((keys) => typeof keys === 'object' && keys !== null && 'workbenchState' in keys)) ===
        true
      );
    },
  });
  const bar = await page.locator('.part.statusbar').boundingBox();
  if (bar === null) throw new Error('the status bar is not shown');
  await page.mouse.click(bar.x + bar.width / 2, bar.y + bar.height / 2);
  const [value] = (await written).args();
  return JSON.parse((await value?.evaluate((keys) => JSON.stringify(keys))) ?? '{}');
}

function views(page: Page): Promise<ShownView[]> {
  return page.locator('.part.sidebar .pane').evaluateAll((panes) =>
    (panes as unknown as readonly Drawn[]).map((pane) => {
      const lines = (selector: string) =>
        [...pane.querySelectorAll(selector)]
          .filter((element) => element.offsetParent !== null)
          .flatMap(({ innerText }) => innerText.split('\n'))
          .map((line) => line.trim())
          .filter((line) => line !== '');
      return {
        title: [...pane.querySelectorAll('.pane-header .title')][0]?.textContent ?? '',
        message: lines('.message').join(' '),
        welcome: lines('.welcome-view-content > *'),
        rows: [...pane.querySelectorAll('.monaco-list-rows [role=treeitem]')].map(
          (row) => row.getAttribute('aria-label') ?? '',
        ),
      };
    }),
  );
}

/** Text and buttons of each, the newest first. */
function notifications(page: Page): Promise<string[]> {
  return page.locator('.notification-list-item').evaluateAll((items) =>
    items.map((item) => {
      const buttons = [...item.querySelectorAll('.notification-list-item-buttons-container .monaco-button')];
      const text = item.querySelector('.notification-list-item-message')?.textContent ?? '';
      return [text, ...buttons.map((button) => `[${button.textContent}]`)].join(' ');
    }),
  );
}

/** What screen readers say of our items in the status bar. */
function status(page: Page): Promise<string[]> {
  return page
    .locator('.statusbar-item[id^="becker.agent-toolkit"] [role=button]')
    .evaluateAll((items) => items.map((item) => item.getAttribute('aria-label') ?? ''));
}

async function press(page: Page, query: URLSearchParams): Promise<void> {
  const name = query.get('name') ?? '';
  await page.getByRole('button', { name, exact: true }).first().click({ timeout: limitMs });
}
