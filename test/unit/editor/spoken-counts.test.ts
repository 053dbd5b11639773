import { expect, test } from 'vitest';
import { spokenCounts } from '../../../src/editor/spoken-counts.ts';

test.each([
  ['running 1/3, second try', 'running 1 of 3, second try'],
  ['verifying 12/12', 'verifying 12 of 12'],
  ['no criteria', 'no criteria'],
  ['docs/runbooks/1.4', 'docs/runbooks/1.4'],
])('%s', (text, spoken) => {
  expect(spokenCounts(text)).toBe(spoken);
});
