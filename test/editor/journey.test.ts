/** As a person would: the packed extension in a real VS Code in a real browser, on the demo, with the real Codex CLI. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { type Demo, startDemo } from '../../demo/demo.ts';
import { readSessions } from '../../src/session/session-store.ts';
import { sessionReport } from '../../src/workflow/session-report/session-report.ts';
import { goOnByHand } from '../support/actions-window.ts';
import { launchBrowser } from '../support/browser.ts';
import { type CodeServer, startCodeServer } from '../support/code-server.ts';
import { prepareCodeServer } from '../support/code-server-install.ts';
import { cardOf, lookAtGraph, openGraph } from '../support/graph-window.ts';
import { sessionRecord, sessionTask } from '../support/session-records.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const root = join(import.meta.dirname, '..', '..');
const pictures = join(root, 'artifacts', 'journey');
const picture = (name: string) => join(pictures, `${name}.png`);

let demo: Demo;
let browser: Browser;

beforeEach(async () => {
  await prepareCodeServer(console.log);
  demo = await startDemo({ replyMs: 400, startMs: 1000 });
  browser = await launchBrowser();
});

afterEach(async () => {
  await browser?.close();
  await demo?.close();
});

const git = (...args: string[]) => execFileSync('git', ['-C', demo.repository, ...args], { encoding: 'utf8' }).trim();

/** What a run would change. */
const repositoryState = () => [git('rev-parse', 'HEAD', 'origin/main'), git('status', '--porcelain', '--ignored')];

function startEditor(name: string, trust: boolean): Promise<CodeServer> {
  return startCodeServer({
    folder: demo.repository,
    userDataDir: join(demo.folder, name),
    extensionsDir: join(demo.folder, `${name}-extensions`),
    vsix: inject('vsix'),
    // With the menus of agent mode, which starts our server as well.
    settings: { ...demo.settings, 'chat.disableAIFeatures': false },
    env: demo.env,
    trust,
  });
}

async function inWindow(name: string, trust: boolean, body: (window: Workbench) => Promise<void>): Promise<void> {
  const server = await startEditor(name, trust);
  try {
    const window = await openWorkbench(browser, server.url);
    try {
      await body(window);
    } catch (error) {
      await window.picture(picture(`${name}-failed`));
      throw error;
    } finally {
      await window.close();
    }
  } finally {
    await server.close();
  }
}

/** TASK-004 is done, archived and pushed, and nothing else has changed. */
function expectDone(before: string): void {
  const subjects = git('log', '--reverse', '--format=%s', `${before}..HEAD`).split('\n');
  expect(subjects.filter((subject) => subject.startsWith('feat(TASK-004): '))).toHaveLength(3);
  expect(subjects.slice(3)).toEqual(['Archive TASK-004: Moved to completed after resolution']);
  expect(git('status', '--porcelain')).toBe('');
  expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'origin/main'));
  const task = readFileSync(join(demo.repository, 'tasks/completed/TASK-004.md'), 'utf8');
  expect(task.match(/^- \[x\] /gm)).toHaveLength(3);
}

/** The first screen of a report's preview, and its last diagram: what Mermaid cannot read it does not draw. */
async function readReport(window: Workbench, file: string, name: string, diagrams: number): Promise<void> {
  const preview = await window.preview(file);
  await preview.locator('h1').waitFor();
  await expect.poll(() => preview.locator('.mermaid svg').count(), { timeout: 20_000 }).toBe(diagrams);
  expect(await preview.locator('.markdown-body').locator('img').count()).toBe(0);
  await window.picture(picture(`${name}-report`));
  await preview.locator('.mermaid').last().scrollIntoViewIfNeeded();
  await window.picture(picture(`${name}-diagram`));
}

/** A report whose texts would end, or begin, whatever stands around them. @returns its name */
function oddReport(): string {
  const odd = '"]; --> %% end :crit, # <b>x</b> | `a` $x$ ![p](http://127.0.0.1/x.png) <!-- click A "javascript:x" -->';
  const task = sessionTask('TASK-099', { title: odd, message: odd, sections_completed: [odd], warnings: [odd] });
  const name = 'session-odd-texts.md';
  const text = sessionReport(sessionRecord({ reason: odd, tasks: [task, { ...task, item_id: odd }] }));
  writeFileSync(join(demo.repository, 'docs/reports', name), text);
  return name;
}

/** A session of the night, as a person starts it: one task, its retrospective and its report. @returns names of both reports */
async function nightSession(window: Workbench): Promise<{ session: string; retrospective: string }> {
  await window.clearNotifications();
  await window.command('Agent Toolkit: Run Session');
  await window.status('Session · TASK-').waitFor();
  await window.status('running 0/').waitFor();
  await window.picture(picture('6-session-runs'));
  const told = window.page.locator('.notification-toast').filter({ hasText: 'Session ended: ' });
  await told.waitFor({ timeout: 150_000 });
  await window.status('Session: finished').waitFor();
  await window.picture(picture('6-session-ended'));
  expect(await told.count()).toBe(1);
  await told.getByRole('button', { name: 'Show Human Actions' }).waitFor();
  await told.getByRole('button', { name: 'Open Report' }).click();
  const { records } = await readSessions(join(demo.repository, '.git'));
  expect(records).toMatchObject([{ outcome: 'finished', tasks: [{ status: 'complete' }] }]);
  const [session = ''] = readdirSync(join(demo.repository, 'docs/reports'));
  await window.page.getByRole('tab', { name: `Preview ${session}` }).waitFor();
  await window.command('View: Close All Editors');
  return { session, retrospective: basename(records[0]?.retrospective?.report ?? '') };
}

/** Agent mode has the server without any configuration: it is listed, and the editor starts it and reads its tools. */
async function startServer(window: Workbench): Promise<void> {
  const entry = window.page
    .locator('.quick-input-list')
    .getByRole('option', { name: `Agent Toolkit: ${basename(demo.repository)}` });
  await window.command('MCP: List Servers');
  await entry.click();
  await window.page.locator('.quick-input-list').getByRole('option', { name: 'Start Server' }).click();
  await window.output().filter({ hasText: 'Discovered 5 tools' }).waitFor();
  await window.command('MCP: List Servers');
  await entry.filter({ hasText: 'Running' }).waitFor();
  await window.picture(picture('9-agent-mode'));
  await window.page.keyboard.press('Escape');
}

describe('a person opens the demo', () => {
  it('in Restricted Mode: the queue is shown, and nothing can be run', async () => {
    const before = repositoryState();
    await inWindow('restricted', false, async (window) => {
      await window.openQueue();
      const row = window.row('TASK-004');
      await row.waitFor();
      expect(await row.textContent()).toContain('0/3');
      await row.hover();
      // The row's buttons are shown; the one that runs something cannot be used, and does nothing when it is pressed.
      await row.getByRole('button', { name: 'Open Task File' }).waitFor();
      const process = row.getByRole('button', { name: 'Process Task' });
      for (const button of await process.all()) {
        expect(await button.getAttribute('aria-disabled')).toBe('true');
        await button.click({ force: true });
      }
      await window.picture(picture('restricted'));
      // Nor does the palette offer it; what it does offer shows that it was asked.
      await window.page.keyboard.press('F1');
      await window.page.locator('.quick-input-widget input.input').fill('>Agent Toolkit: ');
      const offered = window.page.locator('.quick-input-list').getByRole('option');
      await offered.filter({ hasText: 'Show Codex Transcript' }).waitFor();
      for (const title of ['Process Task', 'Verify Task', 'Archive Task']) {
        expect(await offered.filter({ hasText: title }).count(), title).toBe(0);
      }
      await window.page.keyboard.press('Escape');
      // Longer than a run takes to show itself.
      await window.page.waitForTimeout(2000);
      expect(await window.status('TASK-004').count()).toBe(0);
      expect(await row.textContent()).toContain('0/3');
      await lookAtGraph(window, picture);
    });
    expect(repositoryState()).toEqual(before);
  });

  it('processes TASK-004: 0/3 becomes 3/3, the cluster is verified; then runs a session and reads its reports', async () => {
    const before = git('rev-parse', 'HEAD');
    await inWindow('trusted', true, async (window) => {
      await window.openQueue();
      const row = window.row('TASK-004');
      await row.waitFor();
      expect(await row.textContent()).toContain('0/3');
      await window.picture(picture('1-queue'));
      const graph = await openGraph(window);

      await window.press(row, 'Process Task');
      await window.page.locator('.monaco-dialog-box').waitFor();
      await window.picture(picture('1-first-run'));
      await window.begin();
      await window.status('TASK-004: running').waitFor();
      await cardOf(graph, 'TASK-004').filter({ hasText: 'running' }).waitFor();
      for (const count of ['1/3', '2/3']) {
        await row.filter({ hasText: count }).waitFor();
        await window.picture(picture(`2-running-${count.replace('/', '-of-')}`));
      }
      await window.status('Verification: passed').waitFor({ timeout: 60_000 });
      await window.status('3/3').waitFor();
      await window.picture(picture('3-verified'));
      // Archived, it is no open task any more, and what waited for it can be processed.
      await cardOf(graph, 'TASK-004').waitFor({ state: 'detached' });
      await cardOf(graph, 'TASK-005').filter({ hasText: 'ready' }).waitFor();

      await window.command('Agent Toolkit: Show Codex Transcript');
      await window.output().filter({ hasText: '[scripted demo]' }).waitFor();
      // Codex knows the scripted model from the demo's own catalog, and does not complain of it.
      expect(await window.output().textContent()).not.toMatch(/Model.metadata/);
      await window.picture(picture('4-transcript'));
      await window.command('Agent Toolkit: Show Verification Report');
      await window.editor().filter({ hasText: 'Kustomization flux-system/apps' }).waitFor();
      await window.picture(picture('5-report'));
      expectDone(before);

      await window.command('View: Hide Panel');
      const night = await nightSession(window);
      const odd = oddReport();
      await readReport(window, night.session, '6-session', 1);
      await readReport(window, night.retrospective, '7-retrospective', 2);
      await readReport(window, odd, '8-odd-texts', 1);

      await window.command('View: Close All Editors');
      await window.clearNotifications();
      await goOnByHand(window, { title: 'Point shop.example.com', freed: 'TASK-006' }, picture);
      await window.status('TASK-006: complete 2/2').waitFor({ timeout: 90_000 });
      expect(git('log', '--format=%s', '--', 'human-actions').split('\n')[0]).toMatch(/^Complete ACTION-001: /);
      await startServer(window);
    });
  });
});
