/** Image references as the container world reads them. */
import { expect, test } from 'vitest';
import { apiHost, readReference, referenceText } from '../../../../src/cluster/registry/reference.ts';

const sha = `sha256:${'0a'.repeat(32)}`;
const sha512 = `sha512:${'0b'.repeat(64)}`;

test.each([
  ['web', 'docker.io/library/web:latest'],
  ['web:1.5.0', 'docker.io/library/web:1.5.0'],
  ['  web:1.5.0 ', 'docker.io/library/web:1.5.0'],
  ['shop/web', 'docker.io/shop/web:latest'],
  ['shop/team/web:1', 'docker.io/shop/team/web:1'],
  ['docker.io/web', 'docker.io/library/web:latest'],
  ['docker.io/library/web:1', 'docker.io/library/web:1'],
  ['index.docker.io/shop/web', 'docker.io/shop/web:latest'],
  ['registry-1.docker.io/web', 'docker.io/library/web:latest'],
  ['ghcr.io/shop/web:v1', 'ghcr.io/shop/web:v1'],
  ['ghcr.io/web', 'ghcr.io/web:latest'],
  ['localhost/web', 'localhost/web:latest'],
  ['localhost:5000/web', 'localhost:5000/web:latest'],
  ['registry:5000/shop/web:1', 'registry:5000/shop/web:1'],
  ['REGISTRY/web', 'REGISTRY/web:latest'],
  ['10.0.0.7:5000/web:1', '10.0.0.7:5000/web:1'],
  ['[::1]:5000/web:1', '[::1]:5000/web:1'],
  ['web:5000', 'docker.io/library/web:5000'],
  [`web@${sha}`, `docker.io/library/web@${sha}`],
  [`ghcr.io/shop/web:1.5.0@${sha}`, `ghcr.io/shop/web:1.5.0@${sha}`],
  [`registry:5000/web@${sha512}`, `registry:5000/web@${sha512}`],
  ['ghcr.io/a__b/c-d--e/f.g_h:V1_x-2', 'ghcr.io/a__b/c-d--e/f.g_h:V1_x-2'],
])('%s is %s', (written, whole) => {
  const { reference, fault } = readReference(written);
  expect(fault).toBeUndefined();
  expect(reference === undefined ? '' : referenceText(reference)).toBe(whole);
});

test.each([
  ['', 'it is empty'],
  ['https://ghcr.io/shop/web', 'without a scheme'],
  ['oci://ghcr.io/shop/chart', 'without a scheme'],
  ['web:', 'a tag has'],
  ['web:-1', 'a tag has'],
  [`web:${'a'.repeat(129)}`, 'a tag has'],
  ['web:1 2', 'a tag has'],
  ['web@sha256:abc', 'is no digest'],
  [`web@${sha.toUpperCase()}`, 'is no digest'],
  [`web@${sha}@${sha}`, 'is no digest'],
  ['Web', 'lower case'],
  ['ghcr.io/Shop/web', 'lower case'],
  ['ghcr.io/', 'is no name of a repository'],
  ['ghcr.io//web', 'is no name of a repository'],
  ['shop/.web', 'is no name of a repository'],
  ['ghcr.io/a_/web', 'is no name of a repository'],
  ['../web', 'is no host'],
  ['ghcr.io/../web', 'is no name of a repository'],
  ['ghcr.io/a/../../b', 'is no name of a repository'],
  ['ghcr.io/a%2f..%2fb', 'is no name of a repository'],
  ['ghcr.io/a?b=c', 'is no name of a repository'],
  ['ghcr.io/a#b', 'is no name of a repository'],
  ['ghcr.io/a\\b', 'is no name of a repository'],
  ['ghcr.io\n/a', 'is no host'],
  ['me@ghcr.io/web', 'is no digest'],
  ['me:password@ghcr.io/web', 'is no digest'],
  ['-x.io/web', 'is no host'],
  ['ghcr.io:port/web', 'is no host'],
  [`ghcr.io/${'a'.repeat(250)}`, 'at most 255'],
])('%s is none: %s', (written, words) => {
  expect(readReference(written).fault).toContain(words);
});

test('Docker Hub answers at a host of another name', () => {
  expect(apiHost('docker.io')).toBe('registry-1.docker.io');
  expect(apiHost('ghcr.io')).toBe('ghcr.io');
});
