/** Where registries are spoken to, and which redirects may be followed. */
import { expect, test } from 'vitest';
import { mayFollow, registryAddress } from '../../../../src/cluster/registry/registry-address.ts';

test.each([
  ['ghcr.io', [], 'https://ghcr.io/', false],
  ['docker.io', [], 'https://registry-1.docker.io/', false],
  ['localhost:5000', [], 'https://localhost:5000/', false],
  ['localhost:5000', ['localhost'], 'https://localhost:5000/', false],
  ['localhost:5000', ['localhost:5000'], 'http://localhost:5000/', true],
  ['Registry:5000', ['registry:5000'], 'http://registry:5000/', true],
])('%s with %j over http', (registry, overHttp, url, isOverHttp) => {
  const address = registryAddress(registry, overHttp);
  expect([address.url.href, address.isOverHttp]).toEqual([url, isOverHttp]);
});

test.each([
  ['ghcr.io', 'https://cdn.example/blob', true],
  ['ghcr.io', 'http://ghcr.io/blob', false],
  ['ghcr.io', 'ftp://ghcr.io/blob', false],
  ['ghcr.io', 'http://plain:5000/blob', false],
  ['plain:5000', 'http://plain:5000/blob', true],
  ['plain:5000', 'http://plain:5001/blob', false],
  ['plain:5000', 'https://cdn.example/blob', true],
])('%s may lead to %s: %s', (registry, target, expected) => {
  expect(mayFollow(registryAddress(registry, ['plain:5000']), new URL(target))).toBe(expected);
});
