/**
 * Generated task files. The seed is printed; `PROPERTY_SEED=… npx vitest run --project unit properties` repeats a run,
 * and `PROPERTY_FACTOR=100` makes a hundred times as many cases.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editProperties } from './edit-properties.ts';
import { fixProperties } from './fix-properties.ts';
import { insertProperties } from './insert-properties.ts';
import { parseProperties } from './parse-properties.ts';

const properties = [...parseProperties, ...editProperties, ...insertProperties, ...fixProperties];
const seed = Number(process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const factor = Number(process.env['PROPERTY_FACTOR'] ?? 1);
let cases = 0;

beforeAll(() => process.stdout.write(`Property tests with PROPERTY_SEED=${seed}\n`));
afterAll(() => process.stdout.write(`${cases} cases of ${properties.length} properties with PROPERTY_SEED=${seed}\n`));

test.each(properties)(
  '$name',
  ({ run, cases: wanted }) => {
    const count = run(seed, wanted * factor);
    cases += count;
    expect(count).toBe(wanted * factor);
  },
  600_000,
);

test('there are at least 10,000 cases', () => {
  expect(properties.reduce((sum, one) => sum + one.cases, 0)).toBeGreaterThanOrEqual(10_000);
});
