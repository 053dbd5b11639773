/** The extension's surfaces in each kind of theme: pictures for people to look at, and colours that a machine can compare. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { openGraph } from '../support/graph-window.ts';
import { openWorkbench, themeKinds, type Workbench } from '../support/workbench.ts';

const pictures = join(import.meta.dirname, '..', '..', 'artifacts', 'themes');

let on: DemoWindow;
let window: Workbench;
beforeAll(async () => {
  on = await startDemoWindow('themes', { 'agentToolkit.stepMode': true });
  window = await openWorkbench(on.browser, on.server.url, { width: 1440, height: 900 });
});
afterAll(async () => {
  await window?.close();
  await on?.close();
});

const picture = (name: string) => window.picture(join(pictures, `${name}.png`));
const toast = (words: string) => window.page.locator('.notification-toast').filter({ hasText: words });

/** What is on the screen now, in every theme. */
async function inAllThemes(name: string): Promise<void> {
  const { page } = window;
  for (const theme of themeKinds) {
    const isOn = async () => {
      // Written again where the editor missed it.
      await on.change({ 'workbench.colorTheme': theme.setting });
      return page.locator(`.monaco-workbench${theme.window}`).count();
    };
    await expect.poll(isOn, { timeout: 30_000, interval: 1500 }).toBe(1);
    await picture(`${name}-${theme.name}`);
  }
}

it('is looked at', async () => {
  const { page } = window;
  try {
    await window.openQueue();
    await window.widenSideBar(480);
    await window.row('Completed').click();
    await window.row('TASK-005').click();
    await window.press(window.row('TASK-004'), 'Open Task File');
    await page.getByRole('treeitem').filter({ hasText: 'Point shop.example.com' }).first().click();
    await inAllThemes('1-queue');

    await openGraph(window);
    await inAllThemes('2-graph');
    await window.command('View: Close All Editors');

    await window.press(window.row('TASK-004'), 'Process Task');
    const terms = page.locator('.monaco-dialog-box');
    await terms.waitFor();
    await picture('3-consent-dark');
    await window.begin();
    const waits = toast('TASK-004 waits at criterion 1 of 3');
    await waits.getByRole('button', { name: 'Show Changes' }).click();
    await page.locator('.multiDiffEntry').first().waitFor();
    await inAllThemes('4-step');
    await waits.getByRole('button', { name: 'Commit and Go On' }).click();
    await window.status('TASK-004: paused 1/3').waitFor();
    await window.press(window.row('TASK-004'), 'Open Task File');
    await window.press(window.row('TASK-004'), 'Decide on Paused Run');
    await page.waitForTimeout(1000);
    await picture('5-decide-dark');
    await page.keyboard.press('Escape');
    await inAllThemes('5-paused');
  } catch (error) {
    await picture('failed');
    throw error;
  }
}, 400_000);
