/** Manifests in both formats. */
import { expect, test } from 'vitest';
import { configPlatform, isImageConfig, readManifest } from '../../../../src/cluster/registry/manifest.ts';

const oci = 'application/vnd.oci.image.manifest.v1+json';
const ociIndex = 'application/vnd.oci.image.index.v1+json';
const docker = 'application/vnd.docker.distribution.manifest.v2+json';
const dockerList = 'application/vnd.docker.distribution.manifest.list.v2+json';
const digest = 'sha256:1';
const image = {
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: 100 },
  layers: [
    { digest: 'sha256:2', size: 20 },
    { digest: 'sha256:3', size: 3 },
  ],
};
const config = { digest, mediaType: 'application/vnd.oci.image.config.v1+json', size: 100 };
const readImage = { kind: 'image', config, layers: 2, size: 123 };
const attestation = {
  digest: 'sha256:9',
  platform: { os: 'unknown', architecture: 'unknown' },
  annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
};
const index = {
  manifests: [
    { digest: 'sha256:4', platform: { os: 'linux', architecture: 'amd64' } },
    { digest: 'sha256:5', platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
    { digest: 'sha256:6' },
    attestation,
  ],
};
const readIndex = {
  kind: 'index',
  entries: [
    { digest: 'sha256:4', platform: 'linux/amd64' },
    { digest: 'sha256:5', platform: 'linux/arm64/v8' },
    { digest: 'sha256:6', platform: '' },
  ],
};

test.each<[string, unknown, string, unknown]>([
  ['an image', image, oci, readImage],
  ["an image in Docker's format", image, docker, readImage],
  ['an image that says so itself', { ...image, mediaType: oci }, 'application/json', readImage],
  ['an index', index, ociIndex, readIndex],
  ["Docker's list", index, dockerList, readIndex],
  ['an index that says so itself', { ...index, mediaType: ociIndex }, 'text/plain', readIndex],
  ['what it says itself goes before the answer', { ...index, mediaType: ociIndex }, oci, readIndex],
  ['an empty index', { manifests: [] }, ociIndex, { kind: 'index', entries: [] }],
  ['no layers', { ...image, layers: [] }, oci, { ...readImage, layers: 0, size: 100 }],
  ['an image that is called an index', image, ociIndex, undefined],
  [
    'the first format',
    { schemaVersion: 1, fsLayers: [] },
    'application/vnd.docker.distribution.manifest.v1+json',
    undefined,
  ],
  ['a negative size', { ...image, layers: [{ digest, size: -1 }] }, oci, undefined],
  ['a list', [], oci, undefined],
  ['null', null, oci, undefined],
])('%s', (_name, value, mediaType, expected) => {
  expect(readManifest(Buffer.from(JSON.stringify(value)), mediaType)).toEqual(expected);
});

test('what is not JSON is no manifest', () => {
  expect(readManifest(Buffer.from('<html>'), oci)).toBeUndefined();
});

test.each([
  ['{"os":"linux","architecture":"arm64","variant":"v8"}', 'linux/arm64/v8'],
  ['{"os":"linux","architecture":"amd64"}', 'linux/amd64'],
  ['{"os":"unknown","architecture":"unknown"}', ''],
  ['{}', ''],
  ['no json', ''],
])('the platform of %s is %s', (text, expected) => {
  expect(configPlatform(Buffer.from(text))).toBe(expected);
});

test.each([
  ['application/vnd.oci.image.config.v1+json', true],
  ['application/vnd.docker.container.image.v1+json', true],
  ['application/vnd.cncf.helm.config.v1+json', false],
  ['application/vnd.oci.empty.v1+json', false],
])('%s is the configuration of an image: %s', (mediaType, expected) => {
  expect(isImageConfig(mediaType)).toBe(expected);
});
