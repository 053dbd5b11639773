/** The packed extension in a real VS Code on a demo of its own, and a browser to look at it. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import { type Demo, type Pace, startDemo } from '../../demo/demo.ts';
import { launchBrowser } from './browser.ts';
import { type CodeServer, quietSettings, startCodeServer, writeSettings } from './code-server.ts';
import { prepareCodeServer } from './code-server-install.ts';

export interface DemoWindow {
  readonly demo: Demo;
  readonly browser: Browser;
  readonly server: CodeServer;
  /** Changes settings of the user's, which the window follows. */
  change(settings: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}

/** @param settings of the user, besides those of the demo @param pace of the demo; quick, when not said */
export async function startDemoWindow(
  name: string,
  settings: Readonly<Record<string, unknown>> = {},
  { graceSeconds, locale, ...pace }: Partial<Pace> & { readonly graceSeconds?: number; readonly locale?: string } = {},
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
    const userDataDir = join(demo.folder, name);
    const server = await startCodeServer({
      folder: demo.repository,
      userDataDir,
      extensionsDir: join(demo.folder, `${name}-extensions`),
      vsix: inject('vsix'),
      settings: { ...demo.settings, ...settings },
      env: demo.env,
      trust: true,
      ...(graceSeconds === undefined ? {} : { graceSeconds }),
      ...(locale === undefined ? {} : { locale }),
    });
    started.push(server);
    let all: Readonly<Record<string, unknown>> = { ...quietSettings, ...demo.settings, ...settings };
    const change = (more: Readonly<Record<string, unknown>>) => {
      all = { ...all, ...more };
      return writeSettings(userDataDir, all);
    };
    return { demo, browser, server, change, close };
  } catch (error) {
    await close();
    throw error;
  }
}
