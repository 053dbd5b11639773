/** Step mode as a person uses it: the packed extension in a real VS Code in a real browser, on the demo. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../demo/demo.ts';
import { packExtension } from '../../demo/pack-extension.ts';
import { launchBrowser } from '../support/browser.ts';
import { type CodeServer, startCodeServer } from '../support/code-server.ts';
import { prepareCodeServer } from '../support/code-server-install.ts';
import { openWorkbench } from '../support/workbench.ts';

const picture = (name: string) => join(import.meta.dirname, '..', '..', 'artifacts', 'step-mode', `${name}.png`);

let demo: Demo;
let browser: Browser;
let server: CodeServer;

beforeAll(async () => {
  await prepareCodeServer(console.log);
  demo = await startDemo({ replyMs: 100, startMs: 500 });
  const vsix = join(demo.folder, 'agent-toolkit.vsix');
  await packExtension(vsix);
  browser = await launchBrowser();
  server = await startCodeServer({
    folder: demo.repository,
    userDataDir: join(demo.folder, 'step'),
    extensionsDir: join(demo.folder, 'step-extensions'),
    vsix,
    settings: { ...demo.settings, 'agentToolkit.stepMode': true },
    env: demo.env,
    trust: true,
  });
});

afterAll(async () => {
  await server?.close();
  await browser?.close();
  await demo?.close();
});

const log = () => execFileSync('git', ['-C', demo.repository, 'log', '--format=%s', '-3'], { encoding: 'utf8' });

it('waits after each try, shows the changes, and does what the person decides', async () => {
  const window = await openWorkbench(browser, server.url);
  const toast = (text: string) => window.page.locator('.notification-toast').filter({ hasText: text });
  const option = (text: string) =>
    window.page.locator('.quick-input-list').getByRole('option').filter({ hasText: text });
  try {
    await window.openQueue();
    const row = window.row('TASK-004');
    await window.press(row, 'Process Task');

    await window.status('TASK-004: paused 0/3').waitFor();
    const first = toast('TASK-004 waits at criterion 1 of 3, proven');
    await first.getByRole('button', { name: 'Show Changes' }).click();
    const editor = window.page.locator('.editor-instance .view-lines');
    await editor.filter({ hasText: 'diff --git' }).waitFor();
    await window.picture(picture('1-changes'));
    expect(log()).not.toContain('feat(TASK-004)');
    await first.getByRole('button', { name: 'Commit and Go On' }).click();

    await window.status('TASK-004: paused 1/3').waitFor();
    expect(log().match(/feat\(TASK-004\)/g)).toHaveLength(1);
    // Closed, the notification decides nothing; the row asks on.
    await window.clearNotifications();
    await window.press(row, 'Decide on Paused Run');
    await window.picture(picture('2-decide'));
    await option('Skip this criterion').click();

    await window.status('TASK-004: paused 1/3').waitFor();
    await toast('criterion 3 of 3').waitFor();
    await window.press(row, 'Decide on Paused Run');
    await option('Stop').last().click();
    await window.status(/TASK-004: (partial|failed) 1\/3/).waitFor();
    await window.picture(picture('3-ended'));
    expect(log().match(/feat\(TASK-004\)/g)).toHaveLength(1);

    await window.command('Agent Toolkit: Open Transcript');
    await option('TASK-004').first().click();
    await option('proven').last().click();
    await editor.filter({ hasText: 'TASK-004, criterion 1 of 3, try 1' }).waitFor();
    await window.picture(picture('4-transcript'));
  } catch (error) {
    await window.picture(picture('failed'));
    throw error;
  } finally {
    await window.close();
  }
});
