import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { codexNeeds, effectiveModelProvider, providerOfToml } from '../../../src/codex/model-provider.ts';

test.each([
  ['', undefined],
  ['model_provider = "azure"', 'azure'],
  ["model = 'x'\r\n  model_provider='azure' # ours\r\n", 'azure'],
  ['"model_provider" = "azure"', 'azure'],
  ['# model_provider = "azure"', undefined],
  ['model_provider_x = "azure"', undefined],
  ['model_provider = ""', undefined],
  // A table's key is another key.
  ['[profiles.p]\nmodel_provider = "azure"', undefined],
  ['[[a]]\nmodel_provider = "azure"', undefined],
  // A list over several lines is no table.
  ['notify = [\n  "a",\n]\nmodel_provider = "azure"', 'azure'],
  ['a = [\n["x", "y"],\n]\nmodel_provider = "azure"', 'azure'],
  ['text = """\nmodel_provider = "no"\n[x]\n"""\nmodel_provider = "azure"', 'azure'],
])('%j names %j', (toml, provider) => {
  expect(providerOfToml(toml)).toBe(provider);
});

describe('the layers of Codex', () => {
  const base = 'model_provider = "base"';
  const profile = 'model_provider = "profiled"';
  test.each([
    [{}, {}, undefined],
    [{ 'config.toml': base }, {}, 'base'],
    [{ 'config.toml': base, 'p.config.toml': profile }, {}, 'base'],
    [{ 'config.toml': base, 'p.config.toml': profile }, { profile: 'p' }, 'profiled'],
    [{ 'config.toml': base, 'p.config.toml': 'model = "x"' }, { profile: 'p' }, 'base'],
    [{ 'config.toml': base }, { profile: 'none' }, 'base'],
    [{ 'config.toml': base }, { profile: '../config' }, 'base'],
    [{ 'config.toml': base }, { config: ['model_provider = "given"'] }, 'given'],
    [{ 'config.toml': base }, { config: ['model_provider=given'] }, 'given'],
    [{ 'config.toml': base }, { config: ["model_provider='one'", ' model_provider ="two" '] }, 'two'],
    [{ 'config.toml': base }, { config: ['model_providers.x.name="y"', 'model="z"'] }, 'base'],
  ])('%j with %j: %j', async (files, query, expected) => {
    const home = await mkdtemp(join(tmpdir(), 'codex-home-'));
    onTestFinished(() => rm(home, { recursive: true }));
    for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text ?? '');
    expect(await effectiveModelProvider({ env: { CODEX_HOME: home }, config: [], ...query })).toBe(expected);
  });
  test('CODEX_HOME is ~/.codex where it is not set', async () => {
    expect(await effectiveModelProvider({ env: { HOME: '/nonexistent' }, config: [] })).toBeUndefined();
  });
});

describe('what Codex needs of the environment', () => {
  const env = { MY_KEY: 'k', OTHER: 'o', HEADER: 'h', model: 'm' };
  test.each([
    ['a key in config.toml', '[model_providers.x]\nenv_key = "MY_KEY"', [], ['MY_KEY']],
    ['variables of an MCP server', '[mcp_servers.s]\nenv_vars = [\'OTHER\', "NOT_SET"]', [], ['OTHER']],
    [
      'an entry of the command line, in quotes or not',
      '',
      ['a={env_key="MY_KEY"}', 'b.env_key=OTHER'],
      ['MY_KEY', 'OTHER'],
    ],
    ['what only looks like it', '# MY_KEY\n"MY_KEY and more" = 1', ['c=MY_KEY x'], []],
  ])('%s', async (_case, toml, config, named) => {
    const home = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
    onTestFinished(() => rm(home, { recursive: true }));
    await writeFile(join(home, 'config.toml'), toml);
    expect((await codexNeeds({ env: { ...env, CODEX_HOME: home }, config })).named.toSorted()).toEqual(named);
  });
});
