/** What a client may send that it should not: the real server answers the next call as if nothing had been, or ends and says why. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawServer } from '../support/raw-server.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const taskText = `---
id: TASK-001
title: Raise the replica count
status: active
priority: high
---

## Acceptance Criteria

- [ ] The replica count is 3
`;

let repository: TemporaryRepository;
let server: RawServer;
const env = () => ({
  ...process.env,
  KUBECONFIG: join(repository.root, '.git/none'),
  XDG_CONFIG_HOME: join(repository.root, '.git/none'),
});

beforeAll(async () => {
  repository = temporaryRepository({ 'tasks/active/TASK-001.md': taskText });
  server = new RawServer([], env());
  await server.initialize();
});
afterAll(async () => {
  server.process.stdin.end();
  expect(await server.exit).toEqual([0, null]);
  expect(repository.git('status', '--porcelain')).toBe('');
  expect(repository.git('rev-list', '--count', 'HEAD')).toBe('1');
  repository.remove();
});

/** That the server works as ever. */
async function expectWell(which = server): Promise<void> {
  const { result } = await which.call('scan_prioritize', { repo_path: repository.root }).answer;
  expect(result.structuredContent).toMatchObject({ success: true, next_action: { item_id: 'TASK-001' } });
}

const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const request = (fields: string) => `{"jsonrpc":"2.0",${fields}}\n`;
describe('garbage', () => {
  test.each<[string, string | Buffer]>([
    ['words', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['bytes', Buffer.from([...Array(256).keys(), 10])],
    ['JSON that is no message', 'null\n[]\n{}\n"x"\n17\n{"jsonrpc":"2.0"}\n'],
    ['100,000 brackets', `${deep(100_000)}\n`],
    ['an answer to no request', request('"id":99,"result":{}') + request('"id":"x","error":{"code":1,"message":"no"}')],
    ['a notification that does not exist', request('"method":"notifications/nothing"')],
    ['cancelled what does not run', request('"method":"notifications/cancelled","params":{"requestId":4711}')],
    ['cancelled nothing', request('"method":"notifications/cancelled"')],
    ['progress for no token', request('"method":"notifications/progress","params":{"progressToken":5,"progress":1}')],
  ])('%s', async (_case, bytes) => {
    server.write(bytes);
    await expectWell();
  });

  test.each<[string, string, object]>([
    ['a method that does not exist', request('"id":"m","method":"tools/nothing"'), { code: -32601 }],
    ['a method of the prototype', request('"id":"p","method":"__proto__"'), { code: -32601 }],
    ['parameters of the wrong form', request('"id":"w","method":"tools/call","params":{"name":7}'), { code: -32602 }],
    ['a level that is none', request('"id":"l","method":"logging/setLevel","params":{"level":"loud"}'), {}],
    ['no parameters', request('"id":"n","method":"tools/call"'), {}],
    ['another version', '{"jsonrpc":"1.0","id":"v","method":"ping"}\n', { code: -32600 }],
    ['a batch', `[${request('"id":"b","method":"ping"').trim()}]\n`, { code: -32600 }],
  ])('%s is an error', async (_case, bytes, error) => {
    const id = /"id":"(.)"/.exec(bytes)?.[1];
    server.write(bytes);
    expect(await server.message((message) => message.id === id)).toMatchObject({ error });
    await expectWell();
  });

  test('two requests with one id: one is answered', async () => {
    const ping = request('"id":"twice","method":"tools/list"');
    server.write(ping + ping);
    await expectWell();
    expect(server.messages.filter(({ id }) => id === 'twice')).toHaveLength(1);
  });
});

describe('input that is out of schema', () => {
  const work = () => ({ item_id: 'TASK-001', repo_path: repository.root });
  const item = () => ({ item_type: 'bug', title: 'x', description: 'x', repo_path: repository.root });
  test.each<[tool: string, named: string, input: () => unknown]>([
    ['scan_prioritize', 'repo_path', () => ({})],
    ['scan_prioritize', 'repo_path', () => ({ repo_path: 7 })],
    ['scan_prioritize', 'repo_path', () => ({ repo_path: '' })],
    ['scan_prioritize', 'timeout', () => ({ repo_path: repository.root, timeout: -1 })],
    ['scan_prioritize', 'timeout', () => ({ repo_path: repository.root, timeout: 1e15 })],
    ['scan_prioritize', 'NUL', () => ({ repo_path: 'a\0b' })],
    ['scan_prioritize', 'is no folder', () => ({ repo_path: 'x'.repeat(100_000) })],
    ['process_bug', 'item_id', () => ({ repo_path: repository.root })],
    ['process_bug', 'max_iterations', () => ({ ...work(), max_iterations: 1.5 })],
    ['process_bug', 'criteria', () => ({ ...work(), criteria: [-1] })],
    ['process_bug', 'max_iteration"', () => ({ ...work(), max_iteration: 1 })],
    ['process_bug', 'is not a task id', () => ({ ...work(), item_id: '../../etc/passwd' })],
    ['process_bug', 'is not a task id', () => ({ ...work(), item_id: '__proto__' })],
    ['process_bug', 'TASK-404', () => ({ ...work(), item_id: 'TASK-404' })],
    ['process_bug', 'more than the maximum of 2000', () => ({ ...work(), criteria: Array(1_000_000).fill(-1) })],
    ['run_tests', 'work_item_id', () => ({ work_item_id: null, repo_path: repository.root })],
    ['run_tests', 'create_bugs', () => ({ work_item_id: 'TASK-001', repo_path: repository.root, create_bugs: 'yes' })],
    ['create_work_item', 'title', () => ({ ...item(), title: '' })],
    ['create_work_item', 'description', () => ({ ...item(), description: 'x'.repeat(10 * 1024 * 1024) })],
    ['create_work_item', 'labels', () => ({ ...item(), labels: Array(1_000).fill('x') })],
    ['run_retrospective', 'session_id', () => ({ repo_path: repository.root, session_id: '' })],
    ['constructor', 'constructor', () => ({})],
    ['__proto__', '__proto__', () => ({})],
  ])('%s: the error names "%s"', async (tool, named, input) => {
    const { result } = await server.call(tool, input()).answer;
    expect(result).toMatchObject({ isError: true });
    const [{ text }] = result.content;
    expect(text).toContain(named);
    expect(text).not.toMatch(/\n\s+at /);
    expect(text.length).toBeLessThan(120_000);
  });

  const refused = { result: { isError: true } };
  test.each<[string, string, object]>([
    ['a number that is infinite', '"repo_path":"HERE","timeout":1e309', refused],
    ['100,000 brackets', `"repo_path":${deep(100_000)}`, refused],
    ['a prototype that has the parameters', '"__proto__":{"repo_path":"HERE"}', refused],
    ['a constructor', '"repo_path":"HERE","constructor":{"prototype":{"polluted":1}}', refused],
    ['a prototype besides, which counts for nothing', '"repo_path":"HERE","__proto__":{"timeout":-1}', { result: {} }],
  ])('%s', async (name, input, expected) => {
    const id = JSON.stringify(name);
    const params = `{"name":"scan_prioritize","arguments":{${input.replace('HERE', repository.root)}}}`;
    server.write(request(`"id":${id},"method":"tools/call","params":${params}`));
    const answer = await server.message((message) => message.id === name);
    expect(answer).toMatchObject(expected);
    expect(answer.result.isError).toBe(expected === refused ? true : undefined);
    await expectWell();
  });

  test('parameters that are a list', async () => {
    const { answer } = server.request('tools/call', { name: 'scan_prioritize', arguments: ['/'] });
    expect((await answer).error?.message).toContain('expected record, received array');
    await expectWell();
  });
});

describe('much', () => {
  test('a message of 50 MB is read', async () => {
    const { answer } = server.request('ping', { _meta: { padding: 'x'.repeat(50 * 1024 * 1024) } });
    expect(await answer).toMatchObject({ result: {} });
    await expectWell();
  });

  test('100 scans at once have the same answer', async () => {
    const scans = Array.from({ length: 100 }, () => server.call('scan_prioritize', { repo_path: repository.root }));
    const answers = await Promise.all(scans.map(async ({ answer }) => (await answer).result.structuredContent));
    expect(answers[0]).toMatchObject({ success: true, next_action: { item_id: 'TASK-001' } });
    for (const each of answers) expect(each).toEqual(answers[0]);
  });

  test('a line without an end ends the server, which says why; half a line and the end are no fault', async () => {
    const [other, half] = [new RawServer([], env()), new RawServer([], env())];
    half.process.stdin.end('{"jsonrpc":"2.0","id":1,"meth');
    for (let sent = 0; sent <= 64; sent += 8) other.write(Buffer.alloc(8 * 1024 * 1024, '['));
    expect(await other.exit).toEqual([1, null]);
    expect(other.errors).toContain('A message of more than 67108864 bytes came');
    expect(await half.exit).toEqual([0, null]);
    expect(half.errors).toBe('');
  });
});

test('requests before the greeting, and two greetings', async () => {
  const other = new RawServer([], env());
  await expectWell(other);
  for (let times = 0; times < 2; times += 1) {
    expect((await other.initialize()).result.serverInfo.name).toBe('agent-toolkit');
  }
  await expectWell(other);
  other.process.stdin.end();
  expect(await other.exit).toEqual([0, null]);
});
