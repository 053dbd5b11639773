/** What is measured in a window: each of these looks at one thing, and changes nothing else. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchWindow } from './bench-window.ts';
import { type Usage, usageOf } from './host.ts';
import type { Stage } from './stage.ts';

/** The extension, as the editor names it and as its folder is called. */
export const own = 'becker.agent-toolkit';

const idleMs = 10_000;
/** After this long a window has done what it does at its start. */
const calmMs = 5_000;

/** Waits until the extension host is calm: for a second in a row it has done next to nothing. */
export async function untilCalm(pid: number): Promise<void> {
  await sleep(calmMs);
  for (let before = await usageOf(pid), tries = 0; tries < 30; tries += 1) {
    await sleep(1000);
    const now = await usageOf(pid);
    if (now.busyMs - before.busyMs < 50) return;
    before = now;
  }
}

/** What a process used in ten seconds. */
export async function usageWhileIdle(pid: number): Promise<Usage> {
  const before = await usageOf(pid);
  await sleep(idleMs);
  return difference(before, await usageOf(pid));
}

function difference(before: Usage, after: Usage): Usage {
  return {
    busyMs: after.busyMs - before.busyMs,
    wakes: after.wakes - before.wakes,
    read: after.read - before.read,
  };
}

export interface Wakeups {
  /** Calls of functions of the extension in ten seconds. */
  readonly calls: number;
  /** Which functions those were. */
  readonly functions: readonly string[];
  /** Functions of the extension whose timers are still to fire. */
  readonly timers: readonly string[];
}

/** Counts what of the extension runs while nobody does anything. */
export async function wakeups(stage: Stage, window: BenchWindow): Promise<Wakeups> {
  await stage.ask(window, 'count');
  await sleep(idleMs);
  const counted = await stage.ask<[name: string, count: number][]>(window, 'counted', { folder: own });
  const timers = await stage.ask<string[]>(window, 'timers', { folder: own });
  return {
    calls: counted.reduce((sum, [, count]) => sum + count, 0),
    functions: counted.map(([name, count]) => `${name || '(anonymous)'} ×${count}`),
    timers: timers.map((stack) => new RegExp(`at (?:async )?(\\S+) \\(.*${own}`).exec(stack)?.[1] ?? 'unknown'),
  };
}

export interface OneChange {
  /** From the write to the row, in milliseconds. */
  readonly ms: number;
  /** The file that was changed, below the repository. */
  readonly file: string;
  /** Task files that the extension host opened, each as often as it did. */
  readonly opened: readonly string[];
  /** Processor time of the extension host, in milliseconds. */
  readonly busyMs: number;
}

/** Changes the title of the task whose row comes first, and waits until the row says so and all is calm again. */
export async function changeOneFile(
  stage: Stage,
  window: BenchWindow,
  folder: string,
  fileOf: (id: string) => string,
): Promise<OneChange> {
  const { page, pid } = window;
  const text = (await page.getByRole('treeitem').filter({ hasText: 'TASK-' }).first().textContent()) ?? '';
  const file = fileOf(/TASK-\d+/.exec(text)?.[0] ?? '');
  const title = `Changed at ${Date.now()}`;
  const changed = (await readFile(join(folder, file), 'utf8')).replace(/^title: .*$/m, `title: ${title}`);
  await stage.ask(window, 'watchFiles');
  const before = await usageOf(pid);
  const start = performance.now();
  await writeFile(join(folder, file), changed);
  await page.getByRole('treeitem').filter({ hasText: title }).first().waitFor();
  const ms = performance.now() - start;
  await untilCalm(pid);
  const { busyMs } = difference(before, await usageOf(pid));
  const opened = await stage.ask<string[]>(window, 'openedFiles', { folder });
  return { ms, file, opened: opened.map((one) => relative(folder, one)).filter(isTaskFile), busyMs };
}

function isTaskFile(file: string): boolean {
  return file.startsWith('tasks/') && file.endsWith('.md');
}
