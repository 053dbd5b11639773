import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { missingProviderKey } from '../../../src/codex/provider-key.ts';

const mine = 'model_provider = "mine"\n';
const missing = { provider: 'mine', variable: 'MY_KEY' };

test.each<
  [what: string, file: string, config: string[], set: Record<string, string>, expected: typeof missing | undefined]
>([
  ['no provider of its own', '', [], {}, undefined],
  ['a provider without a key', `${mine}[model_providers.mine]\nname = "m"\n`, [], {}, undefined],
  ['a key that is set', `${mine}[model_providers.mine]\nenv_key = "MY_KEY"\n`, [], { MY_KEY: 'k' }, undefined],
  ['a key that is not set', `${mine}[model_providers.mine]\nenv_key = "MY_KEY"\n`, [], {}, missing],
  ['a key that is empty', `${mine}[model_providers.mine]\nenv_key = "MY_KEY"\n`, [], { MY_KEY: '' }, missing],
  ['a table in one line', `${mine}model_providers.mine = { env_key = "MY_KEY" }\n`, [], {}, missing],
  ['all in one line', `${mine}model_providers = { mine = { env_key = "MY_KEY" } }\n`, [], {}, missing],
  ['the key of another provider', `${mine}[model_providers.other]\nenv_key = "MY_KEY"\n`, [], {}, undefined],
  ['entries', '', ['model_provider=mine', 'model_providers.mine={env_key="MY_KEY"}'], {}, missing],
  ['an entry without quotes', mine, ['model_providers.mine.env_key=MY_KEY'], {}, missing],
  [
    'an entry over the file',
    `${mine}[model_providers.mine]\nenv_key = "OLD"\n`,
    ['model_providers.mine.env_key="MY_KEY"'],
    { OLD: 'k' },
    missing,
  ],
  ['a file that is no TOML', `${mine}[model_providers.mine\nenv_key = "MY_KEY"\n`, [], {}, undefined],
])('%s', async (_what, file, config, set, expected) => {
  const home = await mkdtemp(join(tmpdir(), 'codex-home-'));
  onTestFinished(() => rm(home, { recursive: true }));
  await writeFile(join(home, 'config.toml'), file);
  expect(await missingProviderKey({ env: { CODEX_HOME: home, ...set }, config })).toEqual(expected);
});
