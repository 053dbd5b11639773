/** A setting of the wrong type, or out of its range, is told, and never lets a run do more. */
import { describe, expect, test } from 'vitest';
import { type SettingKey, settingKeys, settingsSection } from '../../../src/editor/ids.ts';
import { faultOf, refusing, type SettingSchema, valueInstead } from '../../../src/editor/setting-faults.ts';
import { manifest } from '../../support/manifest.ts';

const schemas = new Map<string, SettingSchema & { readonly default: unknown }>(
  manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties)),
);
const schemaOf = (key: SettingKey) => {
  const schema = schemas.get(`${settingsSection}.${key}`);
  if (schema === undefined) throw new Error(`No schema of ${key}.`);
  return schema;
};

test.each(settingKeys)('the default of %s is right, and so is what it counts as when it is wrong', (key) => {
  expect(faultOf(schemaOf(key).default, schemaOf(key))).toBeUndefined();
  if (valueInstead(key) !== undefined) expect(faultOf(valueInstead(key), schemaOf(key))).toBeUndefined();
});

describe('wrong', () => {
  test.each([
    ['server.command', 7, 'has to be a text'],
    ['codexConfig', 'model=x', 'has to be a list of texts'],
    ['codexConfig', ['model'], 'has an entry that does not fit: "model"'],
    ['codexConfig', [7], 'has an entry that does not fit: 7'],
    ['push', 'sometimes', 'has to be auto, afterArchive, never or pullRequest'],
    ['push', true, 'has to be auto, afterArchive, never or pullRequest'],
    ['network', 'no', 'has to be true or false'],
    ['maxIterations', 0, 'has to be a whole number from 1 to 1,000'],
    ['maxIterations', '20', 'has to be a whole number from 1 to 1,000'],
    ['tokensPerTask', 1.5, 'has to be a whole number, 0 or more'],
    ['waitMinutes', -1, 'has to be a number from 0 to 1,440'],
    ['environment', ['A=b'], 'has to be an object whose values are texts'],
    ['environment', { A: 1 }, 'has to be an object whose values are texts'],
    ['passEnvironment', ['KUBECONFIG'], 'has an entry that does not fit: "KUBECONFIG"'],
    ['secretsIgnore', [''], 'has an entry that does not fit: ""'],
  ] as const)('%s: %j', (key, value, fault) => expect(faultOf(value, schemaOf(key))).toBe(fault));
});

describe('right', () => {
  test.each([
    ['server.command', 'serve'],
    ['codexConfig', ['model_reasoning_effort="high"']],
    ['push', 'pullRequest'],
    ['waitMinutes', 0.5],
    ['environment', { KUBECONFIG: '/k' }],
  ] as const)('%s: %j', (key, value) => expect(faultOf(value, schemaOf(key))).toBeUndefined());
});

test('a wrong value that guards counts as the strictest', () => {
  const guarding = settingKeys.filter((key) => valueInstead(key) !== undefined);
  expect(Object.fromEntries(guarding.map((key) => [key, valueInstead(key)]))).toEqual({
    ...{ network: false, push: 'never', gate: true, stepMode: true },
    ...{ archiveOnComplete: false, commitEdits: false, checkHumanActions: false, syncRemote: false },
    ...{ waitMinutes: 0, tokensPerCriterion: 1, tokensPerTask: 1 },
  });
});

test('runs begin with wrong values only of settings that let them do no more', () => {
  const kept = settingKeys.filter((key) => refusing([{ key, fault: 'is wrong' }]).length === 0);
  expect(kept.toSorted()).toEqual([
    ...['archiveOnComplete', 'checkHumanActions', 'codeLens.enabled', 'commitEdits', 'gate', 'passEnvironment'],
    ...['registriesOverHttp', 'secretsIgnore', 'syncRemote'],
  ]);
});
