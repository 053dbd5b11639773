/** `health` on files, folders and standard input. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../../../src/cli/run-cli.ts';
import { createTestHost, type TestHostOptions } from '../../support/cli-host.ts';
import { deployment, endpointSlice, pod, service } from '../../support/kubernetes-objects.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-health-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: string | object): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
}

async function health(args: readonly string[], options: TestHostOptions & { input?: string } = {}) {
  const host = { ...createTestHost({ cwd: folder, ...options }), stdin: Readable.from([options.input ?? '']) };
  const code = await runCli(['health', ...args], host);
  return { code, out: host.out(), err: host.err() };
}

const crashing = pod('shop/web-1', {
  app: 'web',
  ready: false,
  container: { ready: false, state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s' } } },
});
const list = (...items: object[]) => ({ apiVersion: 'v1', kind: 'List', items });

test('a table, problems first, with a summary', async () => {
  write(
    'dump.json',
    list(
      pod('shop/web-2'),
      deployment('shop/api', { replicas: 2, ready: 1 }),
      { ...deployment('shop/old'), spec: { paused: true, replicas: 1 } },
      crashing,
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' }, status: { phase: 'Terminating' } },
      service('ops/alone'),
      { apiVersion: 'v1', kind: 'Event', metadata: { name: 'e', namespace: 'shop' }, involvedObject: { kind: 'Pod' } },
    ),
  );
  const { code, out, err } = await health(['dump.json']);
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toMatchInlineSnapshot(`
    "✖ failed       Pod shop/web-1       CrashLoopBackOff    CrashLoopBackOff: container app: back-off 10s
    ? unknown      Service ops/alone    EndpointsNotKnown   its EndpointSlices are not among the objects
    ! terminating  Namespace shop       Terminating         is being deleted
    ! progressing  Deployment shop/api  RolloutProgressing  2 wanted: 2 updated, 2 total, 1 available, 1 ready
    ! suspended    Deployment shop/old  Suspended           is paused: changes of its template are not rolled out
    ✔ healthy      Pod shop/web-2       Healthy             Running

    ✖ 1 failed, 1 unknown, 1 terminating, 1 progressing, 1 suspended, 1 healthy: 6 objects and 1 event in 1 file.
    "
  `);
});

test('on a narrow terminal messages stand below their objects, and colours tell the verdicts apart', async () => {
  write('dump.json', list(crashing, pod('shop/web-2')));
  const { out } = await health(['dump.json'], { terminal: true, columns: 60 });
  expect(out).toMatchInlineSnapshot(`
    "[31m✖ failed     [39m  Pod shop/web-1  [1mCrashLoopBackOff[22m
        CrashLoopBackOff: container app: back-off 10s
    [32m✔ healthy    [39m  Pod shop/web-2  [2mHealthy         [22m
        Running

    [31m✖ 1 failed, 1 healthy: 2 objects in 1 file.[39m
    "
  `);
});

test('--json is an array in the order of the input', async () => {
  write('dump.json', list(pod('shop/web-2'), crashing));
  const { code, out } = await health(['--json', 'dump.json']);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: 'shop',
      name: 'web-2',
      verdict: 'healthy',
      reason: 'Healthy',
      message: 'Running',
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: 'shop',
      name: 'web-1',
      verdict: 'failed',
      reason: 'CrashLoopBackOff',
      message: 'CrashLoopBackOff: container app: back-off 10s',
    },
  ]);
});

describe('exit codes', () => {
  const suspended = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'x' }, spec: { suspend: true } };
  test.each([
    [0, 'all healthy', list(pod('shop/web-2'), deployment('shop/web'))],
    [1, 'failed', list(crashing)],
    [1, 'progressing', list(deployment('shop/web', { replicas: 2, ready: 1 }))],
    [1, 'terminating', list(pod('shop/web', { metadata: { deletionTimestamp: '2026-01-31T12:00:00Z' } }))],
    [1, 'suspended', list(suspended)],
    [1, 'unknown', list(service('shop/web'))],
    [2, 'nothing', ''],
    [2, 'an empty list', list()],
    [2, 'no object', 'a: 1\n'],
    [2, 'no YAML', 'a: b: c\n'],
    [2, 'a broken document among healthy objects', `${JSON.stringify(pod('shop/web-2'))}\n---\na: [\n`],
    [2, 'a broken document among failed objects', `${JSON.stringify(crashing)}\n---\na: [\n`],
  ])('%d: %s', async (expected, _name, content) => {
    write('dump.yaml', content);
    expect((await health(['dump.yaml'])).code).toBe(expected);
    expect((await health(['--json', 'dump.yaml'])).code).toBe(expected);
  });
});

describe('input', () => {
  test('standard input', async () => {
    const { code, out } = await health(['-'], { input: `# from kubectl\n${JSON.stringify(list(crashing))}` });
    expect(code).toBe(1);
    expect(out).toContain('Pod shop/web-1');
  });

  test('nothing on standard input: mostly the command before the pipe has failed', async () => {
    expect(await health(['-'])).toEqual({
      code: 2,
      out: '',
      err: 'There is no Kubernetes object in standard input.\n',
    });
  });

  test('folders, recursively: YAML and JSON alone, in the order of the alphabet', async () => {
    write('bundle/b/pods.json', list(pod('shop/web-2')));
    write('bundle/a/deployment.YAML', JSON.stringify(deployment('shop/web')));
    write('bundle/a/logs.txt', 'a: [\n');
    write('bundle/.git/config.json', 'a: [\n');
    write('bundle/c.yml', JSON.stringify(pod('shop/web-3')));
    symlinkSync('..', join(folder, 'bundle/a/circle'));
    symlinkSync('../../bundle/c.yml', join(folder, 'bundle/a/linked.yml'));
    const { code, out, err } = await health(['--json', 'bundle']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const names = (JSON.parse(out) as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(['web', 'web-3', 'web-2', 'web-3']);
  });

  test('what stands twice is shown once in the table', async () => {
    write('a.json', pod('shop/web-2'));
    write('b.json', pod('shop/web-2'));
    expect((await health(['a.json', 'b.json'])).out).toContain('1 healthy: 1 object in 2 files.');
  });

  test('a file that is named is read whatever its name', async () => {
    write('dump.txt', pod('shop/web-2'));
    expect((await health(['dump.txt'])).code).toBe(0);
  });

  test('objects of several files are judged together', async () => {
    write('services.yaml', service('shop/web'));
    write('slices.yaml', endpointSlice('shop/web', ['web-1']));
    expect((await health(['services.yaml', 'slices.yaml'])).code).toBe(0);
    expect((await health(['services.yaml'])).code).toBe(1);
  });

  test('each file that cannot be read is told, and the others are judged', async () => {
    write('good.yaml', pod('shop/web-2'));
    writeFileSync(join(folder, 'picture.yaml'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]));
    symlinkSync('gone.yaml', join(folder, 'link.yaml'));
    const { code, out, err } = await health(['missing.yaml', 'picture.yaml', 'link.yaml', 'good.yaml']);
    expect({ code, err }).toEqual({
      code: 2,
      err: `missing.yaml: there is no such file.
picture.yaml:1: it is binary, neither YAML nor JSON. It was left out.
link.yaml: there is no such file.
`,
    });
    expect(out).toContain('1 healthy: 1 object in 4 files.');
  });

  test('a broken document is told with file and line, and so is what is no object', async () => {
    write('chart.yaml', `replicas: 1\n---\n${JSON.stringify(pod('shop/web-2'))}\n---\na:\n\tb: 1\n---\n- x\n`);
    const { code, out, err } = await health(['chart.yaml']);
    expect(code).toBe(2);
    expect(err).toBe(`chart.yaml:6: it is not valid YAML: a line is indented with a tab. It was left out.
chart.yaml:1: no Kubernetes object, and 1 more; skipped.
`);
    expect(out).toContain('Pod shop/web-2');
  });

  test('neither a repository nor a configuration is looked at', async () => {
    write('config/agent-toolkit/config.json', '{ broken');
    write('dump.yaml', pod('shop/web-2'));
    const { code, err } = await health(['dump.yaml'], { env: { XDG_CONFIG_HOME: join(folder, 'config') } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});

describe('what is secret', () => {
  const value = 'hunter2hunter2';
  const data = Buffer.from(value).toString('base64');
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'db', namespace: 'shop' },
    data: { password: data },
  };

  test.each([
    ['a Secret', JSON.stringify(secret)],
    ['a Secret in a list', JSON.stringify(list(secret, crashing))],
    ['a broken Secret', JSON.stringify(secret).replace('}}', '},}')],
    [
      'a Secret of YAML with a line too deep',
      `apiVersion: v1\nkind: Secret\ndata:\n  a: ${data}\n    password: ${data}\n`,
    ],
    ['a Secret whose status is none', JSON.stringify({ ...secret, status: data })],
    [
      'an address in a message',
      JSON.stringify({
        ...crashing,
        status: { phase: 'Failed', message: `cannot reach https://admin:${value}@db.example.com` },
      }),
    ],
  ])('is not printed: %s', async (_name, content) => {
    write('dump.yaml', content);
    for (const args of [['dump.yaml'], ['--json', 'dump.yaml']]) {
      const { out, err } = await health(args);
      expect(out + err).not.toBe('');
      expect(out + err).not.toContain(value);
      expect(out + err).not.toContain(data);
    }
  });
});

test('text of a cluster does not steer the terminal', async () => {
  write('dump.json', { ...crashing, metadata: { ...crashing.metadata, name: 'a\u001b[2Jb' } });
  expect((await health(['dump.json'])).out).not.toContain('\u001b');
});
