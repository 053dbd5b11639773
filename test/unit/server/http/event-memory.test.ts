import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, test } from 'vitest';
import { EventMemory } from '../../../../src/server/http/event-memory.ts';

function progress(value: number): JSONRPCMessage {
  return { jsonrpc: '2.0', method: 'notifications/progress', params: { progress: value } };
}
const answer: JSONRPCMessage = { jsonrpc: '2.0', id: 1, result: { done: true } };

/** What a client that saw this event last gets. */
async function replayed(memory: EventMemory, lastEventId: string) {
  const sent: JSONRPCMessage[] = [];
  const stream = await memory.replayEventsAfter(lastEventId, {
    send: async (_id, message) => void sent.push(message),
  });
  return { stream, sent };
}

describe('what came after an event', () => {
  test('is that of its stream alone, in order', async () => {
    const memory = new EventMemory();
    const first = await memory.storeEvent('a', progress(1));
    await memory.storeEvent('b', progress(7));
    await memory.storeEvent('a', progress(2));
    const last = await memory.storeEvent('a', answer);
    expect(await replayed(memory, first)).toEqual({ stream: 'a', sent: [progress(2), answer] });
    expect(await replayed(memory, last)).toEqual({ stream: 'a', sent: [] });
    expect(memory.after(first).at(-1)).toEqual({ id: last, message: answer });
  });

  test("is all of it after the SDK's empty first event, which itself is never sent", async () => {
    const memory = new EventMemory();
    const before = await memory.storeEvent('a', progress(1));
    const priming = await memory.storeEvent('a', {} as JSONRPCMessage);
    await memory.storeEvent('a', answer);
    expect(await replayed(memory, priming)).toEqual({ stream: 'a', sent: [answer] });
    expect(await replayed(memory, before)).toEqual({ stream: 'a', sent: [answer] });
  });

  test.each(['', 'a', 'a:', ':1', 'a:x', 'a:99', 'a:-1'])('of "%s" is nothing, and it is on no stream', async (id) => {
    const memory = new EventMemory();
    await memory.storeEvent('a', answer);
    expect(memory.streamOf(id)).toBeUndefined();
    expect(memory.after(id)).toEqual([]);
  });
});

test('where it becomes too much, progress goes first, the oldest first, and answers and questions last', async () => {
  const size = JSON.stringify(progress(10)).length;
  const question: JSONRPCMessage = { jsonrpc: '2.0', id: 0, method: 'elicitation/create' };
  const memory = new EventMemory(4 * size);
  const first = await memory.storeEvent('a', progress(10));
  await memory.storeEvent('a', answer);
  await memory.storeEvent('a', question);
  for (let value = 11; value < 60; value++) await memory.storeEvent('a', progress(value));
  const { sent } = await replayed(memory, first);
  expect(sent).toEqual([answer, question, progress(58), progress(59)]);
  for (let id = 2; id < 100; id++) await memory.storeEvent('a', { ...answer, id });
  const answers = (await replayed(memory, first)).sent;
  expect(answers.at(-1)).toMatchObject({ id: 99 });
  expect(JSON.stringify(answers).length).toBeLessThan(5 * size);
});

test('the newest is kept, however large', async () => {
  const memory = new EventMemory(10);
  const first = await memory.storeEvent('a', progress(1));
  await memory.storeEvent('a', answer);
  expect((await replayed(memory, first)).sent).toEqual([answer]);
});
