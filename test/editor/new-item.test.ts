/** New Work Item where something like it exists: shown before anything is made, opened instead, or created all the same. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { describeItem, finishItem, question } from '../support/new-item-window.ts';
import { openWorkbench } from '../support/workbench.ts';

const pictures = join(import.meta.dirname, '..', '..', 'artifacts', 'new-item');

let on: DemoWindow;
beforeAll(async () => {
  on = await startDemoWindow('new-item');
});
afterAll(() => on?.close());

const git = (...args: string[]) =>
  execFileSync('git', ['-C', on.demo.repository, ...args], { encoding: 'utf8' }).trim();

it('shows what looks like it first: it is opened instead, or the new one is created all the same', async () => {
  const window = await openWorkbench(on.browser, on.server.url);
  const { page } = window;
  const picture = (name: string) => window.picture(join(pictures, `${name}.png`));
  const option = (text: string) => page.locator('.quick-input-list').getByRole('option').filter({ hasText: text });
  const again = {
    kind: 'Feature',
    title: 'Deploy frontend 1.5.0',
    description: 'The shop frontend runs 1.4.2; version 1.5.0 with the new checkout has to be rolled out.',
  } as const;
  const before = git('rev-parse', 'HEAD');
  try {
    await window.openQueue();
    await window.row('TASK-004').waitFor();
    await window.command('Agent Toolkit: New Work Item');
    await describeItem(window, again);
    await question(window, 'look');
    await option('Open TASK-004').waitFor();
    await picture('1-duplicate');
    // Nothing is there yet, whatever is decided.
    expect(git('status', '--porcelain')).toBe('');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'TASK-004.md' }).waitFor();
    await picture('2-opened');
    expect(git('rev-parse', 'HEAD')).toBe(before);
    expect(git('status', '--porcelain')).toBe('');

    await window.command('Agent Toolkit: New Work Item');
    await describeItem(window, again);
    await question(window, 'look');
    await option('Create It All the Same').click();
    const more = { criteria: ['The shop answers with 1.5.0'], priority: 'low', labels: 'deployment' } as const;
    await finishItem(window, more, (name) => picture(`3-${name}`));
    await page.getByRole('tab', { name: 'TASK-011.md' }).waitFor();
    await window.row('TASK-011').waitFor();
    await picture('4-created');
    expect(git('log', '--format=%s', `${before}..HEAD`)).toBe(`Add feature TASK-011: ${again.title}`);
    expect(git('show', '--format=', '--name-only')).toBe('tasks/active/TASK-011.md');
    expect(git('status', '--porcelain')).toBe('');
  } catch (error) {
    await picture('failed');
    throw error;
  } finally {
    await window.close();
  }
});
