/** A credential plugin or helper does not outlive the process that asked it, not even one that is killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCredentialPlugin } from '../../../src/cluster/credential-plugin.ts';
import { isRunning } from '../../support/running.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-lifeline-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const source = (name: string) => JSON.stringify(new URL(`../../../src/cluster/${name}`, import.meta.url).href);
const soon = { timeout: 20_000, interval: 20 };

/** A program that starts another one and never ends; says who they are when whoever started it has had time to go on. */
function writeProgram(): string {
  const file = join(folder, 'docker-credential-slow');
  const text = `#!/bin/sh\nsleep 600 &\nsleep 1\necho "$! $$" > '${folder}/started.part'\nmv '${folder}/started.part' '${folder}/started'\nwait\n`;
  writeFileSync(file, text, { mode: 0o755 });
  return file;
}

describe.skipIf(process.platform === 'win32')('killed while it waits for', () => {
  test.each([
    [
      'a credential plugin',
      (program: string) =>
        `import { runCredentialPlugin as run } from ${source('credential-plugin.ts')};
         await run({ command: ${JSON.stringify(program)} }, {}, 600_000, new AbortController().signal);`,
    ],
    [
      'a credential helper of Docker',
      () =>
        `import { askHelper as ask } from ${source('registry/credential-helper.ts')};
         await ask('slow', 'ghcr.io', process.env, 600_000, new AbortController().signal);`,
    ],
  ])(
    '%s, which ends with all that it started',
    async (_name, script) => {
      const program = writeProgram();
      const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` };
      const engine = spawn(process.execPath, ['--input-type=module', '-e', script(program)], { env, stdio: 'ignore' });
      await vi.waitFor(() => expect(existsSync(join(folder, 'started'))).toBe(true), soon);
      const pids = readFileSync(join(folder, 'started'), 'utf8').trim().split(' ').map(Number);
      expect(pids.map(isRunning)).toEqual([true, true]);
      engine.kill('SIGKILL');
      await once(engine, 'exit');
      await vi.waitFor(() => expect(pids.map(isRunning)).toEqual([false, false]), soon);
    },
    60_000,
  );
});

test('what a plugin that has ended well left running goes on', async () => {
  const left = `sleep 600 >/dev/null 2>&1 & echo $! > '${folder}/left'; echo '{"status":{"token":"a"}}'`;
  const plugin = { command: '/bin/sh', args: ['-c', left] };
  expect(await runCredentialPlugin(plugin, {}, 20_000, new AbortController().signal)).toEqual({ token: 'a' });
  const pid = Number(readFileSync(join(folder, 'left'), 'utf8'));
  // The watcher had its word, and has ended by itself: there is nothing to wait for that would end it.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isRunning(pid)).toBe(true);
  process.kill(pid, 'SIGKILL');
});
