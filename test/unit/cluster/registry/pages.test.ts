/** Links to the next page. */
import { expect, test } from 'vitest';
import { nextPage } from '../../../../src/cluster/registry/pages.ts';

const current = new URL('https://ghcr.io/v2/shop/web/tags/list?n=2');

test.each([
  [null, undefined],
  ['', undefined],
  ['</v2/shop/web/tags/list?n=2&last=b>; rel="next"', 'https://ghcr.io/v2/shop/web/tags/list?n=2&last=b'],
  ['<?n=2&last=b>; rel=next', 'https://ghcr.io/v2/shop/web/tags/list?n=2&last=b'],
  ['<https://ghcr.io/v2/x>; title="a"; rel="next"', 'https://ghcr.io/v2/x'],
  ['</a>; rel="prev", </b>; rel="next"', 'https://ghcr.io/b'],
  ['</a>; rel="prev"', undefined],
  ['</a>; rel="nextish"', undefined],
  ['<https://elsewhere.example/v2/x>; rel="next"', undefined],
  ['<http://ghcr.io/v2/x>; rel="next"', undefined],
  ['<http://>; rel="next"', undefined],
])('%s', (link, expected) => {
  expect(nextPage(link, current)?.href).toBe(expected);
});
