/** The packed extension in a real VS Code on a folder of the test's own, with a scripted model, and a browser to look at it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type CodeServer, startCodeServer } from './code-server.ts';
import { codexBinary, temporaryCodexHome } from './codex-home.ts';
import { type Script, type ScriptedModel, startScriptedModel } from './scripted-model.ts';

export interface FolderWindow {
  /** The folder that is open. */
  readonly folder: string;
  readonly browser: Browser;
  readonly server: CodeServer;
  readonly model: ScriptedModel;
  close(): Promise<void>;
}

/**
 * Opens an empty folder. No kubeconfig, configuration of git or settings of the user's are read.
 * @param name of the folder @param settings of the user, besides where Codex is
 */
export async function startFolderWindow(
  name: string,
  script: Script,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<FolderWindow> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-window-')));
  const home = temporaryCodexHome();
  const started: { close(): Promise<unknown> }[] = [];
  const close = async () => {
    for (const one of started.toReversed()) await one.close();
    home.remove();
    rmSync(base, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const folder = join(base, name);
    mkdirSync(folder);
    const gitConfig = join(base, 'gitconfig');
    writeFileSync(
      gitConfig,
      '[user]\n\tname = Ann Operator\n\temail = ann@shop.test\n[init]\n\tdefaultBranch = main\n',
    );
    const model = await startScriptedModel(script);
    started.push(model);
    const browser = await launchBrowser();
    started.push(browser);
    const env = {
      ...model.env,
      CODEX_HOME: home.path,
      XDG_CONFIG_HOME: join(base, 'config'),
      KUBECONFIG: join(base, 'no-kubeconfig'),
      GIT_CONFIG_GLOBAL: gitConfig,
      GIT_CONFIG_NOSYSTEM: '1',
    };
    const server = await startCodeServer({
      folder,
      userDataDir: join(base, 'user'),
      extensionsDir: join(base, 'extensions'),
      vsix: inject('vsix'),
      settings: {
        'agentToolkit.codexPath': codexBinary,
        'agentToolkit.codexConfig': model.codexConfig,
        'agentToolkit.environment': env,
        ...settings,
      },
      env,
      trust: true,
    });
    started.push(server);
    return { folder, browser, server, model, close };
  } catch (error) {
    await close();
    throw error;
  }
}
