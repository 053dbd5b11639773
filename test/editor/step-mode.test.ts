/** Step mode as a person uses it: the packed extension in a real VS Code in a real browser, on the demo. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { openWorkbench } from '../support/workbench.ts';

const picture = (name: string) => join(import.meta.dirname, '..', '..', 'artifacts', 'step-mode', `${name}.png`);

let on: DemoWindow;

beforeEach(async () => {
  on = await startDemoWindow('step', { 'agentToolkit.stepMode': true });
});
afterEach(() => on?.close());

const log = () => execFileSync('git', ['-C', on.demo.repository, 'log', '--format=%s', '-3'], { encoding: 'utf8' });

it('waits after each try, shows the changes, and does what the person decides', async () => {
  const window = await openWorkbench(on.browser, on.server.url);
  const toast = (text: string) => window.page.locator('.notification-toast').filter({ hasText: text });
  const option = (text: string) =>
    window.page.locator('.quick-input-list').getByRole('option').filter({ hasText: text });
  try {
    await window.openQueue();
    const row = window.row('TASK-004');
    await row.hover();
    // Twice: the second press neither asks nor begins anything.
    await row.getByRole('button', { name: 'Process Task' }).dblclick();
    await window.begin();

    await window.status('TASK-004: paused 0/3').waitFor();
    expect(await window.page.locator('.monaco-dialog-box').count()).toBe(0);
    expect(await toast('A run goes on').count()).toBe(0);
    const first = toast('TASK-004 waits at criterion 1 of 3, proven');
    await first.getByRole('button', { name: 'Show Changes' }).click();
    const editor = window.page.locator('.editor-instance .view-lines');
    await editor.filter({ hasText: 'criterion 1 of 3: proven' }).waitFor();
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
