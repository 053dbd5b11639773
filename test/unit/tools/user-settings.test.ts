import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InputError } from '../../../src/tools/input-error.ts';
import { defaultSettings } from '../../../src/tools/settings.ts';
import { readUserSettings, userSettingsFile } from '../../../src/tools/user-settings.ts';

let home: string;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
  env = { HOME: home };
});
afterEach(() => rm(home, { recursive: true }));

async function write(text: string): Promise<string> {
  const file = userSettingsFile(env);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
  return file;
}

describe('where the file is', () => {
  test.each([
    [{ HOME: '/home/me' }, '/home/me/.config/agent-toolkit/config.json'],
    [{ HOME: '/home/me', XDG_CONFIG_HOME: '/etc/me' }, '/etc/me/agent-toolkit/config.json'],
    [{ HOME: '/home/me', XDG_CONFIG_HOME: 'relative' }, '/home/me/.config/agent-toolkit/config.json'],
    [{ HOME: '/home/me', XDG_CONFIG_HOME: '' }, '/home/me/.config/agent-toolkit/config.json'],
  ])('%j', (variables, expected) => {
    expect(userSettingsFile(variables)).toBe(expected);
  });
});

describe('what it says', () => {
  test.each([
    ['no file', undefined],
    ['an empty file', ''],
    ['an empty object', '{}'],
  ])('%s: the defaults', async (_case, text) => {
    if (text !== undefined) await write(text);
    expect(await readUserSettings(env)).toEqual(defaultSettings);
  });

  test('the settings that are named, on top of the defaults', async () => {
    await write(
      '\ufeff{\r\n\t"codexPath": "~/bin/codex",\r\n\t"codexConfig": ["a=1"], "network": false, "kubeconfig": "kube"\r\n}',
    );
    expect(await readUserSettings(env)).toEqual({
      ...defaultSettings,
      codexPath: expect.stringMatching(/\/bin\/codex$/),
      codexConfig: ['a=1'],
      network: false,
      kubeconfig: join(home, '.config/agent-toolkit/kube'),
    });
  });
});

describe('what is wrong with it is said with file and line', () => {
  test.each([
    ['no JSON', '{\n  "model": gpt\n}', 2, 'not valid JSON'],
    ['a file that was cut off', '{\n  "model": "x",', 2, 'not valid JSON'],
    ['a key given twice', '{\n"model": "x",\n"model": "y"}', 3, 'unique'],
    [
      'an unknown key',
      '{\n  "model": "x",\n  "modle": "y"\n}',
      3,
      'there is no setting "modle". The settings are codexPath',
    ],
    ['a value of the wrong kind', '{\n\n  "network": "yes"\n}', 3, 'network: Invalid input: expected boolean'],
    ['a value inside a list', '{\n\n  "codexConfig": ["a=1", 2]\n}', 3, 'codexConfig.1'],
    ['an entry that is not KEY=VALUE', '{\n"codexConfig": ["model"]}', 2, 'codexConfig.0: it must be KEY=VALUE'],
    [
      'no name of a variable',
      '{"passEnvironment": ["A B"]}',
      1,
      'passEnvironment.0: it must be the name of an environment',
    ],
    [
      'no host',
      '{"registriesOverHttp": ["http://a/b"]}',
      1,
      'registriesOverHttp.0: it must be host or host:port, for example localhost:5000',
    ],
    ['an unknown choice', '{"push": "maybe"}', 1, 'push: Invalid option'],
    ['a list', '[1]', 1, 'the file: Invalid input'],
  ])('%s', async (_case, text, line, message) => {
    const file = await write(text);
    const error = await readUserSettings(env).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toContain(`${file}:${line}: `);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).toContain('remove the file to use the defaults');
  });

  test('a folder in its place', async () => {
    await mkdir(userSettingsFile(env), { recursive: true });
    await expect(readUserSettings(env)).rejects.toThrow(/cannot be read .*EISDIR/);
  });
});
