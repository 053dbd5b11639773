/** A code-server with some extensions on some folder, and a browser whose windows show a view of theirs at once. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../../test/support/browser.ts';
import { type CodeServerOptions, startCodeServer } from '../../test/support/code-server.ts';
import { type BenchWindow, openBenchWindow, prepareContext } from './bench-window.ts';
import { addExtensions, type BenchExtension } from './extensions.ts';
import { askProbe } from './host.ts';

export interface StageOptions extends Pick<CodeServerOptions, 'folder' | 'vsix' | 'settings' | 'env'> {
  readonly extensions: readonly BenchExtension[];
  /** Name of the view container in the activity bar. */
  readonly container: string;
}

export interface Stage {
  /** Opens a window with an extension host of its own; the one before it has to be closed. */
  open(): Promise<BenchWindow>;
  /** Asks the probe in a window's extension host. */
  ask<T>(window: BenchWindow, question: string, facts?: object): Promise<T>;
}

/** Calls `use` with a stage, and ends it afterwards. */
export async function onStage<T>(options: StageOptions, use: (stage: Stage) => Promise<T>): Promise<T> {
  const { extensions, container, env, ...server } = options;
  const folder = await mkdtemp(join(tmpdir(), 'agent-toolkit-bench-editor-'));
  const [userDataDir, extensionsDir, sockets] = ['data', 'extensions', 's'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(sockets);
  await addExtensions(extensionsDir, extensions);
  const ending: { close(): Promise<unknown> }[] = [{ close: () => rm(folder, { recursive: true, force: true }) }];
  try {
    const started = await startCodeServer({
      ...server,
      ...{ userDataDir, extensionsDir, env: { ...env, BENCH_SOCKETS: sockets } },
      // The extension host of a closed window goes with it, and takes nothing from the next.
      graceSeconds: 1,
    });
    ending.push(started);
    const browser = await launchBrowser();
    ending.push(browser);
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
    await prepareContext(context, container);
    return await use({
      open: () => openBenchWindow(context, { ...started, userDataDir }),
      ask: (window, question, facts) => askProbe(sockets, window.pid, question, facts),
    });
  } finally {
    for (const one of ending.toReversed()) await one.close();
  }
}
