import { describe, expect, test } from 'vitest';
import { styleFor } from '../../../src/cli/style.ts';
import { createTestHost } from '../../support/cli-host.ts';

const green = (options: { terminal: boolean; env?: NodeJS.ProcessEnv }) => {
  const { stdout, env } = createTestHost(options);
  return styleFor(stdout, env)('green', 'good');
};

describe('colours', () => {
  test.each([
    ['on a terminal', { terminal: true }, '\x1b[32mgood\x1b[39m'],
    ['not elsewhere, even when somebody forces them', { terminal: false, env: { FORCE_COLOR: '1' } }, 'good'],
    ['not with NO_COLOR', { terminal: true, env: { NO_COLOR: '1' } }, 'good'],
    ['with an empty NO_COLOR, as no-color.org says', { terminal: true, env: { NO_COLOR: '' } }, '\x1b[32mgood\x1b[39m'],
    ['not on a dumb terminal', { terminal: true, env: { TERM: 'dumb' } }, 'good'],
  ])('%s', (_case, options, expected) => {
    expect(green(options)).toBe(expected);
  });
});

test('marks are plain ASCII where the locale is', () => {
  const { stdout } = createTestHost();
  expect(styleFor(stdout, { LANG: 'C.UTF-8' }).marks.good).toBe('✔');
  if (process.platform !== 'darwin')
    expect(styleFor(stdout, { LC_ALL: 'C', LANG: 'en_US.UTF-8' }).marks.good).toBe('+');
});
