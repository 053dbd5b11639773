import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readAgreements, recordAgreement } from '../../../../src/tools/related/agreements.ts';
import { readUserSettings, userSettingsFile } from '../../../../src/tools/user-settings.ts';

let home: string;
let env: NodeJS.ProcessEnv;
let file: string;
const at = (name: string) => join(home, name);
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'agent-toolkit-')));
  env = { HOME: home };
  file = userSettingsFile(env);
  mkdirSync(dirname(file), { recursive: true });
  for (const name of ['tasks', 'shop manifests', 'charts', 'other']) mkdirSync(at(name));
});
afterEach(() => rm(home, { recursive: true }));

const agreed = async (name = 'tasks') => [...(await readAgreements(env, at(name)))];

describe('an agreement that is recorded', () => {
  test('makes the file, holds for its repository alone, and adds to the one before', async () => {
    await rm(dirname(file), { recursive: true });
    await recordAgreement(env, at('tasks'), [at('shop manifests')]);
    await recordAgreement(env, at('tasks'), [at('charts'), at('shop manifests')]);
    expect([await agreed(), await agreed('other')]).toEqual([[at('shop manifests'), at('charts')], []]);
    expect(existsSync(file)).toBe(true);
  });

  test.each([
    ['an empty file', ''],
    ['other settings, in the style of their writer', '{\n\t"model":"x" ,\n\t"push": "never"\n}\n'],
    ['a byte order mark and CRLF', '\ufeff{\r\n  "model": "x"\r\n}\r\n'],
    ['an agreement of another repository', '{"relatedRepos": {"/elsewhere": ["/x"]}}'],
  ])('leaves the rest as it is written: %s', async (_what, text) => {
    writeFileSync(file, text);
    const before = await readUserSettings(env);
    await recordAgreement(env, at('tasks'), [at('charts')]);
    expect(await agreed()).toEqual([at('charts')]);
    expect(await readUserSettings(env)).toEqual(before);
    const lines = text
      .split(/\r?\n/)
      .filter((line) => /model|push|elsewhere/.test(line) && !line.includes('relatedRepos'));
    for (const line of lines) expect(readFileSync(file, 'utf8')).toContain(line);
    expect(readFileSync(file, 'utf8').startsWith('\ufeff')).toBe(text.startsWith('\ufeff'));
  });

  test('goes through a link, which stays one', async () => {
    writeFileSync(at('dotfile.json'), '{}');
    symlinkSync(at('dotfile.json'), file);
    await recordAgreement(env, at('tasks'), [at('charts')]);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('dotfile.json'), 'utf8')).toContain(at('charts'));
  });

  test('is refused where the file is none, which stays as it is', async () => {
    writeFileSync(file, '{"model": }');
    await expect(recordAgreement(env, at('tasks'), [at('charts')])).rejects.toThrow(`${file}:1: not valid JSON`);
    expect(readFileSync(file, 'utf8')).toBe('{"model": }');
  });

  test('that the file does not take is said, with what to write by hand', async () => {
    const text = '"model": "x"\n';
    writeFileSync(file, text);
    const refused = recordAgreement(env, at('tasks'), [at('charts')]);
    await expect(refused).rejects.toThrow(`"relatedRepos": ${JSON.stringify({ [at('tasks')]: [at('charts')] })}`);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('one that is written by hand', () => {
  test('may name links and relative paths; what is gone is left out', async () => {
    symlinkSync(at('tasks'), at('link'));
    writeFileSync(file, JSON.stringify({ relatedRepos: { [at('link')]: ['../../charts', at('link/../gone')] } }));
    expect(await agreed()).toEqual([at('charts')]);
    await recordAgreement(env, at('tasks'), [at('other')]);
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')).relatedRepos)).toEqual([at('link')]);
  });

  test('of the wrong kind is said with its line', async () => {
    writeFileSync(file, '{\n  "relatedRepos": ["../charts"]\n}');
    await expect(agreed()).rejects.toThrow(`${file}:2: relatedRepos`);
  });
});
