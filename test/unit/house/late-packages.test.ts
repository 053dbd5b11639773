/**
 * A package in CommonJS that is loaded late has no named exports in the bundle, though it has in Node: a module of ours
 * imports it, and that module is loaded late.
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../../../src/', import.meta.url));
/** An ES module in the bundle, by its alias. */
const esModules = ['jsonc-parser'];

test('names of packages are not taken from an import that is loaded late', () => {
  const found = globSync('**/*.ts', { cwd: src }).flatMap((file) => {
    const text = readFileSync(`${src}${file}`, 'utf8');
    const late = text.matchAll(/\}\s*=\s*await import\('([^.'][^']*)'\)/g);
    return Array.from(late, ([, name = '']) => `${file}: ${name}`);
  });
  const packages = found.filter((one) => !/: node:/.test(one) && !esModules.some((name) => one.endsWith(`: ${name}`)));
  expect(packages).toEqual([]);
  expect(found.length).toBeGreaterThan(0);
});
