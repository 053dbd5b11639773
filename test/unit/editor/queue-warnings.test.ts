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
