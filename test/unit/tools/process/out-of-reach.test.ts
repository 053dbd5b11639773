import { expect, test } from 'vitest';
import { isOfCluster, outOfReach } from '../../../../src/tools/process/out-of-reach.ts';

const failure = (check: string, object: string, reason: string) => ({ check, object, reason });

test.each([
  ['nothing', [], undefined],
  ['a refusal', [failure('Kubernetes API', 'Kubernetes API', 'unauthorized')], undefined],
  ['the cluster', [failure('Kubernetes API', 'Kubernetes API', 'unreachable')], 'the API server of the cluster'],
  ['Flux', [failure('Flux controllers', 'Flux controllers', 'ControllersDown')], 'the controllers of Flux'],
  [
    'a commit that has not arrived',
    [failure('Kustomization', 'Kustomization flux-system/apps', 'OldRevision')],
    undefined,
  ],
  ['a registry', [failure('Registry', 'ghcr.io', 'timeout')], 'the registry ghcr.io'],
  ['a registry in trouble', [failure('Registry', 'ghcr.io', 'server')], 'the registry ghcr.io'],
  ['a registry that limits', [failure('Image', 'ghcr.io/b', 'throttled')], 'the registry of ghcr.io/b'],
  ['a registry that lets nobody in', [failure('Image', 'ghcr.io/b', 'unauthorized')], undefined],
  ['a cluster in trouble', [failure('Kubernetes API', 'Kubernetes API', 'server')], undefined],
  ['an image', [failure('Image', 'a', 'Empty'), failure('Image', 'ghcr.io/b', 'timeout')], 'the registry of ghcr.io/b'],
])('%s', (_name, failures, what) => {
  expect(outOfReach(failures)).toBe(what);
});

test.each([
  ['a context that is not the repository’s', failure('Kube context', 'kubeconfig', 'Blocked'), true],
  ['a refusal', failure('Kubernetes API', 'Kubernetes API', 'unauthorized'), true],
  ['an API server that is down', failure('Kubernetes API', 'Kubernetes API', 'unreachable'), true],
  ['a registry that is down', failure('Registry', 'ghcr.io', 'timeout'), true],
  ['an image whose registry lets nobody in', failure('Image', 'ghcr.io/b', 'unauthorized'), false],
  ['a commit that has not arrived', failure('Kustomization', 'Kustomization flux-system/apps', 'OldRevision'), false],
  ['an entry that says nothing', failure('URL', 'http//x', 'Unusable'), false],
])('would keep every task from being verified: %s', (_name, one, expected) => {
  expect(isOfCluster([failure('Image', 'a', 'Empty'), one])).toBe(expected);
});
