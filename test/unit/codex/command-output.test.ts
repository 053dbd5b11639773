import { expect, test } from 'vitest';
import { CommandOutput } from '../../../src/codex/command-output.ts';
import { redactorOf } from '../../../src/codex/secret-values.ts';
import { stderrLimit } from '../../../src/codex/supervise.ts';

const token = `ghp_${'aB3'.repeat(12)}`;
const value = 'tree-house-42-tree-house-42';

function shown(lines: readonly string[], stderr = ''): string {
  const output = new CommandOutput(redactorOf({ SHOP_PASSWORD: value }));
  for (const line of lines) output.add(line);
  return output.shown(stderr);
}

test('the last eight lines that say something, standard error last', () => {
  const lines = Array.from({ length: 70 }, (_, index) => `line ${index}`);
  expect(shown([...lines, '', 'end'], 'wrong\n')).toBe(
    `${[64, 65, 66, 67, 68, 69].map((index) => `line ${index}\n`).join('')}end\nwrong`,
  );
  expect(shown([])).toBe('');
});

test('what the sandbox says of itself is no output', () => {
  const own = 'WARNING: proceeding, even though we could not create PATH aliases: Read-only file system';
  expect(shown(['one'], `${own}\n`)).toBe('one');
});

test('a long line is cut', () => {
  expect(shown(['x'.repeat(3000)])).toBe('x'.repeat(500));
});

test.each([
  ['where a shown line ends', [`${'x'.repeat(490)} ${token}`], ''],
  ['where a shown line ends, in standard error', [], `${'x'.repeat(490)} ${value}`],
  ['where a huge line is no longer looked at', [`password=${'y'.repeat(19_900)} ${value.repeat(9)}`], ''],
  [
    'where the kept part of standard error begins',
    [],
    `${value.slice(9)} wrong${'.'.repeat(stderrLimit)}`.slice(0, stderrLimit),
  ],
  ['over two lines', ['-----BEGIN PRIVATE KEY-----', 'c2VjcmV0LWtleQ==', '-----END PRIVATE KEY-----'], ''],
])('no part of a secret is shown that lies %s', (_, lines, stderr) => {
  const text = shown(lines, stderr);
  expect(text).not.toMatch(/ghp_|aB3|tree|house|c2Vjc/);
});
