/** Codex' side in the editor: the packed extension writes its server into a configuration, and opens Codex in a terminal. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { codexBinary } from '../support/codex-home.ts';
import { type DemoWindow, startDemoWindow } from '../support/demo-window.ts';
import { openWorkbench } from '../support/workbench.ts';

const picture = (name: string) => join(import.meta.dirname, '..', '..', 'artifacts', 'codex', `${name}.png`);

let on: DemoWindow;

beforeEach(async () => {
  on = await startDemoWindow('codex-window');
});
afterEach(() => on?.close());

it('is told of the server after a question with the lines, orchestrates in a terminal, and forgets the server again', async () => {
  const file = join(on.demo.env['CODEX_HOME'] ?? '', 'config.toml');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const window = await openWorkbench(on.browser, on.server.url);
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
      env: { PATH: process.env['PATH'], HOME: on.demo.folder, CODEX_HOME: on.demo.env['CODEX_HOME'] },
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
        .filter((line) => line.includes(on.demo.repository) && line.includes('mcp_servers.agent-toolkit='));
    await expect.poll(codex, { timeout: 60_000 }).not.toEqual([]);
    await window.picture(picture('3-terminal'));
  } catch (error) {
    await window.picture(picture('failed'));
    throw error;
  } finally {
    await window.close();
  }
});
