import { expect, test } from 'vitest';
import { isSameRepository } from '../../../../src/cluster/flux/repository-address.ts';

const shop = 'https://git.example/platform/shop';

test.each([
  ['git@git.example:platform/shop.git', true],
  ['git.example:platform/shop', true],
  ['ssh://git@git.example/platform/shop.git', true],
  ['ssh://git@git.example:2222/platform/shop', true],
  ['https://user:token@git.example:3000/platform/shop.git/', true],
  ['http://GIT.example/Platform/Shop', true],
  ['https://git.example/platform/shop-2', false],
  ['https://git.example/other/shop', false],
  ['https://other.example/platform/shop', false],
  ['https://git.example', false],
  ['', false],
])('%s is the same repository: %s', (address, expected) => {
  expect(isSameRepository(address, shop)).toBe(expected);
  expect(isSameRepository(shop, address)).toBe(expected);
});

test('a folder is the same by path and by file URL; nothing is not the same as nothing', () => {
  expect(isSameRepository('/srv/git/shop.git', 'file:///srv/git/shop')).toBe(true);
  expect(isSameRepository('https://git.example', 'https://git.example')).toBe(false);
});
