/** Codex' side in the editor: the packed extension writes its server into a configuration, and opens Codex in a terminal. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../demo/demo.ts';
import { packExtension } from '../../demo/pack-extension.ts';
import { launchBrowser } from '../support/browser.ts';
import { type CodeServer, startCodeServer } from '../support/code-server.ts';
import { prepareCodeServer } from '../support/code-server-install.ts';
import { codexBinary } from '../support/codex-home.ts';
import { openWorkbench } from '../support/workbench.ts';

const picture = (name: string) => join(import.meta.dirname, '..', '..', 'artifacts', 'codex', `${name}.png`);

let demo: Demo;
let browser: Browser;
let server: CodeServer;

beforeAll(async () => {
  await prepareCodeServer(console.log);
  demo = await startDemo({ replyMs: 100, startMs: 500 });
  const vsix = join(demo.folder, 'agent-toolkit.vsix');
  await packExtension(vsix);
  browser = await launchBrowser();
  server = await startCodeServer({
    folder: demo.repository,
    userDataDir: join(demo.folder, 'codex-window'),
    extensionsDir: join(demo.folder, 'codex-extensions'),
    vsix,
    settings: demo.settings,
    env: demo.env,
    trust: true,
  });
});

afterAll(async () => {
  await server?.close();
  await browser?.close();
  await demo?.close();
});

it('is told of the server after a question with the lines, orchestrates in a terminal, and forgets the server again', async () => {
  const file = join(demo.env['CODEX_HOME'] ?? '', 'config.toml');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const window = await openWorkbench(browser, server.url);
  try {
    await window.openQueue();
    await window.command('Agent Toolkit: Install into Codex');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.filter({ hasText: '[mcp_servers.agent-toolkit]' }).waitFor();
    await window.picture(picture('1-question'));
    expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(before);
    await dialog.getByRole('button', { name: 'Write It', exact: true }).click();
    const told = window.page.locator('.notification-toast').filter({ hasText: 'Codex has the tools' });
    await told.waitFor();
    await window.picture(picture('2-written'));
    // Codex itself, without this editor's environment, starts it and gets its tools.
    const { stdout } = await promisify(execFile)(codexBinary, ['mcp', 'get', 'agent-toolkit', '--json'], {
      env: { PATH: process.env['PATH'], HOME: demo.folder, CODEX_HOME: demo.env['CODEX_HOME'] },
    });
    const { transport } = JSON.parse(stdout);
    const version = execFileSync(transport.command, [transport.args[0], '--version'], {
      env: transport.env,
      encoding: 'utf8',
    });
    expect(version).toMatch(/^\d+\.\d+\.\d+\n$/);
    await told.getByRole('button', { name: 'Take It Out Again' }).click();
    await window.page.locator('.notification-toast').filter({ hasText: 'is out of' }).waitFor();
    expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(before);

    await window.command('Agent Toolkit: Orchestrate with Codex');
    const codex = () =>
      execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes(demo.repository) && line.includes('mcp_servers.agent-toolkit='));
    await expect.poll(codex, { timeout: 60_000 }).not.toEqual([]);
    await window.picture(picture('3-terminal'));
  } catch (error) {
    await window.picture(picture('failed'));
    throw error;
  } finally {
    await window.close();
  }
});
