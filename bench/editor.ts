/**
 * What the extension costs in the real editor: packed, in code-server, in a browser. Activation as the editor reports it,
 * the bundle, 10,000 tasks until they are shown, one changed file, doing nothing, memory; each against an extension that
 * does less, or against the editor's own Git extension. Figures of processes are the system's own, so it is Linux alone.
 * About seven minutes; `npm run bench:editor -- activation large` measures these parts alone.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bytesAtStart } from '../build/loaded-at-start.ts';
import { startDemo } from '../demo/demo.ts';
import { packExtension } from '../demo/pack-extension.ts';
import { prepareCodeServer } from '../test/support/code-server-install.ts';
import type { Activation, BenchWindow } from './editor/bench-window.ts';
import { childOf, type Memory, type Usage } from './editor/host.ts';
import {
  changeOneFile,
  type OneChange,
  own,
  untilCalm,
  usageWhileIdle,
  type Wakeups,
  wakeups,
} from './editor/measures.ts';
import { onStage, type Stage } from './editor/stage.ts';

import { type Figure, medianOf, spread, tableOf } from './editor/table.ts';
import { type Mix, taskFile, withTasks } from './generated-tasks.ts';

const windows = 20;
const rounds = 5;
const container = 'Agent Toolkit';

const parts = { bundle, activation, large, largeOpen, afterRun };
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0)
  throw new Error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`);

const { entry } = await prepareCodeServer(console.log);
const packed = await mkdtemp(join(tmpdir(), 'agent-toolkit-bench-vsix-'));
try {
  const vsix = await packExtension(join(packed, 'agent-toolkit.vsix'));
  const figures: Figure[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const start = Date.now();
    figures.push(...(await part(vsix)));
    console.log(`${name}: measured in ${((Date.now() - start) / 1000).toFixed(0)} s`);
  }
  console.log(tableOf(figures));
} finally {
  await rm(packed, { recursive: true });
}

/** What is read when the editor starts, beside what the editor's Git extension is. */
async function bundle(): Promise<Figure[]> {
  const bytes = bytesAtStart(join(import.meta.dirname, '../dist/extension.cjs'));
  const git = join(dirname(entry), '../../lib/vscode/extensions/git/dist/main.js');
  const { size } = await stat(git);
  return [
    {
      what: 'loaded at the start',
      target: '150 KB',
      measured: `${(bytes / 1000).toFixed(0)} KB`,
      ratio: `${(bytes / size).toFixed(2)} of what vscode.git is (${(size / 1000).toFixed(0)} KB)`,
      isMet: bytes <= 150_000,
    },
  ];
}

/** Of one repository with 1,000 tasks, in windows that are opened one after the other. */
async function activation(vsix: string): Promise<Figure[]> {
  const found = await withTasks(1_000, (folder) =>
    onStage({ folder, vsix, extensions: ['nothing'], container }, async (stage) => {
      const all: Map<string, Activation>[] = [];
      while (all.length < windows) {
        const window = await stage.open();
        await window.rowsAt();
        all.push(await window.activations());
        await window.page.close();
      }
      return all;
    }),
  );
  const of = (extension: string, part: keyof Activation) =>
    found.map((one) => one.get(extension)?.[part] ?? Number.NaN);
  const figure = (name: string) => `${spread(of(name, 'code'))}, with waiting ${spread(of(name, 'whole'))}`;
  const [ours, git] = [own, 'vscode.git'].map((name) => medianOf(of(name, 'code'))) as [number, number];
  return [
    {
      what: `activation, 1,000 tasks, ${windows} windows`,
      target: '50 ms',
      measured: figure(own),
      ratio: `${(ours / git).toFixed(2)} of vscode.git (${figure('vscode.git')}); one that does nothing: ${figure('bench.nothing')}`,
      isMet: ours <= 50,
    },
  ];
}

interface LargeFigures {
  /** From the activation to the first rows, in the first window that ever opened the folder. */
  readonly first: number;
  /** The same in windows after it. */
  readonly shown: readonly number[];
  readonly memory: Memory;
  readonly idle: Usage;
}

/** 10,000 tasks, nearly all archived, and the same files in windows that show their names alone. */
function large(vsix: string): Promise<Figure[]> {
  return largeOf(vsix, 'mostly archived');
}

/** As many that are open, which no person and no night gets through. */
function largeOpen(vsix: string): Promise<Figure[]> {
  return largeOf(vsix, 'mostly open');
}

async function largeOf(vsix: string, mix: Mix): Promise<Figure[]> {
  const count = 10_000;
  const tasks = `10,000 tasks, ${mix}`;
  const use = async (folder: string): Promise<Figure[]> => {
    let change: OneChange | undefined;
    let wakes: Wakeups | undefined;
    const ours = await onStage({ folder, vsix, extensions: ['probe'], container }, (stage) =>
      largeFigures(stage, own, async (window) => {
        wakes = await wakeups(stage, window);
        change = await changeOneFile(stage, window, folder, (id) => taskFile(Number(id.slice('TASK-'.length)), mix));
      }),
    );
    const names = await onStage({ folder, extensions: ['names', 'probe'], container: 'Names' }, (stage) =>
      largeFigures(stage, 'bench.names'),
    );
    const [shown, listed] = [medianOf(ours.shown), medianOf(names.shown)];
    const rows = `${tasks}: rows after the activation`;
    const mega = (value: number) => `${(value / 1e6).toFixed(0)} MB`;
    return [
      {
        what: `${rows}, the first window ever`,
        target: '1500 ms',
        measured: `${ours.first.toFixed(0)} ms`,
        ratio: `${(ours.first / names.first).toFixed(1)} of a tree of their names (${names.first.toFixed(0)} ms)`,
        isMet: ours.first <= 1500,
      },
      {
        what: rows,
        target: '1500 ms',
        measured: spread(ours.shown),
        ratio: `${(shown / listed).toFixed(1)} of a tree of their names (${spread(names.shown)})`,
        isMet: shown <= 1500,
      },
      changeFigure(`${tasks}: one file changed`, change, count),
      idleFigure(`${tasks}, shown: idle for 10 s`, wakes, ours.idle, names.idle),
      {
        what: `${tasks}: memory of the extension host`,
        measured: `${mega(ours.memory.rss)}, heap ${mega(ours.memory.heapUsed)}`,
        ratio: `${(ours.memory.rss / names.memory.rss).toFixed(1)} of a tree of their names; growth ${mega(ours.memory.rss - names.memory.rss)}, heap ${mega(ours.memory.heapUsed - names.memory.heapUsed)}`,
      },
    ];
  };
  return withTasks(count, use, mix);
}

function changeFigure(what: string, change: OneChange | undefined, count: number): Figure {
  const { ms, file, opened, busyMs } = change ?? { ms: Number.NaN, file: '', opened: [], busyMs: Number.NaN };
  const others = new Set(opened.filter((one) => one !== file)).size;
  return {
    what,
    target: '0 others read',
    measured: `it was opened ${opened.length - others} times, ${others} others; row after ${ms.toFixed(0)} ms, ${busyMs} ms of the processor`,
    ratio: `${(new Set(opened).size / count).toFixed(4)} of all files`,
    isMet: others === 0 && opened.includes(file),
  };
}

/** @param then what else is to be done in the last window */
async function largeFigures(
  stage: Stage,
  extension: string,
  then: (window: BenchWindow) => Promise<void> = async () => {},
): Promise<LargeFigures> {
  const open = async () => {
    const window = await stage.open();
    return { window, shownAfter: (await window.rowsAt()) - (await window.activatedAt(extension)) };
  };
  const first = await open();
  // Then it has kept what it read.
  await untilCalm(first.window.pid);
  await first.window.page.close();
  const shown: number[] = [];
  for (;;) {
    const { window, shownAfter } = await open();
    shown.push(shownAfter);
    if (shown.length < rounds) {
      await window.page.close();
      continue;
    }
    await untilCalm(window.pid);
    const memory = await stage.ask<Memory>(window, 'memory');
    const idle = await usageWhileIdle(window.pid);
    await then(window);
    return { first: first.shownAfter, shown, memory, idle };
  }
}

/** A task has been processed, by the real Codex CLI with a scripted model; the server that did it is still there. */
async function afterRun(vsix: string): Promise<Figure[]> {
  const demo = await startDemo({ replyMs: 0, startMs: 200 });
  try {
    const { repository: folder, settings, env } = demo;
    return await onStage({ folder, vsix, settings, env, extensions: ['probe'], container }, async (stage) => {
      const window = await stage.open();
      await window.rowsAt();
      await window.openQueue();
      await window.press(window.row('TASK-004'), 'Process Task');
      await window.begin();
      await window.status('Verification: passed').waitFor({ timeout: 120_000 });
      await untilCalm(window.pid);
      const ours = await usageWhileIdle(window.pid);
      const wakes = await wakeups(stage, window);
      const server = await childOf(window.pid, 'server.js');
      const idle = server === undefined ? undefined : await usageWhileIdle(server);
      return [
        idleFigure('after a run: idle for 10 s', wakes, ours, undefined),
        {
          what: 'after a run: its server, idle for 10 s',
          target: '0 ms',
          measured: idle === undefined ? 'has ended' : `${idle.busyMs} ms of the processor, woken ${idle.wakes} times`,
          ratio: idle === undefined ? '' : `${(idle.wakes / ours.wakes).toFixed(3)} of its extension host's wakes`,
          isMet: (idle?.busyMs ?? 0) === 0,
        },
      ];
    });
  } finally {
    await demo.close();
  }
}

function idleFigure(what: string, found: Wakeups | undefined, ours: Usage, others: Usage | undefined): Figure {
  const { calls, functions, timers } = found ?? { calls: Number.NaN, functions: [], timers: [] };
  const host = ({ busyMs, wakes }: Usage) => `${busyMs} ms of the processor, woken ${wakes} times`;
  const named = (names: readonly string[]) => (names.length === 0 ? '' : ` (${names.slice(0, 5).join(', ')})`);
  return {
    what,
    target: '0 calls',
    measured: `${calls} calls of ours${named(functions)}, ${timers.length} timers pending${named(timers)}; its host ${host(ours)}`,
    ratio:
      others === undefined ? '' : `${(ours.wakes / others.wakes).toFixed(2)} of the wakes without it (${host(others)})`,
    isMet: calls === 0,
  };
}
