/** The VS Code window in a browser, as a person sees and uses it. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';

export interface Workbench {
  readonly page: Page;
  /** Opens the Agent Toolkit container in the side bar. */
  openQueue(): Promise<void>;
  /** The first row of the queue that holds this text: a task's id, a criterion. */
  row(text: string | RegExp): Locator;
  /** Presses an inline button of a row; they are shown while the pointer is over it. */
  press(row: Locator, button: string): Promise<void>;
  /** Says yes to what the first run on a repository asks. */
  begin(): Promise<void>;
  /** The status bar item whose text contains this. */
  status(text: string | RegExp): Locator;
  /** Runs a command from the palette by its full title. */
  command(title: string): Promise<void>;
  /** Text of the output channel that is shown, as far as its lines are on the screen. */
  output(): Locator;
  /** Text of the editor that is shown, likewise. */
  editor(): Locator;
  /** Opens a Markdown file by its name and shows its preview, which is what is returned. */
  preview(name: string): Promise<FrameLocator>;
  /** The Markdown preview whose tab has this name, once it is shown. */
  shownPreview(tab: string | RegExp): Promise<FrameLocator>;
  /** Chooses from the menu of a row. */
  fromMenu(row: Locator, title: string): Promise<void>;
  /** Drags the edge of the side bar to this distance from the left. */
  widenSideBar(to: number): Promise<void>;
  /** Closes what is shown on top of the window. */
  clearNotifications(): Promise<void>;
  /** Keeps a picture of the window. */
  picture(file: string): Promise<void>;
  close(): Promise<void>;
}

/** One theme of each kind: as pictures and settings call it, and the class that the window has then. */
export const themeKinds = [
  { name: 'light', setting: 'Light Modern', window: '.vs' },
  { name: 'high-contrast', setting: 'Default High Contrast', window: '.hc-black' },
  { name: 'high-contrast-light', setting: 'Default High Contrast Light', window: '.hc-light' },
  { name: 'dark', setting: 'Dark Modern', window: '.vs-dark' },
] as const;

/** Nobody reads and presses faster. */
const settleMs = 1000;

export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

/** Opens the address and waits until the workbench has restored itself. */
export async function openWorkbench(
  browser: Browser,
  url: string,
  size: WindowSize = { width: 1280, height: 800 },
): Promise<Workbench> {
  return openWindow(await browser.newContext({ viewport: { ...size } }), url);
}

/** Opens the address in a browser that knows what its windows kept before. */
export async function openWindow(context: BrowserContext, url: string): Promise<Workbench> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  // An empty folder has no row in the explorer.
  await page.getByRole('treeitem').or(page.locator('.explorer-folders-view')).first().waitFor();

  const palette = page.locator('.quick-input-widget input.input');

  /** The palette with this text; one that lost the focus to a view that was still opening is asked for again. */
  async function command(title: string, attempts = 4): Promise<void> {
    await page.keyboard.press('F1');
    try {
      await palette.fill(`>${title}`, { timeout: attempts > 1 ? 5_000 : 30_000 });
    } catch (error) {
      if (attempts === 1) throw error;
      return command(title, attempts - 1);
    }
    await page.locator('.quick-input-list').getByRole('option', { name: title }).first().click();
  }

  async function shownPreview(tab: string | RegExp): Promise<FrameLocator> {
    await page.getByRole('tab', { name: tab }).waitFor();
    // A webview is a frame in a frame.
    return page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }

  return {
    page,
    async openQueue() {
      await page.locator('.activitybar').getByRole('tab', { name: 'Agent Toolkit' }).click();
      await page.getByRole('tree', { name: 'Task Queue' }).waitFor();
      // A row's button that is pressed while the tree is filled anew calls its command without the row.
      await page.waitForTimeout(settleMs);
    },
    row: (text) =>
      page.getByRole('tree', { name: 'Task Queue' }).getByRole('treeitem').filter({ hasText: text }).first(),
    async press(row, button) {
      await row.hover();
      await row.getByRole('button', { name: button }).click();
    },
    begin: () => page.locator('.monaco-dialog-box').getByRole('button', { name: 'Begin', exact: true }).click(),
    status: (text) => page.locator('.statusbar .statusbar-item').filter({ hasText: text }).first(),
    command,
    output: () => page.locator('.part.panel .view-lines'),
    editor: () => page.locator('.part.editor .view-lines').first(),
    async preview(name) {
      await page.keyboard.press('Control+P');
      await page.locator('.quick-input-widget input.input').fill(name);
      await page.locator('.quick-input-list').getByRole('option', { name }).first().click();
      // The palette has the command from then on.
      await page.locator('.editor-actions').getByRole('button', { name: 'Open Preview' }).waitFor();
      await command('Markdown: Open Preview');
      return shownPreview(`Preview ${name}`);
    },
    shownPreview,
    async fromMenu(row, title) {
      // As with buttons: a row that is filled anew while its menu is open is not told to the command.
      await page.waitForTimeout(settleMs);
      await row.click({ button: 'right' });
      const item = page.locator('.monaco-menu').getByRole('menuitem', { name: title });
      await item.waitFor();
      // A menu that has just opened takes a press for the end of the one that opened it.
      await page.waitForTimeout(settleMs);
      await item.click();
    },
    async widenSideBar(to) {
      const box = await page.locator('.part.sidebar').boundingBox();
      if (box === null) throw new Error('the side bar is not shown');
      await page.mouse.move(box.x + box.width, 400);
      await page.mouse.down();
      await page.mouse.move(to, 400, { steps: 5 });
      await page.mouse.up();
    },
    async clearNotifications() {
      await command('Notifications: Clear All Notifications');
      await page.locator('.notification-toast').waitFor({ state: 'detached' });
    },
    async picture(file) {
      await mkdir(dirname(file), { recursive: true });
      await page.screenshot({ path: file });
    },
    close: () => context.close(),
  };
}
