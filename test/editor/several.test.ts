/** Several rows at once: their priority, their place, one run after the other, and the archive. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { openWorkbench } from '../support/workbench.ts';

const picture = (name: string) => join(import.meta.dirname, '..', '..', 'artifacts', 'several', `${name}.png`);

let on: DemoWindow;
beforeEach(async () => {
  on = await startDemoWindow('several', { 'agentToolkit.archiveOnComplete': false });
});
afterEach(() => on?.close());

const git = (...args: string[]) =>
  execFileSync('git', ['-C', on.demo.repository, ...args], { encoding: 'utf8' }).trim();
const subject = () => git('log', '-1', '--format=%s');
const lies = (...paths: string[]) => paths.every((path) => existsSync(join(on.demo.repository, path)));

it('are arranged in one commit, processed one after the other, and archived', async () => {
  // All rows have room, opened ones too: a row that has to be scrolled to moves under the pointer.
  const window = await openWorkbench(on.browser, on.server.url, { width: 1280, height: 1200 });
  const { page } = window;
  const [first, second] = [window.row(/^TASK-004/), window.row(/^TASK-007/)];
  const option = (text: string) =>
    page.locator('.quick-input-list').getByRole('option').filter({ hasText: text }).first();
  const dialog = page.locator('.monaco-dialog-box');
  const selected = page.getByRole('tree', { name: 'Task Queue' }).locator('[role=treeitem][aria-selected=true]');
  const selectBoth = async () => {
    await first.click();
    await second.click({ modifiers: ['ControlOrMeta'] });
    return (await selected.allInnerTexts()).map((row) => /TASK-\d{3}/.exec(row)?.[0]);
  };
  const fromMenuOfBoth = async (title: string) => {
    // The tree may be filled anew after what was done before: a press meets another row then.
    await expect.poll(selectBoth, { timeout: 30_000, interval: 2000 }).toEqual(['TASK-004', 'TASK-007']);
    await window.fromMenu(second, title);
  };
  try {
    await window.openQueue();
    await fromMenuOfBoth('Set Priority…');
    await option('low').click();
    await expect.poll(subject, { timeout: 30_000 }).toBe('Set 2 tasks: priority low');
    await window.status('Committed; the next push takes it along.').waitFor();
    await window.picture(picture('1-priority'));

    await fromMenuOfBoth('Move To…');
    await option('Backlog').click();
    await expect.poll(subject, { timeout: 30_000 }).toBe('Set 2 tasks: status backlog');
    await expect.poll(() => lies('tasks/backlog/TASK-004.md', 'tasks/backlog/TASK-007.md')).toBe(true);
    await window.row('Backlog').filter({ hasText: '3' }).waitFor();
    expect(git('status', '--porcelain')).toBe('');
    // They wait for the next push, as was said.
    expect(git('rev-list', '--count', 'origin/main..HEAD')).toBe('2');

    await fromMenuOfBoth('Process Task');
    await dialog.filter({ hasText: 'Process 2 tasks, one after the other?' }).waitFor();
    await window.picture(picture('2-process'));
    await dialog.getByRole('button', { name: 'Process' }).click();
    await window.begin();
    await window.status('TASK-007: complete 3/3').waitFor({ timeout: 120_000 });
    await window.picture(picture('3-processed'));
    await window.clearNotifications();

    await fromMenuOfBoth('Archive Task');
    await dialog.filter({ hasText: 'Archive 2 tasks?' }).waitFor();
    await window.picture(picture('4-archive'));
    await dialog.getByRole('button', { name: 'Archive' }).click();
    await expect
      .poll(() => lies('tasks/completed/TASK-004.md', 'tasks/completed/TASK-007.md'), { timeout: 60_000 })
      .toBe(true);
    await expect.poll(() => git('rev-list', '--count', 'origin/main..HEAD'), { timeout: 30_000 }).toBe('0');
    await window.row('Completed').filter({ hasText: '4' }).waitFor();
    await window.picture(picture('5-archived'));
    const subjects = git('log', '--reverse', '--format=%s').split('\n').slice(1);
    expect(subjects.map((one) => one.replace(/: .*/, ''))).toEqual([
      ...['Set 2 tasks', 'Set 2 tasks', 'feat(TASK-004)', 'feat(TASK-004)', 'feat(TASK-004)'],
      ...['feat(TASK-007)', 'feat(TASK-007)', 'feat(TASK-007)', 'Archive TASK-004', 'Archive TASK-007'],
    ]);
    expect(git('status', '--porcelain')).toBe('');
  } catch (error) {
    await window.picture(picture('failed'));
    throw error;
  } finally {
    await window.close();
  }
});
