/** Lines of a watch, wherever its chunks end. */
import { expect, test } from 'vitest';
import { watchEvents } from '../../../src/cluster/watch-events.ts';

const lines = ['é', 'b'].map((name) => JSON.stringify({ type: 'ADDED', object: { metadata: { name } } }));
const stream = Buffer.from(`${lines.join('\n')}\n\n`);

async function read(chunks: readonly Uint8Array[]): Promise<unknown[]> {
  const names: unknown[] = [];
  const source = (async function* () {
    yield* chunks;
  })();
  for await (const { object } of watchEvents(source)) names.push(object.metadata?.name);
  return names;
}

test('every place to cut gives the same events', async () => {
  for (let cut = 0; cut <= stream.length; cut++) {
    expect(await read([stream.subarray(0, cut), stream.subarray(cut)])).toEqual(['é', 'b']);
  }
});

test('what was cut off is left out', async () => {
  expect(await read([stream.subarray(0, stream.length - 5)])).toEqual(['é']);
});

test('what is not JSON is an error', async () => {
  await expect(read([Buffer.from('<html>\n')])).rejects.toThrow(SyntaxError);
});
