// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what Flux substitutes.
/** Which objects a change touched, with the namespace and the name that they get on the cluster. */
import { expect, test } from 'vitest';
import { removedObjects, touchedObjects } from '../../../../src/cluster/changes/touched-objects.ts';
import { flux, stateOf } from '../gate/repository.ts';

const object = (kind: string, name: string, metadata = '', apiVersion = 'v1') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}${metadata}}\n`;
const workload = (name: string, metadata = '') => object('Deployment', name, metadata, 'apps/v1');

const shop = {
  'base/kustomization.yaml': 'resources: [web.yaml, rest.yaml]\nconfigMapGenerator: [{name: c, files: [c.txt]}]\n',
  'base/web.yaml': workload('web'),
  'base/rest.yaml': `${object('Service', 'web')}---\n${object('ClusterRole', 'reader', '', 'rbac.authorization.k8s.io/v1')}`,
  'base/c.txt': 'a\n',
  'staging/kustomization.yaml':
    'namespace: shop-staging\nnamePrefix: s-\nresources: [../base]\npatches: [{path: more.yaml}]\n',
  'staging/more.yaml': workload('web'),
  'production/kustomization.yaml': 'namespace: shop\nnameSuffix: -x\nresources: [../base]\n',
  'plain/a.yaml': workload('a', ', namespace: ops'),
  'plain/b.yaml': workload('b'),
};

const written = (changes: Record<string, string>, before: Record<string, string> = shop) =>
  touchedObjects(stateOf(before), stateOf({ ...before, ...changes }), Object.keys(changes)).map(
    ({ kind, namespace, name }) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
  );

test.each<[string, Record<string, string>, string[]]>([
  [
    'a base, in each overlay',
    { 'base/web.yaml': workload('web') },
    ['Deployment shop-staging/s-web', 'Deployment shop/web-x'],
  ],
  [
    'several documents; what has no namespace gets none',
    { 'base/rest.yaml': shop['base/rest.yaml'] },
    ['Service shop-staging/s-web', 'Service shop/web-x', 'ClusterRole s-reader', 'ClusterRole reader-x'],
  ],
  ['a patch', { 'staging/more.yaml': workload('web', ', labels: {a: b}') }, ['Deployment shop-staging/s-web']],
  [
    'an overlay: all that it holds',
    { 'production/kustomization.yaml': `${shop['production/kustomization.yaml']}images: [{name: web, newTag: "2"}]\n` },
    [
      'Deployment shop/web-x',
      'Service shop/web-x',
      'ClusterRole reader-x',
      'Deployment shop-staging/s-web',
      'Service shop-staging/s-web',
      'ClusterRole s-reader',
    ],
  ],
  [
    'a list of resources that grew: the new ones',
    {
      'production/kustomization.yaml': 'namespace: shop\nnameSuffix: -x\nresources: [../base, job.yaml]\n',
      'production/job.yaml': object('Job', 'migrate', '', 'batch/v1'),
    },
    ['Job shop/migrate-x'],
  ],
  [
    'a file that a generator reads: all beside it',
    { 'base/c.txt': 'b\n' },
    [
      'Deployment shop-staging/s-web',
      'Deployment shop/web-x',
      'Service shop-staging/s-web',
      'Service shop/web-x',
      'ClusterRole s-reader',
      'ClusterRole reader-x',
    ],
  ],
  ['a namespace of its own', { 'plain/a.yaml': workload('a', ', namespace: ops') }, ['Deployment ops/a']],
  ['no namespace at all', { 'plain/b.yaml': workload('b') }, ['Deployment b']],
  ['no manifest', { 'README.txt': 'x', 'values.yaml': 'a: 1\n' }, []],
  ['no name', { 'plain/c.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}\n' }, []],
])('%s', (_name, changes, expected) => {
  expect(written(changes).sort()).toEqual([...expected].sort());
});

test('what Flux deploys is where Flux puts it, with its values, and nowhere else', () => {
  const before = {
    ...shop,
    'clusters/staging.yaml': flux(
      'staging',
      './staging',
      '  targetNamespace: other\n  postBuild: {substitute: {size: "7"}}\n',
    ),
    'clusters/plain.yaml': flux('plain', './plain', '  postBuild: {substitute: {place: ops}}\n'),
  };
  expect(written({ 'base/web.yaml': workload('"web-${size}"') }, before)).toEqual(['Deployment other/s-web-7']);
  expect(written({ 'plain/b.yaml': workload('b', ', namespace: "${place}"') }, before)).toEqual(['Deployment ops/b']);
  expect(written({ 'plain/b.yaml': workload('b', ', namespace: "${nobody}"') }, before)).toEqual([]);
});

test('what nobody deploys where Flux does, an example say, is left out; without Flux nobody can tell', () => {
  const before = { ...shop, 'clusters/staging.yaml': flux('staging', './staging') };
  expect(written({ 'docs/example.yaml': workload('example') }, before)).toEqual([]);
  expect(written({ 'docs/example.yaml': workload('example') })).toEqual(['Deployment example']);
  expect(written({ 'staging/more.yaml': workload('web', ', labels: {a: b}') }, before)).toEqual([
    'Deployment shop-staging/s-web',
  ]);
});

test('of a HelmRelease where it deploys to, of a Job whether it goes by itself', () => {
  const release = `${object('HelmRelease', 'db', ', namespace: flux-system', 'helm.toolkit.fluxcd.io/v2')}spec: {targetNamespace: data}\n`;
  const job = `${object('Job', 'once', ', namespace: ops', 'batch/v1')}spec: {ttlSecondsAfterFinished: 60}\n`;
  const files = { 'plain/db.yaml': release, 'plain/job.yaml': job };
  expect(touchedObjects(stateOf(shop), stateOf({ ...shop, ...files }), Object.keys(files))).toEqual([
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      namespace: 'flux-system',
      name: 'db',
      targetNamespace: 'data',
    },
    { apiVersion: 'batch/v1', kind: 'Job', namespace: 'ops', name: 'once', isFleeting: true },
  ]);
});

test.each<[string, Record<string, string | undefined>, string[]]>([
  ['nothing', { 'plain/a.yaml': workload('a', ', namespace: ops, labels: {a: b}') }, []],
  ['a file', { 'plain/a.yaml': undefined }, ['Deployment ops/a']],
  [
    'an object of a file',
    { 'base/rest.yaml': object('Service', 'web') },
    ['ClusterRole reader-x', 'ClusterRole s-reader'],
  ],
  [
    'a resource of a kustomization',
    { 'base/kustomization.yaml': 'resources: [web.yaml]\n', 'base/rest.yaml': undefined },
    ['ClusterRole reader-x', 'ClusterRole s-reader', 'Service shop-staging/s-web', 'Service shop/web-x'],
  ],
  ['the old place of what is moved', { 'plain/a.yaml': workload('a', ', namespace: new') }, ['Deployment ops/a']],
  ['nothing by a move to another file', { 'plain/a.yaml': undefined, 'plain/c.yaml': shop['plain/a.yaml'] }, []],
  ['nothing by another version', { 'plain/a.yaml': shop['plain/a.yaml'].replace('apps/v1', 'apps/v1beta1') }, []],
])('what is gone: %s', (_name, changes, expected) => {
  const after = Object.entries({ ...shop, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const removed = removedObjects(stateOf(shop), stateOf(Object.fromEntries(after)), Object.keys(changes));
  const written = removed.map(
    ({ kind, namespace, name }) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
  );
  expect(written.sort()).toEqual(expected);
});
