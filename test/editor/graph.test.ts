/** The dependency graph of a thousand tasks that hang together, and what of it can be seen and heard in each theme. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { frameOf, violationsIn } from '../support/accessibility.ts';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { cardOf, chooseTheme, graphFrame, themes } from '../support/graph-window.ts';
import { addKnottedTasks, firstKnotted, writeKnottedTask } from '../support/knotted-tasks.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const pictures = join(import.meta.dirname, '..', '..', 'artifacts', 'graph');
const contrastScript = readFileSync(join(import.meta.dirname, '..', 'support', 'svg-contrast.js'), 'utf8');
const many = 1000;
const middle = `TASK-${firstKnotted + many / 2}`;
/** The page writes down how it is looked at a moment later. */
const keptMs = 1000;

/** In the page's frame, which begins empty, the worker gets what it is to lay out when `letWorkersGo` is called: nobody knows how fast a machine is. */
const holdWorkers = `
if (location.href !== 'about:blank') return;
const post = Worker.prototype.postMessage;
const held = [];
let holds = true;
Worker.prototype.postMessage = function (...message) {
  const go = () => post.apply(this, message);
  if (holds) held.push(go);
  else go();
};
globalThis.letWorkersGo = () => {
  holds = false;
  for (const go of held.splice(0)) go();
};`;

let stage: DemoWindow;
let window: Workbench;

beforeAll(async () => {
  stage = await startDemoWindow('graph');
  addKnottedTasks(stage.demo.repository, many);
  window = await openWorkbench(stage.browser, stage.server.url);
  await window.page.addInitScript(`(() => {${holdWorkers}})()`);
  await window.openQueue();
});

afterAll(async () => {
  await window?.close();
  await stage?.close();
});

async function letWorkersGo(graph: FrameLocator): Promise<void> {
  await graph.locator('main').evaluate('letWorkersGo()');
}

const picture = (name: string) => window.picture(join(pictures, `${name}.png`));

it('answers while it is laid out, keeps its view when the queue changes, and comes back as it was looked at', async () => {
  const { page } = window;
  const { keyboard } = page;
  await window.command('Agent Toolkit: Show Dependency Graph');
  let graph = graphFrame(window);
  const busy = graph.locator('.busy').filter({ hasText: /^Laying out 1,?\d+ cards…$/ });
  await busy.waitFor();
  const completed = graph.getByRole('button', { name: 'Completed' });
  await completed.click();
  expect(await completed.getAttribute('aria-pressed')).toBe('true');
  expect(await graph.locator('.card').count()).toBe(0);
  expect(await busy.count()).toBe(1);
  await picture('laying-out');
  await completed.click();
  await letWorkersGo(graph);
  await cardOf(graph, 'TASK-004').waitFor();
  await busy.waitFor({ state: 'detached' });

  await cardOf(graph, 'TASK-004').focus();
  await keyboard.press('/');
  await keyboard.type(middle);
  await graph.getByText('1 found').waitFor();
  await keyboard.press('Enter');
  for (let key = 0; key < 2; key += 1) await keyboard.press('Escape');
  await graph.locator(`.card:focus[data-key="${middle}"]`).waitFor();
  await keyboard.press('+');
  const zoomed = await cardOf(graph, middle).boundingBox();
  await picture('found');

  // The picture before stays until the next one is laid out, and the card stays where it is.
  const added = firstKnotted + many;
  writeKnottedTask(stage.demo.repository, added, [firstKnotted + many / 2]);
  await cardOf(graph, `TASK-${added}`).waitFor();
  await graph.locator(`.card:focus[data-key="${middle}"]`).waitFor();
  const after = await cardOf(graph, middle).boundingBox();
  for (const side of ['x', 'y', 'width', 'height'] as const)
    expect(after?.[side], side).toBeCloseTo(zoomed?.[side] ?? 0, 0);

  const view = () => graph.locator('.scene > g').first().getAttribute('transform');
  const looked = await view();
  await page.waitForTimeout(keptMs);
  // As the editor does it, which keeps what is open; a browser that reloads by itself does not wait for that.
  await Promise.all([page.waitForEvent('load'), window.command('Developer: Reload Window')]);
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  graph = graphFrame(window);
  await letWorkersGo(graph);
  await graph.locator(`.card.selected[data-key="${middle}"]`).waitFor({ timeout: 60_000 });
  await expect.poll(view).toBe(looked);
  await picture('restored');
}, 240_000);

it('can be read and heard in each theme, by those who want less motion and by those who have the colours of their system', async () => {
  const { page } = window;
  const graph = graphFrame(window);
  await cardOf(graph, middle).focus();
  await page.keyboard.press('/');
  await page.keyboard.type('TASK-004');
  await page.keyboard.press('Enter');
  for (let key = 0; key < 2; key += 1) await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await cardOf(graph, middle).waitFor({ state: 'detached' });
  await graph.locator('.legend summary').click();
  const frame = await frameOf(graph.locator('main'));
  for (const [name, theme, mark] of themes) {
    await chooseTheme(window, theme);
    await graph.locator(`body${mark}`).waitFor();
    await picture(`related-${name}`);
    expect(await violationsIn(frame), name).toEqual([]);
    expect(await frame.evaluate(contrastScript), name).toEqual([]);
    expect(await violationsIn(page, ['.part.sidebar']), name).toEqual([]);
  }
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await picture('related-forced-colors');
  expect(await frame.evaluate(contrastScript), 'forced colours').toEqual([]);
  await page.emulateMedia({ forcedColors: null, reducedMotion: null });
}, 240_000);
