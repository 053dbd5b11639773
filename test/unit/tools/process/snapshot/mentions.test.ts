/** Whether a task names an object, a URL or an image. */
import { expect, test } from 'vitest';
import { namesImage, namesObject, namesUrl } from '../../../../../src/tools/process/snapshot/mentions.ts';

const web = { namespace: 'shop', name: 'web' };

test.each<[string, boolean]>([
  ['Repair `web`, please.', true],
  ['Run `kubectl -n shop rollout restart deploy/web`.', true],
  ['Run `kubectl rollout restart deployment web`.', true],
  ['The Deployment web is down.', true],
  ['The deployment "web" is down.', true],
  ['The web deployment is down.', true],
  ['All web pods crash.', true],
  ['kind/name: deployment/web', true],
  ['It is shop/web that fails.', true],
  ['HelmRelease web is stalled.', true],
  ['Publish it on the web.', false],
  ['The web is big.', false],
  ['Repair web-admin and the-web and website.', false],
  ['Repair the deployment web-admin.', false],
  ['Change `apps/shop/web/values.yaml`.', false],
  ['Change apps/web/values.yaml.', false],
])('%s', (text, isNamed) => {
  expect(namesObject({ title: '', text }, web)).toBe(isNamed);
});

test('any name in the title, and one that is no word of prose anywhere', () => {
  expect(namesObject({ title: 'Move web to the new node pool', text: '' }, web)).toBe(true);
  const master = { namespace: 'shop', name: 'redis-master' };
  expect(namesObject({ title: '', text: 'Give redis-master more memory.' }, master)).toBe(true);
  expect(namesObject({ title: '', text: 'Give redis-master-0 more memory.' }, master)).toBe(false);
  expect(namesObject({ title: '', text: 'aXb' }, { namespace: '', name: 'a.b' })).toBe(false);
});

test.each<[string, boolean]>([
  ['https://shop.test/healthz answers', true],
  ['The page at shop.test answers', true],
  ['The page at my-shop.test answers', false],
  ['The shop answers', false],
])('a URL: %s', (text, isNamed) => {
  expect(namesUrl(text, 'https://shop.test/healthz')).toBe(isNamed);
});

test.each<[string, string, boolean]>([
  ['Deploy ghcr.io/shop/web:1.5.0', 'ghcr.io/shop/web:1.5.0', true],
  ['Build shop/web', 'ghcr.io/shop/web:1.5.0', true],
  ['Set the tag to 1.5.0', 'ghcr.io/shop/web:1.5.0', true],
  ['Set the tag to 1.5.01', 'ghcr.io/shop/web:1.5.0', false],
  ['Use the latest of everything', 'ghcr.io/shop/web:latest', false],
  ['Take the image `redis`', 'redis', true],
  ['Look at redis', 'redis', false],
])('an image: %s', (text, image, isNamed) => {
  expect(namesImage(text, image)).toBe(isNamed);
});
