// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what Flux substitutes.
import { describe, expect, test } from 'vitest';
import { changedObjects, eachOnce, namespacesOf, readBuilt } from '../../../../src/cluster/gate/built-objects.ts';
import { calledOf } from '../../../../src/cluster/gate/manifests.ts';
import { configMap, flux, stateOf } from './repository.ts';

const fluxWith = (spec: string) => stateOf({ 'apps/a.yaml': '', 'c/a.yaml': flux('apps', './apps', spec) }).fluxes[0];
const substitute = fluxWith('  postBuild: {substitute: {tag: "2"}}\n');
const unknown = fluxWith('  postBuild: {substituteFrom: [{kind: Secret, name: a}]}\n');
const values = (text: string, by = substitute) =>
  readBuilt('apps', text, by).objects.map(({ object }) => object['data']);

describe('post-build substitution', () => {
  test('in each object, as text: a value may become a number', () => {
    expect(values(`${configMap('a', '{t: ${tag}}')}---\n${configMap('b', '{t: "${tag}", u: "$tag"}')}`)).toEqual([
      { t: 2 },
      { t: '2', u: '$tag' },
    ]);
  });

  test('not where the object says so', () => {
    const off = configMap('a', '{t: "${tag}"}').replace(
      '{name: a',
      '{annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}, name: a',
    );
    expect(values(off)).toEqual([{ t: '${tag}' }]);
  });

  test('not where Flux has no variables', () => {
    const plain = fluxWith('');
    expect(values(configMap('a', '{t: "${tag}"}'), plain)).toEqual([{ t: '${tag}' }]);
    expect(readBuilt('apps', configMap('a', '{t: "${tag}"}'), plain).objects[0]?.isUncertain).toBe(false);
  });

  test('a variable without a value leaves its place empty, and that is told', () => {
    const { objects, notes } = readBuilt('apps', configMap('a', '{t: "v${gone}"}'), substitute);
    expect(objects[0]?.object['data']).toEqual({ t: 'v' });
    expect(notes).toEqual(['apps: ${gone} has no value, so Flux leaves its place empty']);
  });

  test.each([
    ['a value of a Secret', unknown],
    ['a folder that no Flux Kustomization deploys', undefined],
  ])('with %s the object is uncertain', (_, by) => {
    const { objects, notes } = readBuilt('apps', configMap('a', '{t: "${gone}"}'), by);
    expect([objects[0]?.isUncertain, notes]).toEqual([true, []]);
  });

  test('where no Flux deploys anything, they are what is deployed', () => {
    expect(readBuilt('apps', configMap('a', '{t: "${gone}"}'), undefined, false).objects[0]?.isUncertain).toBe(false);
  });

  test.each([
    ['{t: "${tag"}', 'apps: post-build substitution fails in ConfigMap shop/a: "${tag" has no closing brace.'],
    ['{t: ${gone:-[}}', /^apps is no YAML: /],
  ])('%s is refused', (data, problem) => {
    const { problems } = readBuilt('apps', configMap('a', data), substitute);
    expect(problems).toHaveLength(1);
    if (typeof problem === 'string') expect(problems[0]?.startsWith(problem.slice(0, 60))).toBe(true);
    else expect(problems[0]).toMatch(problem);
  });
});

test('objects that are new or differ; those of two builds that differ from each other both count', () => {
  const read = (...texts: string[]) => readBuilt('apps', texts.join('---\n'), undefined).objects;
  const before = read(configMap('same'), configMap('old', '{a: "1"}'), configMap('gone'));
  const after = read(
    configMap('same'),
    configMap('old', '{a: "2"}'),
    configMap('new'),
    configMap('new'),
    configMap('new', '{a: "3"}'),
  );
  const changed = eachOnce(changedObjects(before, after));
  expect(changed.map((one) => [calledOf(one.after), one.before?.object['data']])).toEqual([
    ['ConfigMap shop/old', { a: '1' }],
    ['ConfigMap shop/new', undefined],
    ['ConfigMap shop/new', undefined],
  ]);
});

test('namespaces that objects make', () => {
  const text =
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\napiVersion: x.io/v1\nkind: Namespace\nmetadata: {name: b}\n';
  expect([...namespacesOf(readBuilt('a', text, undefined).objects)]).toEqual(['shop']);
});
