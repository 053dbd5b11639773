import { expect, test } from 'vitest';
import { endedByFailures, outOfReach } from '../../../../src/tools/process/out-of-reach.ts';

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
  ['a context that is not the repository’s', failure('Kube context', 'kubeconfig', 'Blocked'), 'cluster'],
  ['a repository that changed', failure('Repository', 'the repository', 'Changed'), 'repository'],
  ['a refusal', failure('Kubernetes API', 'Kubernetes API', 'unauthorized'), 'cluster'],
  ['an API server that is down', failure('Kubernetes API', 'Kubernetes API', 'unreachable'), 'cluster'],
  ['a registry that is down', failure('Registry', 'ghcr.io', 'timeout'), 'cluster'],
  ['an image whose registry lets nobody in', failure('Image', 'ghcr.io/b', 'unauthorized'), 'task'],
  ['a commit that has not arrived', failure('Kustomization', 'Kustomization flux-system/apps', 'OldRevision'), 'task'],
  ['an entry that says nothing', failure('URL', 'http//x', 'Unusable'), 'task'],
])('what ends a run: %s', (_name, one, expected) => {
  expect(endedByFailures([failure('Image', 'a', 'Empty'), one])).toBe(expected);
});
