/** A task file as a person works in it: the packed extension in a real VS Code in a real browser, on the demo. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { openWorkbench } from '../support/workbench.ts';

const picture = (name: string) => join(import.meta.dirname, '..', '..', 'artifacts', 'task-file', `${name}.png`);
const file = 'tasks/active/TASK-004.md';
const third = 'Runbook `docs/runbooks/frontend.md` says how to roll back to 1.4.2';

let on: DemoWindow;
beforeEach(async () => {
  on = await startDemoWindow('task-file');
});
afterEach(() => on?.close());

const log = () => execFileSync('git', ['-C', on.demo.repository, 'log', '--format=%s', '-5'], { encoding: 'utf8' });
const text = () => readFileSync(join(on.demo.repository, file), 'utf8');

it('runs one criterion, shows what it changed, and has a box ticked and opened by hand', async () => {
  const window = await openWorkbench(on.browser, on.server.url);
  const { page } = window;
  const lens = (title: string) => page.locator('.codelens-decoration a').filter({ hasText: title });
  const dialog = page.locator('.monaco-dialog-box');
  try {
    await window.openQueue();
    const row = window.row('TASK-004');
    await window.press(row, 'Open Task File');
    await lens('Run This Criterion').nth(1).waitFor();
    await window.picture(picture('1-lenses'));

    await lens('Run This Criterion').nth(1).click();
    await window.begin();
    await lens('running 0/3').waitFor();
    await window.picture(picture('2-running'));
    // Whoever looks at the Task Queue needs no notification.
    await window.status('TASK-004: criterion done').waitFor({ timeout: 60_000 });
    expect(await page.locator('.notification-toast').filter({ hasText: 'TASK-004 criterion done' }).count()).toBe(0);
    expect(log().match(/feat\(TASK-004\)/g)).toHaveLength(1);
    expect(log()).toContain('Frontend has 3 replicas');
    expect(text().match(/^- \[x\] .*$/gm)).toEqual(['- [x] Frontend has 3 replicas']);
    await window.clearNotifications();

    await lens('Show Changes').click();
    await page.getByRole('tab', { name: /^TASK-004: Frontend has 3 replicas \(1 commit\)/ }).waitFor();
    await page.locator('.multiDiffEntry').filter({ hasText: 'deployment.yaml' }).first().waitFor();
    await window.picture(picture('3-changes'));
    await window.press(row, 'Open Task File');

    const before = text();
    await lens('Mark Done by Hand…').last().click();
    await dialog.filter({ hasText: 'nothing proves it' }).waitFor();
    await window.picture(picture('4-by-hand'));
    await dialog.getByRole('button', { name: 'Mark Done' }).click();
    await expect.poll(text).toBe(before.replace(`- [ ] ${third}`, `- [x] ${third}`));
    await lens('Show Changes').nth(1).waitFor();
    await window.picture(picture('5-marked'));
    await lens('Reopen…').last().click();
    await dialog.getByRole('button', { name: 'Reopen' }).click();
    await expect.poll(text).toBe(before);
    expect(log().split('\n')[0]).toContain('feat(TASK-004)');
  } catch (error) {
    await window.picture(picture('failed'));
    throw error;
  } finally {
    await window.close();
  }
});
