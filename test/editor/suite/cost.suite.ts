import assert from 'node:assert/strict';
import fs from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { extensions, workspace } from 'vscode';
import { eventually, extensionId, openFolder, taskFile, waitForQueue, withFiles } from './workbench.ts';

/** Calls `body` while the ways of Node that the extension reads files by note which files those are. */
async function openedFiles(body: () => Promise<void>): Promise<string[]> {
  const opened: string[] = [];
  const { openSync } = fs;
  const noting = (...args: Parameters<typeof openSync>) => {
    opened.push(String(args[0]));
    return openSync(...args);
  };
  Object.assign(fs, { openSync: noting });
  syncBuiltinESMExports();
  try {
    await body();
  } finally {
    Object.assign(fs, { openSync });
    syncBuiltinESMExports();
  }
  return opened;
}

/** Timers that the extension has made since, with where it did, as long as they are still to fire. */
function watchTimers(): { pending(): string[]; intervals(): string[]; end(): void } {
  const folder = extensions.getExtension(extensionId)?.extensionPath ?? '';
  const { setTimeout, setInterval } = globalThis;
  const made: { readonly timer: NodeJS.Timeout; readonly kind: string; readonly stack: string }[] = [];
  const noting = <T extends typeof setTimeout | typeof setInterval>(original: T): T => {
    const make = (...args: Parameters<T>) => {
      const timer = Reflect.apply(original, globalThis, args);
      const stack = new Error('made here').stack ?? '';
      if (stack.includes(join(folder, 'dist'))) made.push({ timer, kind: original.name, stack });
      return timer;
    };
    return Object.assign(make, original) as unknown as T;
  };
  Object.assign(globalThis, { setTimeout: noting(setTimeout), setInterval: noting(setInterval) });
  const isPending = ({ timer }: { readonly timer: NodeJS.Timeout & { readonly _destroyed?: boolean } }) =>
    timer._destroyed !== true;
  return {
    pending: () => made.filter(isPending).map(({ stack }) => stack),
    intervals: () => made.filter(({ kind }) => kind === 'setInterval').map(({ stack }) => stack),
    end: () => void Object.assign(globalThis, { setTimeout, setInterval }),
  };
}

describe('what the extension costs', () => {
  // An action that states when it is done is asked about every five minutes: the only timer that is kept.
  const settings = () => workspace.getConfiguration('agentToolkit');
  before(() => settings().update('checkHumanActions', false, true));
  after(() => settings().update('checkHumanActions', undefined, true));

  it('reads one changed file and no other, and waits for nothing when it is shown', async () => {
    const file = 'tasks/active/TASK-9910.md';
    const text = (title: string) => taskFile('TASK-9910', title, ['[ ] Look']);
    await withFiles(
      { [file]: text('Before'), 'tasks/active/TASK-9911.md': taskFile('TASK-9911', 'Beside', []) },
      async () => {
        await waitForQueue('TASK-9910', (shown) => shown.includes('· Before') && shown.includes('TASK-9911'));
        const timers = watchTimers();
        try {
          // Files that were just written are looked at once more: until their times can be trusted.
          await writeFile(join(openFolder(), file), text('Between'));
          await waitForQueue('the change', (shown) => shown.includes('· Between'));
          await eventually('timers before', timers.pending, (pending) => pending.length === 0);
          const opened = await openedFiles(async () => {
            await writeFile(join(openFolder(), file), text('After'));
            await waitForQueue('the change', (shown) => shown.includes('· After'));
            await eventually('timers after', timers.pending, (pending) => pending.length === 0);
          });
          const tasks = opened.filter((path) => path.startsWith(join(openFolder(), 'tasks')));
          assert.deepEqual([...new Set(tasks)], [join(openFolder(), file)]);
          assert.deepEqual(timers.intervals(), []);
        } finally {
          timers.end();
        }
      },
    );
  });
});
