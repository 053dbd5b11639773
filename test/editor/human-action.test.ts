/** Two tasks wait for people: one action is done by itself, the other is marked by hand; what is free is worked through. */
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { goOnByHand } from '../support/actions-window.ts';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { openWindow, openWorkbench } from '../support/workbench.ts';

const picture = (name: string) => join(import.meta.dirname, '..', '..', 'artifacts', 'human-action', `${name}.png`);

let on: DemoWindow;
/** What the second action waits for: an address that nobody has set up yet. */
let isThere: boolean;
let asked: number;
const server = createServer((_request, response) => {
  asked += 1;
  response.writeHead(isThere ? 200 : 404).end();
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());
beforeEach(async () => {
  [isThere, asked] = [false, 0];
  on = await startDemoWindow('actions');
  const { repository } = on.demo;
  const folder = join(repository, 'human-actions', 'ACTION-002-quota');
  mkdirSync(folder);
  const until = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/quota` };
  const report = {
    ...{ action_id: 'ACTION-002', title: 'Raise the quota of the shop', urgency: 'critical', status: 'pending', until },
    blocking_items: ['TASK-007'],
  };
  writeFileSync(join(folder, 'action_report.json'), `${JSON.stringify(report, null, 2)}\n`);
  const task = join(repository, 'tasks/active/TASK-007.md');
  writeFileSync(task, readFileSync(task, 'utf8').replace('status: active', 'status: active\ndepends_on: ACTION-002'));
  git('add', '--all');
  git('commit', '--quiet', '--message', 'The quota is too small');
  // The origin's hook announces a push to the cluster, which lives in this process.
  await promisify(execFile)('git', ['push', '--quiet'], { cwd: repository });
});
afterEach(() => on?.close());

const git = (...args: string[]) =>
  execFileSync('git', ['-C', on.demo.repository, ...args], { encoding: 'utf8' }).trim();
const read = (path: string) => readFileSync(join(on.demo.repository, path), 'utf8');

it('is done by itself or by hand, frees its task, which is processed to its end', async () => {
  const first = await openWorkbench(on.browser, on.server.url);
  const context = first.page.context();
  try {
    await first.openQueue();
    await first
      .row(/^TASK-007/)
      .filter({ hasText: 'Waits for ACTION-002' })
      .waitFor();
    await first.page.locator('.activitybar .badge-content').filter({ hasText: '2' }).waitFor();
    await first.picture(picture('1-two-wait'));
    // Nothing is asked about before somebody has agreed to a first run.
    expect(asked).toBe(0);
    await first.press(first.row('TASK-004'), 'Process Task');
    await first.page.locator('.monaco-dialog-box').filter({ hasText: 'Human actions: while' }).waitFor();
    await first.begin();
    await first.status('TASK-004: complete 3/3').waitFor({ timeout: 120_000 });
    await expect.poll(() => asked, { timeout: 30_000 }).toBeGreaterThan(0);
    await first.page.close();

    isThere = true;
    const window = await openWindow(context, on.server.url);
    await window.openQueue();
    // Nobody marks it: it is asked about because the queue is seen.
    const told = window.page.locator('.notification-toast').filter({ hasText: 'ACTION-002 is done: ' });
    await told.waitFor();
    await window
      .row(/^TASK-007/)
      .filter({ hasNotText: 'Waits for' })
      .waitFor();
    await window.picture(picture('2-done-by-itself'));
    expect(git('log', '-1', '--format=%s')).toBe('Complete ACTION-002: Raise the quota of the shop');
    expect(JSON.parse(read('human-actions/ACTION-002-quota/action_report.json'))).toMatchObject({
      status: 'completed',
    });
    await told.getByRole('button', { name: 'Process TASK-007' }).click();
    await window.status('TASK-007: complete 3/3').waitFor({ timeout: 120_000 });
    await window.picture(picture('3-processed'));
    await window.clearNotifications();

    await goOnByHand(window, { title: 'Point shop.example.com', freed: 'TASK-006' }, picture);
    await window.status('TASK-006: complete 2/2').waitFor({ timeout: 120_000 });
    await window.picture(picture('11-processed'));
    for (const [id, boxes] of [
      ['TASK-007', 3],
      ['TASK-006', 2],
    ] as const) {
      const text = read(`tasks/completed/${id}.md`);
      expect(text.match(/^- \[x\] /gm)).toHaveLength(boxes);
      expect(text).not.toContain('- [ ]');
    }
    const subjects = git('log', '--reverse', '--format=%s', '--invert-grep', '--grep=^The ').split('\n');
    expect(subjects.map((subject) => subject.replace(/: .*/, ''))).toEqual([
      ...['feat(TASK-004)', 'feat(TASK-004)', 'feat(TASK-004)', 'Archive TASK-004'],
      'Complete ACTION-002',
      ...['feat(TASK-007)', 'feat(TASK-007)', 'feat(TASK-007)', 'Archive TASK-007'],
      'Complete ACTION-001',
      ...['feat(TASK-006)', 'feat(TASK-006)', 'Archive TASK-006'],
    ]);
    expect(git('status', '--porcelain')).toBe('');
    expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'origin/main'));
  } catch (error) {
    for (const [place, page] of context.pages().entries()) await page.screenshot({ path: picture(`failed-${place}`) });
    throw error;
  } finally {
    await context.close();
  }
});
