/** Asks a stand-in for Codex, a shell script, that answers as the real one was seen to (0.169). */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CodexUnusable, mcpServers, missingLogin } from '../../../src/codex/locate.ts';

async function codexThat(body: string, toml = '') {
  const folder = await mkdtemp(join(tmpdir(), 'codex-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const binary = join(folder, 'codex');
  await writeFile(binary, `#!/bin/sh\n${body}\n`);
  await chmod(binary, 0o755);
  await writeFile(join(folder, 'config.toml'), toml);
  return { binary, env: { CODEX_HOME: folder, PATH: process.env['PATH'] }, cwd: folder, config: [] };
}

const notLoggedIn = 'echo WARNING: proceeding >&2; echo Not logged in >&2; exit 1';
const broken = `cat >&2 <<'EOF'
WARNING: proceeding
Error: failed to load bootstrap configuration

Caused by:
    config.toml:1:6: unclosed array

Stack backtrace:
   0: <unknown>
EOF
exit 1`;
const said =
  'Error: failed to load bootstrap configuration Caused by: config.toml:1:6: unclosed array. Correct its configuration, then run again.';

test('a missing login is told in the words of Codex', async () => {
  expect(await missingLogin(await codexThat(notLoggedIn))).toBe('Not logged in');
  expect(await missingLogin(await codexThat('exit 0'))).toBeUndefined();
});

test('a model provider of the user needs no login; openai does', async () => {
  expect(await missingLogin(await codexThat(notLoggedIn, 'model_provider = "azure"'))).toBeUndefined();
  expect(await missingLogin(await codexThat(notLoggedIn, 'model_provider = "openai"'))).toBe('Not logged in');
  const query = await codexThat(notLoggedIn);
  expect(await missingLogin({ ...query, config: ['model_provider = "azure"'] })).toBeUndefined();
  await writeFile(join(query.cwd, 'work.config.toml'), 'model_provider = "azure"');
  expect(await missingLogin({ ...query, profile: 'work' })).toBeUndefined();
});

test('a broken configuration makes Codex unusable, and the message says why', async () => {
  const query = await codexThat(broken);
  await expect(missingLogin(query)).rejects.toThrow(CodexUnusable);
  await expect(missingLogin(query)).rejects.toThrow(`Codex cannot be used (\`codex login status\` failed): ${said}`);
  await expect(mcpServers(query)).rejects.toThrow(`Codex cannot be used (\`codex mcp list\` failed): ${said}`);
});

test('the servers are read from the list; no list is no answer', async () => {
  const query = await codexThat(`echo '[{"name":"agent-toolkit"}]'`);
  expect(await mcpServers(query)).toEqual(['agent-toolkit']);
  await expect(mcpServers(await codexThat('echo hello'))).rejects.toThrow(CodexUnusable);
});
