/** What is said of an image. The flows stand in test/integration/registry.test.ts. */
import { expect, test } from 'vitest';
import { imageVerdict, type LookedAt, sizeText } from '../../../../src/cluster/registry/image-verdict.ts';
import type { ImageSeen } from '../../../../src/cluster/registry/look-at-image.ts';
import { RegistryError } from '../../../../src/cluster/registry/registry-error.ts';

const digest = `sha256:${'0a'.repeat(32)}`;
const looked = (seen: LookedAt['seen'], change: Partial<LookedAt> = {}): LookedAt => ({
  written: 'ghcr.io/shop/web:1.5.0',
  reference: { registry: 'ghcr.io', repository: 'shop/web', tag: '1.5.0', digest: undefined },
  asked: 'GET https://ghcr.io/v2/shop/web/manifests/1.5.0',
  seen,
  catalogue: undefined,
  durationMs: 12,
  ...change,
});
const platforms = [
  { platform: 'linux/amd64', size: 12_300_000 },
  { platform: 'linux/arm64/v8', size: 11_000_000 },
];
const found: ImageSeen = { kind: 'found', digest, mediaType: 'x', platforms, unread: 0 };
const tags = (...names: string[]) => ({ names, isComplete: true });
const missing = (...names: string[]): ImageSeen => ({ kind: 'missing', message: 'HTTP 404', tags: tags(...names) });

test('a row has digest, platforms and their sizes', () => {
  expect(imageVerdict(looked(found)).check).toEqual({
    name: 'Image',
    object: 'ghcr.io/shop/web:1.5.0',
    asked: 'GET https://ghcr.io/v2/shop/web/manifests/1.5.0',
    expected: 'a manifest with content',
    actual: `${digest}, linux/amd64 12.3 MB, linux/arm64/v8 11.0 MB`,
    status: 'pass',
    evidence: `${digest}, linux/amd64 12.3 MB, linux/arm64/v8 11.0 MB`,
    duration_ms: 12,
  });
});

test.each([
  [tags('shop/web'), '; listed in the catalogue'],
  [tags('shop/api'), '; not listed in the catalogue'],
  [{ names: ['shop/api'], isComplete: false }, ''],
])('the catalogue is evidence: %j', (catalogue, end) => {
  const { actual, evidence } = imageVerdict(looked(found, { catalogue })).check;
  expect(evidence).toBe(`${actual}${end}`);
});

test.each<[string, LookedAt, string, string, 'task' | 'external']>([
  ['another tag', looked(missing('1.4.0', '1.5.1')), 'NotFound', 'no tag 1.5.0. Nearest: 1.5.1, 1.4.0.', 'task'],
  ['no tag at all', looked(missing()), 'NotFound', 'ghcr.io/shop/web has no tag at all.', 'task'],
  ['a tag without its manifest', looked(missing('1.5.0')), 'Broken', 'its manifest is missing', 'task'],
  [
    'no repository',
    looked({ kind: 'missing', message: 'HTTP 404', tags: undefined }, { catalogue: tags('shop/wbe', 'x') }),
    'NotFound',
    'ghcr.io has no shop/web, or not for you. Repositories with a like name: shop/wbe, x.',
    'task',
  ],
  ['empty', looked({ kind: 'empty', message: 'it' }), 'Empty', 'The image holds nothing', 'task'],
  ['broken', looked({ kind: 'broken', message: 'it' }), 'Broken', 'lost a part of the image', 'task'],
  ['an old format', looked({ kind: 'unknown', message: 'it' }), 'UnknownFormat', 'no format of today', 'task'],
  ['other content', looked({ kind: 'differs', message: 'it' }), 'DigestDiffers', 'other content than it says', 'task'],
  [
    'a tag that moved',
    looked(
      { kind: 'differs', message: 'it' },
      { reference: { registry: 'ghcr.io', repository: 'shop/web', tag: '1.5.0', digest } },
    ),
    'DigestDiffers',
    'The tag 1.5.0 names another image than the digest that is pinned',
    'task',
  ],
  [
    'no login',
    looked(new RegistryError('unauthorized', 'x', { login: 'none' })),
    'unauthorized',
    'wants a login',
    'external',
  ],
  [
    'a login that is refused',
    looked(new RegistryError('unauthorized', 'x', { login: 'refused' })),
    'unauthorized',
    'refuses the credentials',
    'external',
  ],
  ['denied', looked(new RegistryError('denied', 'x')), 'denied', 'does not let this account read', 'external'],
  ['throttled', looked(new RegistryError('throttled', 'x')), 'throttled', 'limits how often it is asked', 'external'],
  ['in trouble', looked(new RegistryError('server', 'x')), 'server', 'an error of its own', 'external'],
  ['slow', looked(new RegistryError('timeout', 'x')), 'timeout', 'overloaded or out of reach', 'external'],
  ['gone', looked(new RegistryError('unreachable', 'x')), 'unreachable', 'cannot be reached', 'external'],
  ['odd', looked(new RegistryError('refused', 'x')), 'refused', 'answers as no registry does', 'external'],
])('%s', (_name, image, reason, cause, scope) => {
  const { check, failure } = imageVerdict(image);
  expect(check.status).toBe('fail');
  expect(failure).toMatchObject({ check: 'Image', object: 'ghcr.io/shop/web:1.5.0', reason, scope });
  expect(failure?.cause).toContain(cause);
  expect(failure?.remedy).not.toBe('');
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [12_345_678, '12.3 MB'],
  [5e12, '5000.0 GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
