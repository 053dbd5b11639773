/** Holds the settings of package.json against the code: keys, scopes, groups, defaults, ranges, patterns and texts. */
import { describe, expect, test } from 'vitest';
import { type SettingKey, settingKeys, settingsSection } from '../../../src/editor/ids.ts';
import { contract } from '../../../src/tools/contract.ts';
import { isHost } from '../../../src/tools/host-name.ts';
import { isPassable } from '../../../src/tools/pass-environment.ts';
import { isCodexConfig } from '../../../src/tools/setting-flags.ts';
import { defaultSettings } from '../../../src/tools/settings.ts';
import { manifest } from '../../support/manifest.ts';

const { contributes, capabilities } = manifest;
interface Setting {
  readonly order: number;
  readonly scope: string;
  readonly type: string;
  readonly default: unknown;
  readonly markdownDescription: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly uniqueItems?: boolean;
  readonly items?: { readonly type: string; readonly pattern?: string; readonly patternErrorMessage?: string };
}
interface SettingGroup {
  readonly title: string;
  readonly order: number;
  readonly properties: Readonly<Record<string, Setting>>;
}
const groups: readonly SettingGroup[] = contributes.configuration;
const settings: Readonly<Record<string, Setting>> = Object.assign({}, ...groups.map(({ properties }) => properties));

describe('settings', () => {
  test('are those of the code', () => {
    const declared = Object.keys(settings).map((key) => key.slice(settingsSection.length + 1));
    expect(declared.toSorted()).toEqual([...settingKeys].toSorted());
  });

  const scoped = (wanted: string) =>
    Object.entries(settings)
      .filter(([, { scope }]) => scope === wanted)
      .map(([key]) => key.slice(settingsSection.length + 1));

  const none: Setting = { order: 0, scope: '', type: '', default: undefined, markdownDescription: '' };
  const settingNamed = (key: string) => new Map(Object.entries(settings)).get(`${settingsSection}.${key}`) ?? none;

  test('that name programs, their arguments or their environment, limits, guards and pushes are the user’s alone: no repository has a say', () => {
    const programs = ['codexPath', 'codexConfig', 'model', 'profile', 'kubeconfig', 'environment', 'passEnvironment'];
    const session = ['tasksPerSession', 'failuresPerSession', 'minutesPerSession', 'tokensPerSession'];
    const limits = ['tokensPerCriterion', 'tokensPerTask', ...session, 'waitMinutes', 'push'];
    const guards = ['gate', 'secretsIgnore', 'registriesOverHttp'];
    const external = ['server.command', 'server.args'];
    expect(scoped('machine').toSorted()).toEqual(
      [...programs, 'network', ...limits, ...guards, ...external].toSorted(),
    );
    for (const key of scoped('machine')) {
      expect(settingNamed(key).markdownDescription, key).toContain('A workspace cannot set it.');
    }
  });

  test('that name a cluster are no workspace’s before it is trusted', () => {
    expect(scoped('machine-overridable')).toEqual(['context']);
    const restricted = capabilities.untrustedWorkspaces.restrictedConfigurations;
    expect(restricted).toEqual(
      [...restricted].filter((key) => settingNamed(key.slice(settingsSection.length + 1)).scope.startsWith('machine')),
    );
    const programs = ['codexPath', 'codexConfig', 'model', 'profile', 'environment', 'server.command', 'server.args'];
    const reach = ['kubeconfig', 'context', 'passEnvironment', 'network', 'registriesOverHttp'];
    expect(restricted.toSorted()).toEqual([...programs, ...reach].map((key) => `${settingsSection}.${key}`).toSorted());
  });

  test('stand in groups with titles, in an order', () => {
    expect(groups.map(({ order }) => order)).toEqual(groups.map((_, index) => index + 1));
    expect(new Set(groups.map(({ title }) => title)).size).toBe(groups.length);
    for (const { title, properties } of groups) {
      const all = Object.values(properties);
      expect(
        all.map(({ order }) => order),
        title,
      ).toEqual(all.map((_, index) => index + 1));
    }
    // None stands in two groups.
    expect(groups.flatMap(({ properties }) => Object.keys(properties))).toEqual(Object.keys(settings));
  });

  test.each(Object.entries(settings))('%s says what it does, in sentences', (_, setting) => {
    expect(setting.markdownDescription).toMatch(/^[A-Z].{20,}\.$/s);
    expect(['machine', 'machine-overridable', 'resource', 'window']).toContain(setting.scope);
    const linked = [...setting.markdownDescription.matchAll(/#([\w.]+)#/g)].map(([, key]) => key);
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(linked));
    if (setting.enum === undefined) return;
    expect(setting.enumDescriptions).toHaveLength(setting.enum.length);
    for (const description of setting.enumDescriptions ?? []) expect(description).toMatch(/^[A-Z].*\.$/);
  });

  const unlimited = Number.POSITIVE_INFINITY;
  test.each<[SettingKey, string, number, number, string]>([
    ['maxIterations', 'integer', 1, 1000, 'criteria'],
    ['timeoutPerSection', 'integer', 1, 86_400, 'Seconds'],
    ['tokensPerCriterion', 'integer', 0, unlimited, 'Tokens'],
    ['tokensPerTask', 'integer', 0, unlimited, 'Tokens'],
    ['waitMinutes', 'number', 0, 1440, 'Minutes'],
    ['tasksPerSession', 'integer', 0, unlimited, 'Tasks'],
    ['failuresPerSession', 'integer', 1, unlimited, 'Failures'],
    ['minutesPerSession', 'integer', 0, unlimited, 'Minutes'],
    ['tokensPerSession', 'integer', 0, unlimited, 'Tokens'],
  ])('%s is an %s from %i to %d, and says what it counts: %s', (key, type, minimum, maximum, unit) => {
    const setting = settingNamed(key);
    expect(setting).toMatchObject({ type, minimum });
    expect(setting.maximum ?? unlimited).toBe(maximum);
    expect(setting.markdownDescription.split('.')[0]).toContain(unit);
    if (minimum === 0) expect(setting.markdownDescription).toMatch(/\b0: (?:no limit|not at all)\./);
  });

  test('that are numbers all have a range', () => {
    const numbers = Object.values(settings).filter(({ type }) => ['integer', 'number'].includes(type));
    expect(numbers.filter(({ minimum }) => minimum === undefined)).toEqual([]);
  });

  test('have the defaults of the code', () => {
    const { max_iterations, timeout_per_section } = contract.process_bug.params.parse({
      item_id: 'x',
      repo_path: '/x',
    });
    const known = { ...defaultSettings, maxIterations: max_iterations, timeoutPerSection: timeout_per_section };
    const shared = Object.entries(known).filter(([key]) => settingKeys.some((one) => one === key));
    expect(shared.length).toBeGreaterThan(10);
    expect(Object.fromEntries(shared.map(([key]) => [key, settingNamed(key).default]))).toEqual(
      Object.fromEntries(shared),
    );
  });

  test.each<[SettingKey, (text: string) => boolean, readonly string[]]>([
    ['codexConfig', isCodexConfig, ['a=b', 'a = "b"', 'a', '=b', 'a b=c']],
    ['passEnvironment', isPassable, ['AWS_PROFILE', '_x', '1X', 'A B', '', 'KUBECONFIG', 'KubeConfig', 'KUBECONFIG_2']],
    ['registriesOverHttp', isHost, ['localhost:5000', '[::1]:5000', 'http://x', 'x/y', 'a b', '']],
  ])('%s takes the entries that the code takes, and says what is wrong with others', (key, isGood, entries) => {
    const { pattern = '', patternErrorMessage = '' } = settingNamed(key).items ?? {};
    for (const entry of entries) expect([entry, new RegExp(pattern).test(entry)]).toEqual([entry, isGood(entry)]);
    expect(patternErrorMessage).toMatch(/^Write .*\.$/);
  });

  test('that are sets have each entry once; arguments may stand twice', () => {
    const lists = Object.entries(settings).filter(([, { type }]) => type === 'array');
    const twice = lists.filter(([, { uniqueItems }]) => uniqueItems !== true).map(([key]) => key);
    expect(twice).toEqual(['agentToolkit.codexConfig', 'agentToolkit.server.args']);
  });
});
