/** `npm run pictures`: takes README's pictures from the real editor, on the demo. `npm run pictures -- graph step` takes these. */
import { join } from 'node:path';
import { launchBrowser } from '../test/support/browser.ts';
import { quietSettings, writeSettings } from '../test/support/code-server.ts';
import { disarrange } from '../test/support/disarranged-backlog.ts';
import { cardOf, openGraph } from '../test/support/graph-window.ts';
import { describeItem, question } from '../test/support/new-item-window.ts';
import { openWorkbench, type WindowSize, type Workbench } from '../test/support/workbench.ts';
import { type Demo, startDemo } from './demo.ts';
import { openEditor } from './open-editor.ts';

const media = join(import.meta.dirname, '..', 'media');
const large: WindowSize = { width: 1280, height: 800 };

interface Scene {
  readonly size: WindowSize;
  readonly take: (window: Workbench, demo: Demo) => Promise<void>;
}

/** Each on a demo of its own, so that each can be taken alone. */
const scenes: Readonly<Record<string, Scene>> = {
  graph: { size: large, take: takeGraph },
  item: { size: large, take: takeNewItem },
  run: { size: large, take: takeRun },
  step: { size: { width: 1440, height: 800 }, take: takeStep },
  retrospective: { size: { width: 1440, height: 800 }, take: takeRetrospective },
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => scenes[name] === undefined);
if (unknown.length > 0)
  throw new Error(`No such picture: ${unknown.join(', ')}. There are: ${Object.keys(scenes).join(', ')}.`);
const browser = await launchBrowser();
try {
  for (const [name, scene] of Object.entries(scenes)) {
    if (named.length > 0 && !named.includes(name)) continue;
    console.log(`Taking ${name} …`);
    await play(name, scene);
  }
} finally {
  await browser.close();
}

/** The window as it was when something is missed lies in artifacts/. */
async function play(name: string, { size, take }: Scene): Promise<void> {
  // So slow that a busy machine still meets it at the criterion that is wanted.
  const demo = await startDemo({ replyMs: name === 'run' ? 4000 : 900, startMs: 2000 });
  try {
    const editor = await openEditor(demo, { port: 0, open: false });
    try {
      const window = await openWorkbench(browser, editor.where, size);
      try {
        await window.openQueue();
        await window.row('TASK-004').waitFor();
        await window.status('Activating Extensions').waitFor({ state: 'detached' });
        await take(window, demo);
      } catch (error) {
        await window.picture(join(media, '..', 'artifacts', 'pictures', `${name}-failed.png`));
        throw error;
      } finally {
        await window.close();
      }
    } finally {
      await editor.close();
    }
  } finally {
    await demo.close();
  }
}

/** Without the pointer over anything, which would show a tooltip or a row's buttons. */
async function keep(window: Workbench, name: string): Promise<void> {
  await window.page.mouse.move(0, 0);
  await window.page.locator('.monaco-hover:visible').waitFor({ state: 'detached' });
  // What is still being filled has a bar that moves.
  await window.page.locator('.sidebar .monaco-progress-container.active').first().waitFor({ state: 'detached' });
  await window.picture(join(media, `${name}.png`));
}

async function change(demo: Demo, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await writeSettings(demo.userDataDir, { ...quietSettings, ...demo.settings, ...settings });
}

/** What waits for what, with what was done before. */
async function takeGraph(window: Workbench): Promise<void> {
  const graph = await openGraph(window);
  await cardOf(graph, 'TASK-004').focus();
  await window.page.keyboard.press('c');
  await cardOf(graph, 'TASK-001').waitFor();
  await keep(window, 'graph');
}

/** What looks like a new item, before it is there. */
async function takeNewItem(window: Workbench): Promise<void> {
  await window.command('Agent Toolkit: New Work Item');
  const description = 'Sessions are lost when redis restarts.';
  await describeItem(window, { kind: 'Bug', title: 'Shop forgets the cart', description });
  await question(window, 'These look like it');
  await keep(window, 'new-item');
}

/** From the question of the first run to the verified task. */
async function takeRun(window: Workbench): Promise<void> {
  await window.widenSideBar(520);
  await window.press(window.row('TASK-004'), 'Process Task');
  await window.page.locator('.monaco-dialog-box').waitFor();
  await keep(window, 'first-run');
  await window.begin();
  await window.command('Agent Toolkit: Show Codex Transcript');
  // A criterion opens the task file at its line.
  await window.row('Frontend has 3 replicas').click();
  await window.page.getByRole('tab', { name: 'TASK-004.md' }).waitFor();
  await window.row('TASK-004').filter({ hasText: 'running 1/3' }).waitFor();
  await window.output().filter({ hasText: '[scripted demo]' }).waitFor();
  // It goes on: nothing is waited for.
  await window.picture(join(media, 'queue.png'));
  await window.status('Verification: passed').waitFor({ timeout: 240_000 });
  await window.status('complete 3/3').waitFor();
  await window.clearNotifications();
  await window.command('View: Hide Panel');
  await window.command('View: Close All Editors');
  await window.widenSideBar(400);
  await window.command('Agent Toolkit: Show Verification Report');
  await window.page.getByRole('tab', { name: 'Preview Verification report.md' }).waitFor();
  const report = window.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  await report.getByText('Changed since this run began').waitFor();
  await keep(window, 'verified');
}

/** Step mode: what a try changed, and the verdict beside it. */
async function takeStep(window: Workbench, demo: Demo): Promise<void> {
  await change(demo, { 'agentToolkit.stepMode': true });
  await window.press(window.row('TASK-004'), 'Process Task');
  await window.begin();
  const waits = window.page.locator('.notification-toast').filter({ hasText: 'waits at criterion 1 of 3' });
  await waits.getByRole('button', { name: 'Show Changes' }).click();
  await window.page.locator('.multiDiffEntry').first().waitFor();
  await waits.waitFor();
  await keep(window, 'step-mode');
}

/** What a retrospective would change, with its report. */
async function takeRetrospective(window: Workbench, demo: Demo): Promise<void> {
  disarrange(demo.repository);
  await window.row('TASK-013').waitFor();
  await window.command('Agent Toolkit: Run Retrospective');
  await window.page.locator('.quick-input-list').getByRole('option').first().click();
  const told = window.page.locator('.notification-toast').filter({ hasText: 'Nothing was changed.' });
  await told.waitFor({ timeout: 60_000 });
  await window.page.locator('.multiDiffEntry').first().waitFor();
  await keep(window, 'retrospective');
}
