import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/tools/input-error.ts';
import { applySettingFlags, settingArguments, settingFlags } from '../../../src/tools/setting-flags.ts';
import { defaultSettings, type Settings } from '../../../src/tools/settings.ts';

const apply = (flags: Record<string, unknown>, base = defaultSettings) => applySettingFlags(base, flags, '/here');

describe('flags on top of settings', () => {
  test.each<[string, Record<string, unknown>, Partial<Settings>]>([
    ['none: the settings stay', {}, {}],
    ['a relative path starts in the folder', { kubeconfig: 'kube/config' }, { kubeconfig: '/here/kube/config' }],
    ['~ is the home folder', { kubeconfig: '~/kube' }, { kubeconfig: `${homedir()}/kube` }],
    ['a codex with a path', { codex: './codex' }, { codexPath: '/here/codex' }],
    ['a codex on PATH', { codex: 'codex-beta' }, { codexPath: 'codex-beta' }],
    [
      'a switch turned off',
      { network: false, trust: false, gate: false },
      { network: false, trusted: false, gate: false },
    ],
    ['how long to wait', { 'wait-minutes': '0' }, { waitMinutes: 0 }],
    [
      'limits of tokens',
      { 'tokens-per-criterion': '2000000', 'tokens-per-task': '0' },
      { tokensPerCriterion: 2_000_000, tokensPerTask: 0 },
    ],
    [
      'limits of a session',
      {
        'tasks-per-session': '0',
        'failures-per-session': '1',
        'minutes-per-session': '480',
        'tokens-per-session': '9',
      },
      { tasksPerSession: 0, failuresPerSession: 1, minutesPerSession: 480, tokensPerSession: 9 },
    ],
    ['no archive', { archive: false }, { archive: false }],
    ['the push policy', { push: 'never' }, { push: 'never' }],
    ['paths that are not scanned', { 'secrets-ignore': ['docs'] }, { secretsIgnore: ['docs'] }],
    [
      'registries without TLS',
      { 'registry-over-http': ['localhost:5000'] },
      { registriesOverHttp: ['localhost:5000'] },
    ],
    ['variables for commands', { env: ['AWS_PROFILE'] }, { passEnvironment: ['AWS_PROFILE'] }],
    ['names', { context: 'kind-a', model: 'm', profile: 'p' }, { context: 'kind-a', model: 'm', profile: 'p' }],
  ])('%s', (_case, flags, expected) => {
    expect(apply(flags)).toEqual({ ...defaultSettings, ...expected });
  });

  test('--codex-config comes after what the user’s file says, since the last one counts', () => {
    const base = { ...defaultSettings, codexConfig: ['a=1'] };
    expect(apply({ 'codex-config': ['a=2', 'b={c="d"}'] }, base).codexConfig).toEqual(['a=1', 'a=2', 'b={c="d"}']);
  });

  test.each([
    [{ 'codex-config': ['model'] }, '--codex-config "model" is not KEY=VALUE'],
    [{ 'codex-config': ['=x'] }, 'KEY=VALUE'],
    [{ push: 'sometimes' }, 'must be one of auto, afterArchive, never, pullRequest'],
    [{ 'wait-minutes': 'long' }, '--wait-minutes is "long"; it must be a number of minutes'],
    [{ 'wait-minutes': '-1' }, 'from 0 to 1440'],
    [{ 'tokens-per-criterion': 'many' }, '--tokens-per-criterion is "many"; it must be a whole number of tokens'],
    [{ 'tokens-per-task': '-5' }, '0 for no limit'],
    [{ 'tokens-per-task': '1.5' }, 'whole number'],
    [{ 'tasks-per-session': 'all' }, '--tasks-per-session is "all"; it must be a whole number of tasks'],
    [{ 'failures-per-session': '0' }, 'at least 1'],
    [{ 'minutes-per-session': '' }, '--minutes-per-session needs a value'],
    [{ 'tokens-per-session': '-1' }, '0 for no limit'],
    [{ 'secrets-ignore': [''] }, '--secrets-ignore needs a value'],
    [{ env: ['A=1'] }, '--env is "A=1"; it must be the name of an environment variable'],
    [{ env: ['KUBECONFIG'] }, 'the verified context alone'],
    [{ 'registry-over-http': ['http://localhost:5000'] }, 'it must be host or host:port'],
    [{ 'registry-over-http': [''] }, '--registry-over-http is ""'],
    [{ context: '' }, '--context needs a value'],
    [{ codex: ' ' }, '--codex needs a value'],
  ])('%j is refused', (flags, message) => {
    expect(() => apply(flags)).toThrow(InputError);
    expect(() => apply(flags)).toThrow(message);
  });
});

test('settings written as flags and read again are the same settings', () => {
  const settings: Settings = {
    codexPath: '/opt/codex',
    codexConfig: ['-x=1', 'a={b="c d"}'],
    model: 'some model',
    profile: 'work',
    kubeconfig: '/home/me/.kube/config',
    context: 'kind-shop',
    network: false,
    push: 'afterArchive',
    waitMinutes: 0.5,
    tokensPerCriterion: 2_000_000,
    tokensPerTask: 30_000_000,
    tasksPerSession: 5,
    failuresPerSession: 2,
    minutesPerSession: 480,
    tokensPerSession: 90_000_000,
    archive: false,
    trusted: false,
    gate: false,
    secretsIgnore: ['docs/**', 'a b'],
    passEnvironment: ['AWS_PROFILE', 'sops_key'],
    registriesOverHttp: ['localhost:5000', '[::1]:5000'],
  };
  const options = Object.fromEntries(
    settingFlags.map(({ name, value, repeatable }) => {
      return [name, { type: value === undefined ? 'boolean' : 'string', multiple: repeatable === true }] as const;
    }),
  );
  const { values } = parseArgs({ args: settingArguments(settings), options, allowNegative: true });
  expect(apply(values)).toEqual(settings);
  expect(settingArguments({})).toEqual([]);
});
