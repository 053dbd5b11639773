/** The window is closed in the middle of a run: nothing of it is left, the repository is whole, and the next window offers to go on. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { demoProcesses } from '../support/demo-processes.ts';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { openWindow, openWorkbench } from '../support/workbench.ts';

const picture = (name: string) => join(import.meta.dirname, '..', '..', 'artifacts', 'closed-window', `${name}.png`);

let on: DemoWindow;

beforeEach(async () => {
  on = await startDemoWindow('closed', {}, { replyMs: 1000, graceSeconds: 1 });
});
afterEach(() => on?.close());

const git = (...args: string[]) =>
  execFileSync('git', ['-C', on.demo.repository, ...args], { encoding: 'utf8' }).trim();
const commits = () => git('log', '--format=%s').match(/^feat\(TASK-004\)/gm)?.length ?? 0;
const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it is not there
  }
};
const checked = (file: string) => read(join(on.demo.repository, file)).match(/^- \[x\] /gm)?.length ?? 0;
/** Commands of what runs for the demo, without the editor itself. */
const processes = () =>
  demoProcesses(on.demo.folder)
    .filter(({ isEditor }) => !isEditor)
    .map(({ command }) => command);

it.runIf(process.platform === 'linux')(
  'leaves no process and a whole repository, and goes on in the next window',
  async () => {
    const first = await openWorkbench(on.browser, on.server.url);
    const context = first.page.context();
    try {
      await first.openQueue();
      await first.press(first.row('TASK-004'), 'Process Task');
      await first.page.locator('.monaco-dialog-box').filter({ hasText: 'It is the first run here' }).waitFor();
      await first.picture(picture('1-first-run'));
      await first.begin();
      await first.status('TASK-004: running 1/3').waitFor();
      await expect.poll(() => processes().filter((command) => command.includes('codex')).length).toBeGreaterThan(0);
      await first.page.close();
      await expect.poll(processes, { timeout: 45_000, interval: 250 }).toEqual([]);

      const done = commits();
      expect(done).toBeLessThan(3);
      expect(git('status', '--porcelain')).toBe('');
      expect(checked('tasks/active/TASK-004.md')).toBe(done);

      const second = await openWindow(context, on.server.url);
      await second.openQueue();
      const offer = second.page
        .locator('.notification-toast')
        .filter({ hasText: 'The work on TASK-004 was interrupted' });
      await offer.waitFor();
      await second.picture(picture('2-offer'));
      expect(await offer.count()).toBe(1);
      expect(commits()).toBe(done);
      // It is offered once: a third window finds nothing.
      expect(existsSync(join(on.demo.repository, '.git/agent-toolkit/window-run.json'))).toBe(false);
      await offer.getByRole('button', { name: 'Go On' }).click();
      // What was agreed to is not asked again.
      await second.status(/TASK-004: running/).waitFor();
      await second.status('3/3').waitFor({ timeout: 90_000 });
      await second.status('Verification: passed').waitFor({ timeout: 60_000 });
      expect(commits()).toBe(3);
      await expect.poll(() => checked('tasks/completed/TASK-004.md')).toBe(3);
      expect(git('status', '--porcelain')).toBe('');
    } finally {
      await context.close();
    }
  },
);
