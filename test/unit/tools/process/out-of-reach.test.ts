import { expect, test } from 'vitest';
import { outOfReach } from '../../../../src/tools/process/out-of-reach.ts';

const failure = (check: string, object: string, reason: string) => ({ check, object, reason });

test.each([
  ['nothing', [], undefined],
  ['a refusal', [failure('Kubernetes API', 'Kubernetes API', 'unauthorized')], undefined],
  ['the cluster', [failure('Kubernetes API', 'Kubernetes API', 'unreachable')], 'the API server of the cluster'],
  ['a registry', [failure('Registry', 'ghcr.io', 'timeout')], 'the registry ghcr.io'],
  ['an image', [failure('Image', 'a', 'Empty'), failure('Image', 'ghcr.io/b', 'timeout')], 'the registry of ghcr.io/b'],
])('%s', (_name, failures, what) => {
  expect(outOfReach(failures)).toBe(what);
});
