import { expect, test } from 'vitest';
import { sandboxTerms } from '../../../src/tools/sandbox-terms.ts';

test.each([
  [true, 'may use the network, since kubectl and flux need it (--no-network takes it away).'],
  [false, 'has no network (--no-network).'],
])('network %s', (network, end) => {
  const start = 'Codex works in its sandbox: it writes in /shop and in temporary folders only, and ';
  expect(sandboxTerms(network, '/shop', '--no-network')).toBe(start + end);
});
