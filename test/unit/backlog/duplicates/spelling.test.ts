/** Which words count as one although they are spelled differently. */
import { expect, test } from 'vitest';
import { isSpelledAlike } from '../../../../src/backlog/duplicates/spelling.ts';

test.each([
  ['prometheus', 'promtheus', true],
  ['zertifikatserneuerung', 'zertifikat', true],
  ['erneuern', 'erneuerung', true],
  ['sealed', 'unsealed', false],
  ['schedule', 'deschedule', false],
  ['einschalten', 'ausschalten', false],
  ['atlas', 'atlas', true],
  ['loki', 'lok', false],
  ['checkout', 'storefront', false],
  ['', 'a', false],
])('%s / %s: %s', (one, other, expected) => {
  expect(isSpelledAlike(one, other)).toBe(expected);
  expect(isSpelledAlike(other, one)).toBe(expected);
});
