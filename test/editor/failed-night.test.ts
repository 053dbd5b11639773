/** The morning after a night in which a verification failed: what the engineer sees first, and each step from there on. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { registryImages } from '../../demo/images.ts';
import { readSessions } from '../../src/session/session-store.ts';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const root = join(import.meta.dirname, '..', '..');
const picture = (name: string) => join(root, 'artifacts', 'failed-night', `${name}.png`);
const run = promisify(execFile);
const missing = 'registry.shop.test/shop/catalogue:2.1.0';

let on: DemoWindow;

beforeEach(async () => {
  (registryImages as Set<string>).delete(missing);
  on = await startDemoWindow('night', {}, { replyMs: 0, startMs: 200 });
});
afterEach(() => on?.close());

const git = (...args: string[]) =>
  execFileSync('git', ['-C', on.demo.repository, ...args], { encoding: 'utf8' }).trim();
const read = (path: string) => readFileSync(join(on.demo.repository, path), 'utf8');
const subjects = (count: number) => git('log', '--format=%s', `-${count}`).split('\n');
/** Nothing is uncommitted but what is given, and the remote has all commits. */
function expectPushed(status = ''): void {
  expect(git('status', '--porcelain')).toBe(status);
  expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'origin/main'));
}

/** The session of the night, in a terminal that nobody looks at: TASK-008 asks for an image that nobody pushed. */
async function runNight(): Promise<void> {
  const file = 'tasks/active/TASK-008.md';
  writeFileSync(join(on.demo.repository, file), read(file).replace('priority: medium', 'priority: critical'));
  git('commit', '--quiet', '--all', '--message', 'The catalogue first');
  // Not with git(): the origin's hook announces a push to the cluster, which lives in this process.
  await run('git', ['push', '--quiet'], { cwd: on.demo.repository });
  const args = [join(root, 'dist', 'cli.js'), 'run', `--repo=${on.demo.repository}`, '--tasks=2', ...on.demo.flags];
  await expect(run(process.execPath, args, { env: { ...process.env, ...on.demo.env } })).rejects.toMatchObject({
    code: 1,
  });
}

it('shows what failed at once, and each next step is a click away', async () => {
  await runNight();
  const { records } = await readSessions(join(on.demo.repository, '.git'));
  const [session] = records;
  expect(session?.tasks.map(({ item_id: id, status }) => `${id} ${status}`)).toEqual([
    'TASK-004 complete',
    'TASK-008 tests_failed',
    'TASK-011 error',
    'TASK-005 complete',
  ]);
  expectPushed();
  const window = await openWorkbench(on.browser, on.server.url, { width: 1280, height: 1000 });
  const { page } = window;
  const toast = (text: string) => page.locator('.notification-toast').filter({ hasText: text });
  const dialog = page.locator('.monaco-dialog-box');
  const rows = page.getByRole('tree', { name: 'Session' }).getByRole('treeitem');
  try {
    // Before anything is clicked.
    const told = toast('TASK-008 tests failed, TASK-011 failed, TASK-004 complete');
    await told.waitFor();
    await window.status('Session: finished, 2 failed, 2 of 4 tasks complete').waitFor();
    await window.picture(picture('1-at-once'));
    await window.openQueue();
    await window.row('TASK-008').filter({ hasText: 'tests failed 0/1' }).waitFor();
    await window
      .row(/^TASK-011/)
      .filter({ hasText: 'failed 0/2' })
      .waitFor();
    await window.picture(picture('2-queue'));

    await told.getByRole('button', { name: 'Open Report' }).click();
    const report = await window.shownPreview(/^Preview session-/);
    await report.locator('h2').filter({ hasText: 'What failed' }).waitFor();
    await report
      .locator('li')
      .filter({ hasText: `The image ${missing} does not exist in the registry` })
      .first()
      .waitFor();
    await window.status('Agent Toolkit: idle').waitFor();
    await window.picture(picture('3-report'));

    await window.press(rows.filter({ hasText: 'TASK-008' }).first(), 'Show Changes');
    await page.getByRole('tab', { name: /^TASK-008 \(1 commit, rolled back since\)/ }).waitFor();
    await page.locator('.multiDiffEntry').filter({ hasText: 'deployment.yaml' }).first().waitFor();
    await window.picture(picture('4-changes'));

    await rollBack(window);
    await followUp(window);
    await again(window);
  } catch (error) {
    await window.picture(picture('failed'));
    throw error;
  } finally {
    await window.close();
  }

  /** The cookie of the cart is taken back, since the catalogue is not out. */
  async function rollBack(window: Workbench): Promise<void> {
    const before = read('apps/cart/deployment.yaml');
    await window.fromMenu(rows.filter({ hasText: 'TASK-005' }).first(), 'Roll Back Task…');
    await dialog.filter({ hasText: 'Roll back TASK-005?' }).waitFor();
    await window.picture(picture('5-roll-back'));
    await dialog.getByRole('button', { name: 'Roll Back' }).click();
    await window.status('TASK-005: rolled back').waitFor({ timeout: 60_000 });
    await window.row('TASK-005').filter({ hasText: '0/2' }).waitFor();
    await window.picture(picture('5-rolled-back'));
    expect(subjects(1)[0]).toMatch(/^revert\(TASK-005\): /);
    expect(before).toContain('cart:0.9.2');
    expect(read('apps/cart/deployment.yaml')).toBe(
      `${git('show', `${session?.tasks[3]?.base}:apps/cart/deployment.yaml`)}\n`,
    );
    expect(existsSync(join(on.demo.repository, 'tasks/completed/TASK-005.md'))).toBe(false);
    expect(read('tasks/active/TASK-005.md').match(/^- \[ \] /gm)).toHaveLength(2);
    expectPushed();
  }

  /** The image is pushed by hand; so the follow-up is done, and archived. */
  async function followUp(window: Workbench): Promise<void> {
    (registryImages as Set<string>).add(missing);
    const follow = window.row(/^TASK-011/);
    await follow.click();
    for (const [criterion, left] of [
      [/^Deployment shop\/catalogue/, 1],
      [/^What made the verification/, 0],
    ] as const) {
      await window.fromMenu(window.row(criterion), 'Mark Criterion Done by Hand…');
      await dialog.getByRole('button', { name: 'Mark Done' }).click();
      await expect.poll(() => read('tasks/backlog/TASK-011.md').match(/^- \[ \] /gm)?.length ?? 0).toBe(left);
    }
    // A mark by hand is the engineer's own change, and so is its commit.
    git('commit', '--quiet', '--all', '--message', 'The catalogue team has pushed 2.1.0');
    await follow.filter({ hasText: '2/2' }).waitFor();
    await window.picture(picture('6-follow-up'));
    await window.fromMenu(follow, 'Archive Task');
    await window.status('TASK-011: archived').waitFor({ timeout: 60_000 });
    expect(existsSync(join(on.demo.repository, 'tasks/completed/TASK-011.md'))).toBe(true);
    expectPushed();
  }

  /** What it waited for is done: the task is ready by itself, and goes through. */
  async function again(window: Workbench): Promise<void> {
    const row = window.row(/^TASK-008/);
    await row.filter({ hasText: 'next' }).waitFor();
    await window.picture(picture('7-ready-again'));
    await window.press(row, 'Process Task');
    await window.begin();
    await window.status('TASK-008: complete 1/1').waitFor({ timeout: 120_000 });
    await window.clearNotifications();
    await window.status('Verification: passed').click();
    const shown = await window.shownPreview('Preview Verification report.md');
    await shown.locator('h1').filter({ hasText: 'TASK-008' }).waitFor();
    await window.picture(picture('8-verified'));
    expect(subjects(2)).toEqual([
      'Archive TASK-008: Moved to completed after resolution',
      expect.stringMatching(/^feat\(TASK-008\): /),
    ]);
    expect(read('apps/catalogue/deployment.yaml')).toContain(missing);
    expectPushed();
  }
});
