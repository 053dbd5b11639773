/** The Task Queue as a place to work in: searched, filtered, arranged by dragging, in a real window. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const pictures = join(import.meta.dirname, '..', '..', 'artifacts', 'queue');
const many = 450;
/** Nobody drags faster. */
const settleMs = 1000;

/** Too much for one go. */
const large = [
  ...[
    '---',
    'id: TASK-700',
    'title: Move the shop to the new cluster',
    'status: backlog',
    'priority: critical',
    '---',
    '',
  ],
  ...['## Acceptance Criteria', '', '### Staging', '', '- [ ] The shop answers there', '- [ ] Its data is copied', ''],
  ...['### Production', '', '- [ ] The name points to the new cluster', '- [x] The team is told', ''],
];

let stage: DemoWindow;
let window: Workbench;

beforeEach(async () => {
  stage = await startDemoWindow('queue', { 'workbench.colorTheme': 'Dark Modern' });
  const { repository } = stage.demo;
  mkdirSync(join(repository, 'tasks', 'backlog'), { recursive: true });
  for (let number = 100; number < 100 + many; number += 1) {
    const head = [
      '---',
      `id: TASK-${number}`,
      `title: Tidy up values file ${number}`,
      'status: backlog',
      'priority: low',
    ];
    const text = [...head, 'labels: [cleanup]', '---', '', '## Acceptance Criteria', '', '- [ ] Tidy it up', ''];
    writeFileSync(join(repository, 'tasks', 'backlog', `TASK-${number}.md`), text.join('\n'));
  }
  writeFileSync(join(repository, 'tasks', 'backlog', 'TASK-700.md'), large.join('\n'));
  execFileSync('git', ['-C', repository, 'add', '--all']);
  execFileSync('git', ['-C', repository, 'commit', '--quiet', '--message', 'Many small tasks']);
  window = await openWorkbench(stage.browser, stage.server.url);
  await window.openQueue();
  await window.widenSideBar(480);
});

afterEach(async () => {
  await window?.close();
  await stage?.close();
});

const git = (...args: string[]) =>
  execFileSync('git', ['-C', stage.demo.repository, ...args], { encoding: 'utf8' }).trim();
const picture = (name: string) => window.picture(join(pictures, `${name}.png`));

it('is searched, filtered, arranged and paged', async () => {
  await window.row('TASK-009').waitFor();
  await picture('queue');

  // Dragging is one line and one commit; what a task waits for is not dragged away.
  const commits = git('rev-list', '--count', 'HEAD');
  await window.row('TASK-009').dragTo(window.row('Ready'));
  await expect.poll(() => git('log', '-1', '--format=%s'), { timeout: 20_000 }).toBe('Set TASK-009: status active');
  expect(git('status', '--porcelain', '--', 'tasks')).toBe('');
  // The tree is filled anew.
  await window.row('Ready').filter({ hasText: '4' }).waitFor();
  await window.page.waitForTimeout(settleMs);
  await window.row('TASK-005').dragTo(window.row('Ready'));
  await picture('dropped');
  await window.page.locator('.notification-toast').filter({ hasText: 'TASK-005 stays blocked.' }).waitFor();
  await picture('refused');
  await window.clearNotifications();
  expect(Number(git('rev-list', '--count', 'HEAD'))).toBe(Number(commits) + 1);

  await window.command('Agent Toolkit: Filter Task Queue by Text…');
  await window.page.locator('.quick-input-widget input').fill('tidy');
  await window.page.keyboard.press('Enter');
  await window.page.getByText(`Filter: "tidy" (${many} of`).waitFor();
  await window.row('TASK-100').waitFor();
  await window.row('TASK-101').click();
  await window.row('Tidy it up').waitFor();
  await window.page.keyboard.press('End');
  await window.row('Show More').waitFor();
  await window.page.waitForTimeout(settleMs);
  await picture('filtered');
  await window.row('Show More').click();
  await window.row('TASK-300').waitFor();

  await window.command('Agent Toolkit: Filter Task Queue by Text…');
  await window.page.locator('.quick-input-widget input').fill('nothing like it');
  await window.page.keyboard.press('Enter');
  await window.page.getByText('No task fits the filter.').waitFor();
  await picture('hidden');
  await window.page.getByRole('button', { name: 'Clear Filter' }).first().click();
  await window.row('TASK-004').waitFor();

  await window.command('Agent Toolkit: Group Task Queue…');
  await window.page
    .locator('.quick-input-list')
    .getByRole('option', { name: /^Priority/ })
    .click();
  await window.row('Critical').waitFor();
  await picture('by-priority');
  await window.command('Agent Toolkit: Find Task…');
  await window.page.locator('.quick-input-widget input.input').fill('cookie');
  await window.page
    .locator('.quick-input-list')
    .getByRole('option', { name: /TASK-005/ })
    .waitFor();
  await picture('find');
  await window.page.keyboard.press('Enter');
  await window.page.getByRole('tab', { name: 'TASK-005.md' }).waitFor();
}, 180_000);

it('has a task taken apart: looked at, created in one commit or in none, taken back', async () => {
  const { page } = window;
  const head = git('rev-parse', 'HEAD');
  const toast = (text: string) => page.locator('.notification-toast').filter({ hasText: text });
  await window.fromMenu(window.row('TASK-700'), 'Decompose Task…');
  await page
    .locator('.quick-input-list')
    .getByRole('option', { name: /by heading/ })
    .waitFor();
  await picture('decompose-sizes');
  await page
    .locator('.quick-input-list')
    .getByRole('option', { name: /by heading/ })
    .click();
  await page.getByRole('tab', { name: 'Sub-Tasks of TASK-700 (preview)' }).waitFor();
  await toast('TASK-700 would wait for TASK-701 and TASK-702').waitFor();
  await page.locator('.part.editor').getByText('title: "Move the shop to the new cluster: Staging"').first().waitFor();
  await picture('decompose-preview');
  expect([git('rev-parse', 'HEAD'), git('status', '--porcelain', '--', 'tasks')]).toEqual([head, '']);

  await toast('Nothing is written yet.').getByRole('button', { name: 'Create' }).click();
  await toast('TASK-700 waits for TASK-701 and TASK-702 now (commit').waitFor();
  await window.status('Committed; the next push takes it along.').waitFor();
  expect([git('rev-parse', 'HEAD~1'), git('status', '--porcelain', '--', 'tasks')]).toEqual([head, '']);
  await window.row('TASK-702').waitFor();
  await picture('decomposed');

  await toast('TASK-700 waits for').getByRole('button', { name: 'Undo' }).click();
  await toast('TASK-700 is as before').waitFor();
  expect([git('diff', head), git('status', '--porcelain', '--', 'tasks')]).toEqual(['', '']);
  await window.row('TASK-702').waitFor({ state: 'detached' });
  await window.clearNotifications();

  // Who commits by himself has the files, and no commit.
  const reverted = git('rev-parse', 'HEAD');
  await stage.change({ 'agentToolkit.commitEdits': false });
  await window.fromMenu(window.row('TASK-700'), 'Decompose Task…');
  await page
    .locator('.quick-input-list')
    .getByRole('option', { name: /by heading/ })
    .click();
  await toast('Nothing is written yet.').getByRole('button', { name: 'Create' }).click();
  await toast('TASK-700 waits for TASK-701 and TASK-702 now. Nothing was committed.').waitFor();
  await window.row('TASK-702').waitFor();
  await picture('decomposed-uncommitted');
  const written = ['M tasks/backlog/TASK-700.md', '?? tasks/backlog/TASK-701.md', '?? tasks/backlog/TASK-702.md'];
  expect(git('status', '--porcelain', '--', 'tasks').split('\n')).toEqual(written);
  await toast('TASK-700 waits for').getByRole('button', { name: 'Undo' }).click();
  await toast('TASK-700 is as before').waitFor();
  expect([git('rev-parse', 'HEAD'), git('status', '--porcelain', '--', 'tasks')]).toEqual([reverted, '']);
  await window.row('TASK-702').waitFor({ state: 'detached' });
}, 180_000);

it('has a new item made of what is selected in a file; what Escape ended is gone on with', async () => {
  const { page } = window;
  const head = git('rev-parse', 'HEAD');
  const input = page.locator('.quick-input-widget input.input');
  const option = (name: RegExp) => page.locator('.quick-input-list').getByRole('option', { name });
  await page.keyboard.press('Control+P');
  await input.fill('TASK-700.md');
  await option(/TASK-700\.md/).click();
  await window.editor().getByText('Staging').first().click();
  await page.keyboard.press('Control+l');
  await window.command('Agent Toolkit: New Work Item from Selection…');
  await option(/Bug/).click();
  await page.getByPlaceholder('One line: what is wrong').fill('The heading says nothing');
  await page.keyboard.press('Enter');
  await option(/Keep It/).waitFor();
  await picture('selection-description');
  await page.keyboard.press('Escape');
  await page.locator('.notification-toast').getByRole('button', { name: 'Go On' }).click();
  await option(/Bug/).click();
  await page.getByPlaceholder('One line: what is wrong').press('Enter');
  await option(/Keep It/).click();
  for (let step = 0; step < 5; step += 1) {
    await page.waitForTimeout(settleMs);
    await page.keyboard.press('Enter');
  }
  await expect
    .poll(() => git('log', '-1', '--format=%s'), { timeout: 20_000 })
    .toMatch(/^Add bug TASK-\d+: The heading/);
  expect(git('show', 'HEAD')).toMatch(
    /\+In `tasks\/backlog\/TASK-700\.md`, line \d+:\n\+\n\+```markdown\n\+### Staging/,
  );
  expect(git('rev-parse', 'HEAD~1')).toBe(head);
  await picture('selection-created');
}, 120_000);
