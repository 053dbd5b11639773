/** A session is under way when its window is closed, or its extension host killed: nothing of it is left, and the next window goes on. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSessionReport } from '../../src/session/session-report-data.ts';
import { readSessions } from '../../src/session/session-store.ts';
import { demoProcesses } from '../support/demo-processes.ts';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { openWindow, openWorkbench, type Workbench } from '../support/workbench.ts';

const picture = (name: string) => join(import.meta.dirname, '..', '..', 'artifacts', 'closed-session', `${name}.png`);

let on: DemoWindow;

beforeEach(async () => {
  const settings = { 'agentToolkit.tasksPerSession': 2 };
  on = await startDemoWindow('closed-session', settings, { replyMs: 800, graceSeconds: 1 });
});
afterEach(() => on?.close());

const git = (...args: string[]) =>
  execFileSync('git', ['-C', on.demo.repository, ...args], { encoding: 'utf8' }).trim();
const read = (path: string) => readFileSync(join(on.demo.repository, path), 'utf8');
const commits = (id: string) => git('log', '--format=%s').match(new RegExp(`^feat\\(${id}\\)`, 'gm'))?.length ?? 0;
const checked = (path: string) => read(path).match(/^- \[x\] /gm)?.length ?? 0;
/** Of the engine, of Codex, and of what these started. */
const ours = () => demoProcesses(on.demo.folder).filter(({ isEditor }) => !isEditor);

/** No process of ours is left, and the repository is as after a whole number of criteria. */
async function expectResumable(file: string, id: string): Promise<void> {
  await expect.poll(() => ours().map(({ command }) => command), { timeout: 60_000, interval: 250 }).toEqual([]);
  expect(checked(file)).toBe(commits(id));
  expect(git('status', '--porcelain')).toBe('');
  const { records } = await readSessions(join(on.demo.repository, '.git'));
  expect(records).toMatchObject([{ outcome: 'running', ended_at: null }]);
}

/** What the next window offers, once. */
async function goOn(window: Workbench, name: string): Promise<void> {
  const offer = window.page.locator('.notification-toast').filter({ hasText: /The session of .* was interrupted/ });
  await offer.waitFor({ timeout: 90_000 });
  await window.picture(picture(name));
  expect(await offer.count()).toBe(1);
  await offer.getByRole('button', { name: 'Go On' }).click();
}

it.runIf(process.platform === 'linux')(
  'leaves no process and a whole repository, and goes on until the report has every task once',
  async () => {
    const first = await openWorkbench(on.browser, on.server.url);
    const context = first.page.context();
    try {
      await first.openQueue();
      await first.command('Agent Toolkit: Run Session');
      await first.begin();
      await first.status('Session · TASK-004: running 1/3').waitFor({ timeout: 90_000 });
      await expect.poll(() => ours().some(({ command }) => command.includes('codex')), { timeout: 30_000 }).toBe(true);
      await first.picture(picture('1-running'));
      await first.page.close();
      await expectResumable('tasks/active/TASK-004.md', 'TASK-004');

      const second = await openWindow(context, on.server.url);
      await goOn(second, '2-offer');
      await second.status('Session · TASK-005: running').waitFor({ timeout: 180_000 });
      await expect.poll(() => ours().some(({ command }) => command.includes('codex')), { timeout: 30_000 }).toBe(true);
      const hosts = demoProcesses(on.demo.folder).filter(({ isExtensionHost }) => isExtensionHost);
      expect(hosts).toHaveLength(1);
      for (const { pid } of hosts) process.kill(pid, 'SIGKILL');
      await expectResumable('tasks/active/TASK-005.md', 'TASK-005');
      // The editor starts another host in the same window.
      await goOn(second, '3-offer-after-kill');
      const told = second.page.locator('.notification-toast').filter({ hasText: 'Session ended: ' });
      await told.waitFor({ timeout: 180_000 });
      await second.picture(picture('4-ended'));
      const { records } = await readSessions(join(on.demo.repository, '.git'));
      expect(records).toHaveLength(1);
      const [record] = records;
      const ended = record?.tasks.map(({ item_id: id, status }) => `${id} ${status}`);
      expect(ended).toEqual(['TASK-004 complete', 'TASK-005 complete']);
      const [report = ''] = readdirSync(join(on.demo.repository, 'docs/reports'));
      const data = readSessionReport(read(`docs/reports/${report}`));
      expect(data?.tasks.map((task) => task.item_id)).toEqual(['TASK-004', 'TASK-005']);
      expect([commits('TASK-004'), commits('TASK-005')]).toEqual([3, 2]);
      expect(git('status', '--porcelain')).toBe('');
      expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'origin/main'));
    } catch (error) {
      for (const [place, page] of context.pages().entries())
        await page.screenshot({ path: picture(`failed-${place}`) });
      throw error;
    } finally {
      await context.close();
    }
  },
  // Two interruptions, and a session of two tasks.
  600_000,
);
