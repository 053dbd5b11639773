/** A day's work by a person who has no mouse: everything the views offer, by the palette and the editor's own keys. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { cardOf, graphFrame } from '../support/graph-window.ts';
import { keyboardAlone } from '../support/keyboard-alone.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const pictures = join(import.meta.dirname, '..', '..', 'artifacts', 'keyboard');

let stage: DemoWindow;
let window: Workbench;

beforeAll(async () => {
  // Long enough to be stopped.
  stage = await startDemoWindow('keyboard', {}, { replyMs: 5000 });
  window = await openWorkbench(stage.browser, stage.server.url);
});

afterAll(async () => {
  await window?.close();
  await stage?.close();
});

const picture = (name: string) => window.picture(join(pictures, `${name}.png`));
const subject = () =>
  execFileSync('git', ['-C', stage.demo.repository, 'log', '-1', '--format=%s'], { encoding: 'utf8' }).trim();
const text = (file: string) => readFileSync(join(stage.demo.repository, file), 'utf8');
const patience = { timeout: 20_000 };

it('does all of it without the mouse', async () => {
  const { page } = window;
  const { keyboard } = page;
  // The palette has the commands of views from then on.
  await window.status('Agent Toolkit: idle').waitFor();
  const hands = await keyboardAlone(window);
  const tab = (name: string | RegExp) => page.locator('.tabs-container').getByRole('tab', { name });
  const queue = () => hands.command('Agent Toolkit: Focus on Task Queue View');
  try {
    // A row is one sentence; Enter opens what is below it, and a criterion in its file.
    await queue();
    await hands.goTo(/^TASK-004 /);
    expect(await hands.spoken()).toBe(
      'TASK-004 Roll out the shop frontend 1.5.0, ready, next, 0 of 3, critical priority',
    );
    await hands.goTo(/^TASK-005 /);
    expect(await hands.spoken()).toMatch(/, blocked, 0 of 2, high priority, .*TASK-004/);
    await hands.goTo(/^TASK-004 /);
    await hands.menu('Open Task File');
    await tab('TASK-004.md').waitFor();

    // What dragging does.
    await queue();
    await hands.goTo(/^TASK-009 /);
    await hands.menu('Set Priority…');
    await hands.pick('Priority of TASK-009', 'high');
    await expect.poll(subject, patience).toBe('Set TASK-009: priority high');
    await queue();
    await hands.goTo(/^TASK-009 .*, high priority$/);
    await hands.menu('Move To…');
    await hands.pick('Move TASK-009 to', 'Ready');
    await expect.poll(subject, patience).toBe('Set TASK-009: status active');

    // A box, by hand.
    await queue();
    await hands.goTo(/^TASK-007 /);
    await keyboard.press('ArrowRight');
    await page
      .getByRole('treeitem', { name: /, open$/ })
      .first()
      .waitFor();
    await hands.goTo(/, open$/);
    await hands.menu('Mark Criterion Done by Hand…');
    await hands.confirm('nothing proves it');
    await expect.poll(() => text('tasks/active/TASK-007.md'), patience).toContain('- [x]');

    // A run, its stop and its transcript.
    await queue();
    await hands.goTo(/^TASK-004 /);
    await hands.menu('Process Task');
    await hands.confirm('');
    await window.status('TASK-004: running 0/3').waitFor();
    await hands.command('Agent Toolkit: Stop Run');
    await window.status('TASK-004: stopped 0/3').waitFor();
    await picture('stopped');
    await queue();
    await hands.goTo(/^TASK-004 /);
    await hands.menu('Open Transcript');
    await tab(/^TASK-004 transcript/).waitFor();

    // A person's own work.
    await hands.command('Agent Toolkit: Focus on Human Actions View');
    await hands.goTo(/^Point shop\.example\.com/);
    await hands.menu('Mark Human Action Done…');
    await hands.confirm('TASK-006 is ready then.');
    await expect.poll(subject, patience).toMatch(/^Complete ACTION-001: /);

    // Along the arrows of the graph.
    await hands.command('Agent Toolkit: Show Dependency Graph');
    const graph = graphFrame(window);
    await cardOf(graph, 'TASK-004').waitFor();
    await keyboard.press('Home');
    while ((await graph.locator('.card:focus').getAttribute('data-key')) !== 'TASK-004')
      await keyboard.press('ArrowDown');
    await keyboard.press('ArrowRight');
    await graph
      .locator('.card:focus')
      .filter({ hasText: /TASK-0(05|10)/ })
      .waitFor();
    await hands.menu('Open Task File');
    await tab(/^TASK-0(05|10)\.md/).waitFor();

    await hands.command('Agent Toolkit: New Work Item…');
    await hands.pick('What is it?');
    await hands.enter('One line: what is wrong, or what is wanted', 'Warm up the cache');
    await hands.pick('Where does the description come from?');
    await hands.enter(/^What happens, where/, 'The first page is slow.');
    await hands.enter(/^Acceptance criterion 1/);
    await hands.pick('How urgent is it?');
    await hands.enter(/^Labels/);
    await hands.pick('Where to?');
    await hands.enter(/^What has to be done before it/);
    await tab(/^TASK-\d+\.md/)
      .filter({ hasNotText: /TASK-0(05|10|04)/ })
      .waitFor();

    await hands.command('Agent Toolkit: Focus on Session View');
    await page
      .getByRole('tree', { name: 'Session' })
      .or(page.getByText('No session has run here yet.'))
      .first()
      .waitFor();
    await picture('session');
    expect(await hands.presses()).toBe(0);
  } catch (error) {
    await picture('failed');
    throw error;
  }
}, 300_000);
