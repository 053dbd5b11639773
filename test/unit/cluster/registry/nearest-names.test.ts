/** Names that are like one that is not there. */
import { expect, test } from 'vitest';
import { nearestNames } from '../../../../src/cluster/registry/nearest-names.ts';

test.each([
  ['1.5.0', ['1.4.0', '1.5.1', '2.0.0', '1.10.0', 'latest'], ['1.5.1', '1.4.0', '2.0.0']],
  ['1.6.0', ['1.5.0', '1.5.1', '1.4.9', '0.1'], ['1.5.0', '1.5.1', '1.4.9']],
  ['v1', ['v9', 'v10', 'v2'], ['v10', 'v9', 'v2']],
  ['shop/wbe', ['shop/web', 'ops/web', 'shop/api'], ['shop/web', 'shop/api', 'ops/web']],
  ['1', ['sha256-0a0a0a0a0a.sig', '2'], ['2']],
  ['1', [], []],
])('%s among %j', (wanted, names, expected) => {
  expect(nearestNames(wanted, names, 3)).toEqual(expected);
});
