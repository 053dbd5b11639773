/** What a DNS server says, over real UDP. */
import { createSocket, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askServers } from '../../../../src/tools/until/probe-dns.ts';

/** Response codes of RFC 1035. */
const [noError, serverFailure, nameError, refused] = [0, 2, 3, 5];

type Reply = { readonly code: number; readonly address?: readonly number[] } | undefined;

let server: Socket;
let replyTo: (name: string, type: 'A' | 'AAAA') => Reply;

beforeEach(async () => {
  server = createSocket('udp4');
  server.on('message', (query, { port, address }) => {
    const end = query.indexOf(0, 12);
    const name = query
      .subarray(12, end)
      .toString('latin1')
      .replace(/[\0-\x3f]/g, (mark) => (/[\w-]/.test(mark) ? mark : '.'))
      .slice(1);
    const reply = replyTo(name, query.readUInt16BE(end + 1) === 1 ? 'A' : 'AAAA');
    if (reply !== undefined) server.send(answer(query.subarray(0, end + 5), reply), port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.close();
  await once(server, 'close');
});

/** The question with its reply: one record at most, named by a pointer to the question. */
function answer(question: Buffer, { code, address }: NonNullable<Reply>): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(address === undefined ? 0 : 1, 6);
  head.fill(0, 8, 12);
  if (address === undefined) return head;
  const record = Buffer.from([0xc0, 0x0c, 0, address.length === 4 ? 1 : 28, 0, 1, 0, 0, 0, 60, 0, address.length]);
  return Buffer.concat([head, record, Buffer.from(address)]);
}

function ask(name = 'shop.example', signal = new AbortController().signal) {
  const resolver = new Resolver({ timeout: 300, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  return askServers(resolver, name, signal);
}

const v6 = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];

test.each<[string, Record<'A' | 'AAAA', Reply>, readonly string[]]>([
  [
    'both families',
    { A: { code: noError, address: [192, 0, 2, 40] }, AAAA: { code: noError, address: v6 } },
    ['192.0.2.40', '2001:db8::1'],
  ],
  ['one family', { A: { code: noError, address: [192, 0, 2, 40] }, AAAA: { code: noError } }, ['192.0.2.40']],
  [
    'one, and no answer for the other',
    { A: { code: noError, address: [192, 0, 2, 40] }, AAAA: { code: serverFailure } },
    ['192.0.2.40'],
  ],
  ['no such name', { A: { code: nameError }, AAAA: { code: nameError } }, []],
  ['a name without addresses', { A: { code: noError }, AAAA: { code: noError } }, []],
])('%s', async (_, replies, expected) => {
  replyTo = (_name, type) => replies[type];
  expect(await ask()).toEqual(expected);
});

test.each<[string, Reply, string]>([
  ['a server that fails', { code: serverFailure }, 'ESERVFAIL'],
  ['one that refuses', { code: refused }, 'EREFUSED'],
  ['one that is silent', undefined, 'ETIMEOUT'],
])('%s tells nothing', async (_, reply, code) => {
  replyTo = () => reply;
  await expect(ask()).rejects.toMatchObject({ code });
  // A family that is not there does not make up for it.
  replyTo = (_name, type) => (type === 'A' ? reply : { code: noError });
  await expect(ask()).rejects.toMatchObject({ code });
});

test('the name is asked as it stands, without search domains', async () => {
  const names: string[] = [];
  replyTo = (name) => {
    names.push(name);
    return { code: nameError };
  };
  await ask('shop');
  expect([...new Set(names)]).toEqual(['shop']);
});

test('a stop ends it at once', async () => {
  const controller = new AbortController();
  replyTo = () => {
    controller.abort(new Error('stopped'));
    return undefined;
  };
  await expect(ask('shop.example', controller.signal)).rejects.toThrow('stopped');
});
