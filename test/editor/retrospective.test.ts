/** Run Retrospective as a person uses it: a preview as a diff that changes nothing, then the same as one commit, or nothing. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { disarrange } from '../support/disarranged-backlog.ts';
import { openWorkbench } from '../support/workbench.ts';

const pictures = join(import.meta.dirname, '..', '..', 'artifacts', 'retrospective');

let on: DemoWindow;
beforeAll(async () => {
  on = await startDemoWindow('retrospective');
  disarrange(on.demo.repository);
});
afterAll(() => on?.close());

const git = (...args: string[]) =>
  execFileSync('git', ['-C', on.demo.repository, ...args], { encoding: 'utf8' }).trim();

it('shows what would change as a diff with its report, and applies it in one commit', async () => {
  const window = await openWorkbench(on.browser, on.server.url, { width: 1600, height: 900 });
  const { page } = window;
  const picture = (name: string) => window.picture(join(pictures, `${name}.png`));
  const toast = (text: string) => page.locator('.notification-toast').filter({ hasText: text });
  const told = toast('Nothing was changed. Apply does');
  const head = git('rev-parse', 'HEAD');
  try {
    await window.openQueue();
    await window.command('Agent Toolkit: Run Retrospective');
    const way = page
      .locator('.quick-input-list')
      .getByRole('option')
      .filter({ hasText: 'A diff of all that would change' });
    await way.waitFor();
    await picture('1-way');
    await way.click();
    await window.status('Retrospective: looking back').waitFor();
    await picture('1-looking-back');
    await told.waitFor({ timeout: 60_000 });
    await page
      .getByRole('tab', { name: /^Retrospective \(preview\)/ })
      .first()
      .waitFor();
    await page.locator('.multiDiffEntry').first().waitFor();
    await picture('2-preview');
    await window.status('Retrospective: finished').waitFor();
    expect(git('rev-parse', 'HEAD')).toBe(head);
    expect(git('status', '--porcelain')).toBe('');
    const files = await page.locator('.multiDiffEntry').allTextContents();
    expect(files.map((text) => text.slice(0, text.indexOf('.md')))).toEqual(['TASK-011', 'TASK-013']);

    const concerned = join(on.demo.repository, 'tasks', 'active', 'TASK-011.md');
    const text = readFileSync(concerned, 'utf8');
    writeFileSync(concerned, `${text}\nSomebody writes here.\n`);
    await told.getByRole('button', { name: 'Apply' }).click();
    const refusal = toast('is not as it was for the preview. Preview again.');
    await refusal.waitFor();
    await picture('3-refused');
    expect(git('rev-parse', 'HEAD')).toBe(head);
    await window.status('Retrospective: nothing changed').waitFor();
    writeFileSync(concerned, text);

    await refusal.getByRole('button', { name: 'Preview Again' }).click();
    await told.waitFor({ timeout: 60_000 });
    expect(await page.getByRole('tab', { name: /^Retrospective \(preview\)/ }).count()).toBe(2);
    await picture('4-again');
    await told.getByRole('button', { name: 'Apply' }).click();
    await toast('Open Report').waitFor({ timeout: 60_000 });
    await picture('5-applied');
    expect(git('log', '--format=%s', `${head}..HEAD`)).toBe('Retrospective: 1 item reprioritised, 1 deprecated');
    const [report = ''] = git('show', '--format=', '--name-only')
      .split('\n')
      .filter((path) => /\bretrospective-/.test(path));
    expect(git('show', '--format=', '--name-status', '--no-renames').split('\n').toSorted()).toEqual([
      `A\t${report}`,
      'A\ttasks/deprecated/TASK-013.md',
      'D\ttasks/backlog/TASK-013.md',
      'M\ttasks/active/TASK-011.md',
    ]);
    expect(git('show', 'HEAD:tasks/active/TASK-011.md')).toContain('priority: critical');
    expect(git('show', `HEAD:${report}`)).toContain('Codex was not asked again');
    expect(git('status', '--porcelain')).toBe('');
    await toast('Open Report').getByRole('button', { name: 'Open Report' }).click();
    await page.getByRole('tab', { name: `Preview ${basename(report)}` }).waitFor();
    await picture('6-report');
  } catch (error) {
    await picture('failed');
    throw error;
  } finally {
    await window.close();
  }
});
