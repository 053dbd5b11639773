/** What of the cluster the words of a task reach, by the repository's own files. */
import { expect, test } from 'vitest';
import { blastRadius } from '../../../../src/cluster/changes/blast-radius.ts';
import { readFluxKustomizations } from '../../../../src/cluster/gate/flux-kustomizations.ts';
import { readKustomizations } from '../../../../src/cluster/gate/kustomizations.ts';

const deployment = (name: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\n`;
const flux = (name: string, path: string, more = '') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\nspec: {path: ${path}${more}}\n`;
const release = (name: string, spec: string) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ${name}, namespace: data}\nspec: ${spec}\n`;

const texts = new Map([
  ['clusters/prod/apps.yaml', flux('apps', './apps')],
  ['clusters/prod/data.yaml', flux('data', 'data')],
  ['apps/kustomization.yaml', 'resources: [web, cart, namespace.yaml]\n'],
  ['apps/namespace.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n'],
  ['apps/web/kustomization.yaml', 'namespace: shop\nresources: [deployment.yaml]\npatches: [{path: patch.yaml}]\n'],
  ['apps/web/deployment.yaml', deployment('web')],
  ['apps/web/patch.yaml', deployment('web')],
  ['apps/cart/kustomization.yaml', 'namespace: carts\nresources: [deployment.yaml]\n'],
  ['apps/cart/deployment.yaml', deployment('cart')],
  ['data/redis.yaml', release('redis', '{targetNamespace: cache, chart: {spec: {chart: ./charts/redis}}}')],
  [
    'data/source.yaml',
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: x, namespace: data}\n',
  ],
  ['charts/redis/Chart.yaml', 'name: redis\n'],
  ['charts/redis/values.yaml', 'a: 1\n'],
  ['old/job.yaml', deployment('old')],
]);
const files = { paths: new Set([...texts.keys(), 'docs/web.md']), texts };
const state = { files, kustomizations: readKustomizations(files), fluxes: readFluxKustomizations(files) };
const nothing = { paths: [], kustomizations: [], releases: [], namespaces: [], unknown: [] };
const web = { kustomizations: ['flux-system/apps'], namespaces: ['shop'] };

test.each([
  ['a manifest', 'Set replicas in `apps/web/deployment.yaml`.', { ...web, paths: ['apps/web/deployment.yaml'] }],
  ['with a line', 'See apps/web/deployment.yaml:12.', { ...web, paths: ['apps/web/deployment.yaml'] }],
  ['a patch', 'apps/web/patch.yaml', { ...web, paths: ['apps/web/patch.yaml'] }],
  ['a folder', 'All of apps/web/ and nothing else', { ...web, paths: ['apps/web'] }],
  [
    'a folder in code marks',
    'Look at `data`.',
    {
      paths: ['data'],
      kustomizations: ['flux-system/data'],
      releases: ['data/redis'],
      namespaces: ['cache', 'data'],
      unknown: ['What takes its manifests or charts from HelmRepository data/x was not looked for.'],
    },
  ],
  [
    'a kustomization above: all that it holds',
    './apps/kustomization.yaml',
    {
      paths: ['apps/kustomization.yaml'],
      kustomizations: ['flux-system/apps'],
      namespaces: ['carts', 'shop'],
    },
  ],
  [
    'a Kustomization of Flux: what it deploys',
    'clusters/prod/apps.yaml',
    {
      paths: ['clusters/prod/apps.yaml'],
      kustomizations: ['flux-system/apps'],
      namespaces: ['carts', 'shop'],
      unknown: ['Nothing in this repository deploys clusters/prod/apps.yaml.'],
    },
  ],
  [
    'a chart: the releases of it',
    'charts/redis/values.yaml',
    {
      paths: ['charts/redis/values.yaml'],
      kustomizations: ['flux-system/data'],
      releases: ['data/redis'],
      namespaces: ['cache', 'data'],
    },
  ],
  [
    'a name that one folder has',
    '`redis.yaml`',
    {
      paths: ['data/redis.yaml'],
      kustomizations: ['flux-system/data'],
      releases: ['data/redis'],
      namespaces: ['cache', 'data'],
    },
  ],
  [
    'a name that several folders have',
    '`deployment.yaml`',
    {
      unknown: ['Several folders have a deployment.yaml; which is meant cannot be told.'],
    },
  ],
  [
    'a file that is to be made',
    'Write apps/web/service.yaml',
    {
      ...web,
      paths: ['apps/web/service.yaml'],
      unknown: ['apps/web/service.yaml is not there yet; told is what apps/web belongs to.'],
    },
  ],
  ['a document', 'docs/web.md', { paths: ['docs/web.md'] }],
  [
    'what nobody deploys',
    'old/job.yaml',
    {
      paths: ['old/job.yaml'],
      unknown: ['Nothing in this repository deploys old/job.yaml.'],
    },
  ],
  [
    'a namespace in words',
    'kubectl get pods -n monitoring; see docs/web.md',
    {
      paths: ['docs/web.md'],
      namespaces: ['monitoring'],
    },
  ],
  [
    'no path, a word that is a folder, an address, a way out',
    'The data of https://x.io/apps/web in ../apps and /etc/apps',
    {
      unknown: ['No path of this repository is named, so what changes in the cluster cannot be told.'],
    },
  ],
])('%s', (_name, text, wanted) => {
  expect(blastRadius(text, state)).toEqual({ ...nothing, ...wanted });
});

test('without any Kustomization of Flux that is said, once', () => {
  const radius = blastRadius('apps/web/deployment.yaml, apps/cart/deployment.yaml', { ...state, fluxes: [] });
  expect(radius.unknown).toEqual([
    'No Kustomization of Flux stands in this repository, so which one deploys this cannot be told.',
  ]);
  expect(radius.namespaces).toEqual(['carts', 'shop']);
});
