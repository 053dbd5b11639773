/** `npm run pictures`: takes the README's pictures from the real editor, while it processes the demo's task. */
import { join } from 'node:path';
import { launchBrowser } from '../test/support/browser.ts';
import { cardOf, openGraph } from '../test/support/graph-window.ts';
import { openWorkbench, type Workbench } from '../test/support/workbench.ts';
import { startDemo } from './demo.ts';
import { openEditor } from './open-editor.ts';

const media = join(import.meta.dirname, '..', 'media');

/** Wide enough for the criteria of the task. */
const sideBarWidth = 520;

const demo = await startDemo({ replyMs: 900, startMs: 2000 });
const browser = await launchBrowser();
try {
  const editor = await openEditor(demo, { port: 0, open: false });
  try {
    const window = await openWorkbench(browser, editor.where, { width: 1280, height: 800 });
    await take(window);
  } finally {
    await editor.close();
  }
} finally {
  await browser.close();
  await demo.close();
}

async function take(window: Workbench): Promise<void> {
  await window.openQueue();
  await takeGraph(window);
  await window.widenSideBar(sideBarWidth);
  await window.press(window.row('TASK-004'), 'Process Task');
  await window.page.locator('.monaco-dialog-box').waitFor();
  await window.picture(join(media, 'first-run.png'));
  await window.begin();
  await window.command('Agent Toolkit: Show Codex Transcript');
  // A criterion opens the task file at its line.
  await window.row('Frontend has 3 replicas').click();
  await window.page.getByRole('tab', { name: 'TASK-004.md' }).waitFor();
  await window.status('TASK-004: running 1/3').waitFor();
  await window.output().filter({ hasText: 'autoscaler' }).waitFor();
  await window.picture(join(media, 'queue.png'));
  await window.status('Verification: passed').waitFor({ timeout: 60_000 });
  await window.status('complete 3/3').waitFor();
  await window.clearNotifications();
  await window.command('Agent Toolkit: Show Verification Report');
  await window.editor().filter({ hasText: 'Deployment shop/frontend' }).waitFor();
  await window.picture(join(media, 'verified.png'));
}

/** What waits for what, with what was done before. */
async function takeGraph(window: Workbench): Promise<void> {
  const graph = await openGraph(window);
  await cardOf(graph, 'TASK-004').focus();
  await window.page.keyboard.press('c');
  await cardOf(graph, 'TASK-001').waitFor();
  await window.picture(join(media, 'graph.png'));
  await window.command('View: Close All Editors');
}
