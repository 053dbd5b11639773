import { expect, test } from 'vitest';
import type { KubeObject } from '../../../src/cluster/kube-object.ts';
import { planOf } from '../../../src/cluster/plan.ts';
import { suspendedInScope } from '../../../src/cluster/suspended-flux.ts';

const scope = { namespaces: [], workloads: [], services: [], urls: [] };
const shop = { ...scope, namespaces: ['shop'] };
const web = { ...scope, workloads: ['shop/deployment/web'] };

const object = (kind: string, name: string, spec: object = {}, ids: readonly string[] = []): KubeObject => ({
  kind,
  metadata: { name, namespace: 'flux-system' },
  spec,
  status: { inventory: { entries: ids.map((id) => ({ id, v: 'v1' })) } },
});
const suspend = { suspend: true };
const git = { sourceRef: { kind: 'GitRepository', name: 'infra' } };
const none = { kustomizations: [], helmReleases: [], sources: [] };

const apps = object('Kustomization', 'apps', suspend, ['shop_web_apps_Deployment']);
const roles = object('Kustomization', 'roles', suspend, ['_system__shop_rbac.authorization.k8s.io_ClusterRole']);
const target = object('Kustomization', 'target', { ...suspend, targetNamespace: 'shop' });
const release = object('HelmRelease', 'db', { ...suspend, targetNamespace: 'shop' });
const source = object('GitRepository', 'infra', suspend);

test.each([
  [
    'a Kustomization that applies something in a namespace of the scope',
    shop,
    [],
    { kustomizations: [apps] },
    ['Kustomization flux-system/apps'],
  ],
  [
    'one that makes the namespace',
    shop,
    [],
    { kustomizations: [object('Kustomization', 'ns', suspend, ['_shop__Namespace'])] },
    ['Kustomization flux-system/ns'],
  ],
  ['one that applies all into it', shop, [], { kustomizations: [target] }, ['Kustomization flux-system/target']],
  [
    'one that applies what the scope names',
    web,
    [],
    { kustomizations: [apps, target] },
    ['Kustomization flux-system/apps'],
  ],
  ['one that applies nothing of it', shop, [], { kustomizations: [roles] }, []],
  ['one that is not suspended', shop, [], { kustomizations: [{ ...apps, spec: { suspend: false } }] }, []],
  [
    'its source',
    shop,
    [],
    { kustomizations: [{ ...apps, spec: git }], sources: [source] },
    ['GitRepository flux-system/infra'],
  ],
  ['a source that nothing of it uses', shop, [], { kustomizations: [{ ...apps, spec: {} }], sources: [source] }, []],
  ['a HelmRelease of a namespace', shop, [], { helmReleases: [release] }, ['HelmRelease flux-system/db']],
  ['a HelmRelease, where the scope names single objects', web, [], { helmReleases: [release] }, []],
  [
    'the source of a chart',
    shop,
    [],
    { helmReleases: [{ ...release, spec: { targetNamespace: 'shop', chart: { spec: git } } }], sources: [source] },
    ['GitRepository flux-system/infra'],
  ],
  [
    'what the scope names itself',
    scope,
    ['kustomization/roles', 'infra'],
    { kustomizations: [roles], sources: [source] },
    ['Kustomization flux-system/roles', 'GitRepository flux-system/infra'],
  ],
  [
    'names with a namespace',
    scope,
    ['flux-system/roles', 'HelmRelease/flux-system/db', 'other/apps'],
    { kustomizations: [roles, apps], helmReleases: [release] },
    ['Kustomization flux-system/roles', 'HelmRelease flux-system/db'],
  ],
  [
    'a Kustomization that never applied anything',
    shop,
    [],
    { kustomizations: [{ kind: 'Kustomization', metadata: { name: 'x' }, spec: suspend }] },
    [],
  ],
] as const)('%s', (_, stated, named, flux, expected) => {
  expect(suspendedInScope(planOf(stated), named, { ...none, ...flux })).toEqual(expected);
});
