import { PassThrough, Writable } from 'node:stream';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, test } from 'vitest';
import { LineBuffer } from '../../../src/server/line-buffer.ts';
import { StdioTransport } from '../../../src/server/stdio-transport.ts';

async function start(stdout: Writable = new PassThrough()) {
  const stdin = new PassThrough();
  const transport = new StdioTransport(stdin, stdout);
  const messages: JSONRPCMessage[] = [];
  const errors: string[] = [];
  transport.onmessage = (message) => void messages.push(message);
  transport.onerror = ({ message }) => void errors.push(message);
  await transport.start();
  const read = async (text: string | Buffer) => {
    stdin.write(text);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const written = () => {
    const text = String((stdout as PassThrough).read() ?? '');
    return text === ''
      ? []
      : text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line));
  };
  return { stdin, transport, messages, errors, read, written };
}

const ping = { jsonrpc: '2.0', id: 1, method: 'ping' } as const;
const line = (message: object) => `${JSON.stringify(message)}\n`;
const batches = 'Batches are not supported: send one message a line.';
const noMessage = 'That is no message of JSON-RPC 2.0.';
const invalid = (id: unknown, message: string) => ({ jsonrpc: '2.0', id, error: { code: -32600, message } });

describe('what comes', () => {
  test('is read in pieces, with either end of line, blank lines left out', async () => {
    const { read, messages, errors } = await start();
    const text = Buffer.from(`${JSON.stringify({ ...ping, params: { a: 'ü' } })}\r\n\n  \n`);
    for (const byte of text) await read(Buffer.of(byte));
    await read(line({ ...ping, id: 2 }) + line({ ...ping, id: 3 }));
    expect(messages).toEqual([
      { ...ping, params: { a: 'ü' } },
      { ...ping, id: 2 },
      { ...ping, id: 3 },
    ]);
    expect(errors).toEqual([]);
  });

  test.each<[string, string | Buffer, unknown[]]>([
    ['words', 'hello\n', []],
    ['bytes', Buffer.concat([Buffer.from([0, 255, 254, 13, 1]), Buffer.from('\n')]), []],
    ['half a message', '{"jsonrpc":"2.0","id":1,\n', []],
    ['a number that is none', '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":NaN}}\n', []],
    ['JSON that is no object', '17\nnull\n"ping"\n', []],
    ['a request without a method', line({ jsonrpc: '2.0', id: 5 }), []],
    ['a request with an id that is none', line({ ...ping, id: null }) + line({ ...ping, id: 1.5 }), []],
    ['another version', line({ ...ping, jsonrpc: '1.0' }), [invalid(1, noMessage)]],
    ['parameters that are a list', line({ ...ping, params: [] }), [invalid(1, noMessage)]],
    ['fields that are none', line({ ...ping, id: 'x', more: 1 }), [invalid('x', noMessage)]],
    ['a batch', line([ping, { ...ping, id: 'two' }, 3]), [invalid(1, batches), invalid('two', batches)]],
    ['an empty batch', '[]\n', []],
  ])('%s: is told, answered where it can be, and the next message is read', async (_case, text, answers) => {
    const { read, messages, errors, written } = await start();
    await read(text);
    expect(errors).not.toEqual([]);
    expect(written()).toEqual(answers);
    await read(line(ping));
    expect(messages).toEqual([ping]);
  });

  test('the 100,000th bracket does no harm, and a fault is told in few words', async () => {
    const { read, messages, errors } = await start();
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    await read(`${deep}\n{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":${deep}}}\nx${'y'.repeat(1e6)}\n`);
    expect(messages).toHaveLength(1);
    expect(errors).toHaveLength(2);
    expect(errors.every((error) => error.length < 400)).toBe(true);
  });

  test('a message that breaks its reader does not keep the next one', async () => {
    const { transport, read, errors } = await start();
    const ids: unknown[] = [];
    transport.onmessage = (message) => {
      ids.push('id' in message ? message.id : undefined);
      throw new RangeError('Maximum call stack size exceeded');
    };
    await read(line(ping) + line({ ...ping, id: 2 }));
    expect(ids).toEqual([1, 2]);
    expect(errors).toEqual(['Maximum call stack size exceeded', 'Maximum call stack size exceeded']);
  });

  test('a line that never ends closes the connection at its limit', async () => {
    const { transport, read, errors, messages } = await start();
    let isClosed = false;
    transport.onclose = () => {
      isClosed = true;
    };
    const chunk = Buffer.alloc(16 * 1024 * 1024, 'x');
    for (let sent = 0; sent < 4; sent += 1) await read(chunk);
    expect(isClosed).toBe(false);
    await read(line(ping));
    expect(isClosed).toBe(true);
    expect(errors.join()).toContain('more than 67108864 bytes');
    await read(line(ping));
    expect(messages).toEqual([]);
  });

  test('lines as long as the limit are read', () => {
    const buffer = new LineBuffer(3);
    expect([...buffer.take(Buffer.from('abc\nde'))]).toEqual(['abc']);
    expect([...buffer.take(Buffer.from('f\n'))]).toEqual(['def']);
    expect(() => [...buffer.take(Buffer.from('abcd'))]).toThrow('more than 3 bytes');
  });
});

describe('ids', () => {
  test('a request with the id of one in work is left out; afterwards, or once that is cancelled, the id is free', async () => {
    const { transport, read, messages, errors } = await start();
    await read(line(ping) + line(ping));
    expect(messages).toHaveLength(1);
    expect(errors).toEqual(['A request has the id of one in work; it is left out.']);
    await transport.send({ jsonrpc: '2.0', id: 1, result: {} });
    await read(line(ping));
    await read(line({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } }));
    await read(line(ping));
    expect(messages).toHaveLength(4);
  });

  test('0 is an id as any other: the SDK would not hear of its cancellation', async () => {
    const { transport, read, messages, written } = await start();
    await read(line({ ...ping, id: 0 }));
    await read(line({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 0 } }));
    const [request, cancelled] = messages as { id?: unknown; params?: { requestId?: unknown } }[];
    expect(request?.id).toBeTruthy();
    expect(cancelled?.params?.requestId).toBe(request?.id);
    await transport.send({ jsonrpc: '2.0', id: request?.id as string, result: {} });
    // One of the server's own, and the client's answer to it.
    await transport.send({ jsonrpc: '2.0', id: 0, method: 'elicitation/create' });
    await read(line({ jsonrpc: '2.0', id: 0, result: {} }));
    expect(written()).toEqual([
      { jsonrpc: '2.0', id: 0, result: {} },
      { jsonrpc: '2.0', id: 0, method: 'elicitation/create' },
    ]);
    expect(messages.at(-1)).toEqual({ jsonrpc: '2.0', id: 0, result: {} });
  });
});

test('a client that does not read: answers wait for it, progress is left out, told once', async () => {
  let takeMore = () => {};
  const sizes: number[] = [];
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      sizes.push(chunk.length);
      takeMore = done;
    },
  });
  const { transport, errors } = await start(stdout);
  const progress = { jsonrpc: '2.0', method: 'notifications/progress', params: { text: 'x'.repeat(1e6) } } as const;
  for (let sent = 0; sent < 50; sent += 1) await transport.send(progress);
  await transport.send({ jsonrpc: '2.0', id: 1, result: {} });
  expect(stdout.writableLength).toBeGreaterThan(8e6);
  expect(stdout.writableLength).toBeLessThan(10e6);
  expect(errors).toEqual(['The client does not read: progress is left out.']);
  while (stdout.writableLength > 0) {
    takeMore();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(sizes.at(-1)).toBeLessThan(100);
  const before = sizes.length;
  await transport.send(progress);
  expect(sizes).toHaveLength(before + 1);
});
