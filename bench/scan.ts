/**
 * Scanning 1,000 and 10,000 tasks (8 KB, 12 criteria each): a bare concurrent read of the same files, a cold scan, and
 * a scan again after one change. Each round is a fresh process, so that the code is as cold as for a user; each figure
 * is the median of the rounds, and of five changes in each.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildQueue } from '../src/backlog/queue/queue.ts';
import { BacklogReader } from '../src/backlog/read/backlog-reader.ts';
import { taskFile, taskText, withTasks } from './generated-tasks.ts';

const rounds = 5;

interface Figures {
  /** Milliseconds. */
  readonly bare: number;
  readonly cold: number;
  readonly again: number;
  /** Megabytes at the peak of the process that scans. */
  readonly memory: number;
}

const [part, root] = process.argv.slice(2);
if (part === undefined) await compare();
else console.log(JSON.stringify(part === 'bare' ? await bareRead(root ?? '') : await scans(root ?? '')));

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function bareRead(folder: string): Promise<Partial<Figures>> {
  const read = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
  };
  return { bare: await time(read) };
}

async function scans(folder: string): Promise<Partial<Figures>> {
  const reader = new BacklogReader(folder);
  const scan = async () => buildQueue(await reader.read());
  const cold = await time(scan);
  const again: number[] = [];
  for (let change = 1; change <= rounds; change += 1) {
    await sleep(200);
    writeFileSync(join(folder, taskFile(1)), `${taskText(1)}\nChange ${change} at ${Date.now()}.\n`);
    again.push(await time(scan));
  }
  return { cold, again: medianOf(again), memory: process.resourceUsage().maxRSS / 1024 };
}

function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

async function measure(count: number): Promise<Figures> {
  return withTasks(count, async (folder) => {
    const own = fileURLToPath(import.meta.url);
    const run = (name: string) => JSON.parse(execFileSync(process.execPath, [own, name, folder], { encoding: 'utf8' }));
    // Files that were just written are too fresh for their times to be trusted.
    await sleep(300);
    const results = Array.from({ length: rounds }, (): Figures => ({ ...run('bare'), ...run('scan') }));
    const median = (key: keyof Figures) => medianOf(results.map((result) => result[key]));
    return {
      bare: median('bare'),
      cold: median('cold'),
      again: median('again'),
      memory: median('memory'),
    };
  });
}

async function compare(): Promise<void> {
  const [small, large] = [await measure(1_000), await measure(10_000)];
  for (const [count, { bare, cold, again, memory }] of [[1_000, small] as const, [10_000, large] as const]) {
    const figures = [
      `bare read ${bare.toFixed(0)} ms`,
      `cold scan ${cold.toFixed(0)} ms`,
      `again after one change ${again.toFixed(0)} ms`,
      `peak ${memory.toFixed(0)} MB`,
    ];
    console.log(`${count} tasks: ${figures.join(', ')}`);
  }
  verdict('scan / bare read at 10,000', large.cold / large.bare, 2.5);
  verdict('scan at 10,000 / scan at 1,000', large.cold / small.cold, 11);
  verdict('scan again / cold scan at 10,000', large.again / large.cold, 0.05);
  verdict('peak memory at 10,000 / 400 MB', large.memory / 400, 1);
}

function verdict(what: string, ratio: number, target: number): void {
  console.log(`${what}: ${ratio.toFixed(3)} (target at most ${target}: ${ratio <= target ? 'met' : 'MISSED'})`);
}
