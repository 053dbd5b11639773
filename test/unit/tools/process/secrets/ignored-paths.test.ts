import { expect, test } from 'vitest';
import { isIgnoredPath } from '../../../../../src/tools/process/secrets/ignored-paths.ts';

test.each([
  ['docs/a.md', 'docs', true],
  ['docs/a.md', 'docs/', true],
  ['docs/a.md', './docs/a.md', true],
  ['docs2/a.md', 'docs', false],
  ['a/docs/a.md', 'docs', false],
  ['docs/a.md', 'docs/*.md', true],
  ['docs/b/a.md', 'docs/*.md', false],
  ['docs/b/a.md', 'docs/**/*.md', true],
  ['docs/a.md', 'docs/**/*.md', true],
  ['x/fixtures/y/z', '**/fixtures', true],
  ['fixtures/y', '**/fixtures/**', true],
  ['a.b', 'a?b', true],
  ['a/b', 'a?b', false],
  ['axb', 'a.b', false],
  ['(x)', '(*)', true],
])('%s by %s: %s', (path, entry, expected) => {
  expect(isIgnoredPath(path, [entry])).toBe(expected);
});
