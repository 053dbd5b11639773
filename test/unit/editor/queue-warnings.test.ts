import { expect, test } from 'vitest';
import { QueueSource } from '../../../src/editor/queue-source.ts';
import { logNewWarnings } from '../../../src/editor/queue-warnings.ts';
import { repository, root } from './queue-fixture.ts';

test('a warning is logged when it appears, and again only when it comes back', async () => {
  const readings = [['a'], ['a', 'b'], ['b'], ['a', 'b']];
  const source = new QueueSource(async () => repository([], { warnings: readings.shift() ?? [] }));
  const logged: string[] = [];
  logNewWarnings(source, (text) => logged.push(text));
  await source.setFolders([{ root, name: 'shop' }]);
  for (let reading = 0; reading < 3; reading += 1) await source.refresh();
  expect(logged).toEqual(['shop: a', 'shop: b', 'shop: a']);
});

test('thousands of warnings are logged, and the rest of the program goes on meanwhile', async () => {
  const warnings = Array.from({ length: 2000 }, (_, index) => `warning ${index}`);
  const source = new QueueSource(async () => repository([], { warnings }));
  const logged: string[] = [];
  const loggedBefore: number[] = [];
  // As slow as a log can be.
  const slowly = (text: string) => {
    logged.push(text);
    for (const start = performance.now(); performance.now() - start < 0.02; );
  };
  logNewWarnings(source, slowly);
  setImmediate(() => loggedBefore.push(logged.length));
  await source.setFolders([{ root, name: 'shop' }]);
  await expect.poll(() => logged.length).toBe(warnings.length);
  expect(logged).toEqual(warnings.map((warning) => `shop: ${warning}`));
  expect(loggedBefore[0]).toBeLessThan(warnings.length);
});

test('what is not logged yet at the end is left out', async () => {
  const warnings = Array.from({ length: 2000 }, (_, index) => `warning ${index}`);
  const source = new QueueSource(async () => repository([], { warnings }));
  const logged: string[] = [];
  const log = logNewWarnings(source, (text) => {
    logged.push(text);
    for (const start = performance.now(); performance.now() - start < 0.02; );
  });
  await source.setFolders([{ root, name: 'shop' }]);
  log.dispose();
  const before = logged.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect(logged).toHaveLength(before);
});
