/** The packed extension in a real VS Code on a demo of its own, and a browser to look at it. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import { type Demo, type Pace, startDemo } from '../../demo/demo.ts';
import { launchBrowser } from './browser.ts';
import { type CodeServer, startCodeServer } from './code-server.ts';
import { prepareCodeServer } from './code-server-install.ts';

export interface DemoWindow {
  readonly demo: Demo;
  readonly browser: Browser;
  readonly server: CodeServer;
  close(): Promise<void>;
}

/** @param settings of the user, besides those of the demo @param pace of the demo; quick, when not said */
export async function startDemoWindow(
  name: string,
  settings: Readonly<Record<string, unknown>> = {},
  { graceSeconds, ...pace }: Partial<Pace> & { readonly graceSeconds?: number } = {},
): Promise<DemoWindow> {
  const started: { close(): Promise<unknown> }[] = [];
  const close = async () => {
    for (const one of started.toReversed()) await one.close();
  };
  try {
    await prepareCodeServer(console.log);
    const demo = await startDemo({ replyMs: 100, startMs: 500, ...pace });
    started.push(demo);
    const browser = await launchBrowser();
    started.push(browser);
    const server = await startCodeServer({
      folder: demo.repository,
      userDataDir: join(demo.folder, name),
      extensionsDir: join(demo.folder, `${name}-extensions`),
      vsix: inject('vsix'),
      settings: { ...demo.settings, ...settings },
      env: demo.env,
      trust: true,
      ...(graceSeconds === undefined ? {} : { graceSeconds }),
    });
    started.push(server);
    return { demo, browser, server, close };
  } catch (error) {
    await close();
    throw error;
  }
}
