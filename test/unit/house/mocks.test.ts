/** Unit tests share their modules with those of other files, so a file that replaces one has workers of its own, by its name. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

test('a file that mocks modules is named *.mocked.test.ts', () => {
  const files = globSync('**/*.test.ts', { cwd: root }).filter((file) => !file.endsWith('.mocked.test.ts'));
  expect(files.filter((file) => /\bvi\.(?:do)?mock\(/i.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});
