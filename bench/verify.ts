/**
 * Verifying a cluster of 5,000 pods, 500 Deployments and 300 services with slices (`agent-toolkit verify`, as built)
 * against `kubectl get` of the same lists as JSON, in turn, each in a fresh process; where there is no kubectl, against
 * a plain fetch of the same lists by Node with JSON.parse. The cluster is the test server, over HTTPS in a process of
 * its own. Each figure is the median of the rounds.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { trustedServer } from '../test/support/certificate.ts';
import { startKubernetesApi } from '../test/support/kubernetes-api.ts';
import { temporaryRepository } from '../test/support/temporary-repository.ts';
import { clusterObjects } from './generated-cluster.ts';

const pods = 5_000;
const services = 300;
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const preload = new URL('loop-delay.ts', import.meta.url).href;

interface Figures {
  /** Milliseconds from start to end of the process. */
  readonly time: number;
  /** Megabytes at its peak. */
  readonly memory: number;
  /** Longest delay of its event loop; milliseconds. */
  readonly delay: number;
  /** What the longest turn of its event loop took of the processor; milliseconds. */
  readonly turn: number;
  /** Most connections at once. */
  readonly connections: number;
}

const [part, argument = ''] = process.argv.slice(2);
if (part === 'serve') await serve(argument);
else if (part === 'fetch') await fetchLists(argument);
else await compare();

/** The server's process: fills the cluster, and tells and forgets the most connections when asked. */
async function serve(kubeconfig: string): Promise<void> {
  // Without a token kubectl asks for a name.
  const api = await startKubernetesApi({ ...trustedServer(), token: 'bench' });
  let kept = 0;
  for (const object of clusterObjects(pods)) {
    const isOfService = object['kind'] === 'Service' || object['kind'] === 'EndpointSlice';
    if (!isOfService || kept++ < services * 2) api.put(withManagedFields(object));
  }
  await api.kubeconfig('bench', kubeconfig);
  process.on('message', () => process.send?.(api.takeMostConnections()));
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

/** What the API serves and kubectl does not show: which controller wrote which field. */
function withManagedFields(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const fields = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f:field-${index}`, { '.': {} }]));
  const entry = {
    apiVersion: 'v1',
    fieldsType: 'FieldsV1',
    manager: 'kubelet',
    operation: 'Update',
    subresource: 'status',
  };
  const managedFields = [{ ...entry, fieldsV1: { 'f:status': fields }, time: '2026-01-31T11:00:00Z' }];
  return { ...object, metadata: { ...(object['metadata'] as object), managedFields } };
}

/** The stand-in for kubectl: the same pages, parsed and kept. */
async function fetchLists(kubeconfig: string): Promise<void> {
  const { Agent, fetch: send } = await import('undici');
  const { clusters, users } = JSON.parse(readFileSync(kubeconfig, 'utf8'));
  const { server, 'certificate-authority-data': data } = clusters[0].cluster;
  const dispatcher = new Agent({ connect: { ca: Buffer.from(data, 'base64') } });
  const paths = [
    '/api/v1/pods',
    '/apis/apps/v1/deployments',
    '/api/v1/services',
    '/apis/discovery.k8s.io/v1/endpointslices',
  ];
  const lists = [];
  for (const path of paths) {
    for (let token = '', isFirst = true; isFirst || token !== ''; isFirst = false) {
      const query = new URLSearchParams({ limit: '500', continue: token });
      const headers = { authorization: `Bearer ${users[0].user.token}` };
      const answer = await send(`${server}${path}?${query}`, { dispatcher, headers });
      const page = JSON.parse(await answer.text());
      lists.push(page.items);
      token = page.metadata.continue ?? '';
    }
  }
  await dispatcher.close();
  console.log(lists.flat().length);
}

/** Runs a program to its end and watches its memory, where the system tells it in /proc. */
async function measure(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  server: ChildProcess,
): Promise<Figures> {
  await askConnections(server);
  const file = env['BENCH_FIGURES'] ?? '';
  rmSync(file, { force: true });
  const start = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const output = text(child.stdout);
  const ended = once(child, 'exit');
  let memory = 0;
  while (child.exitCode === null && child.signalCode === null) {
    memory = Math.max(memory, peakOf(child.pid));
    await Promise.race([ended, delay(10)]);
  }
  const time = performance.now() - start;
  if (child.exitCode !== 0)
    throw new Error(`${command} ended with ${child.exitCode}: ${(await output).slice(0, 2_000)}`);
  const own = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { delay: 0, turn: 0, memory: 0 };
  return {
    time,
    delay: own.delay,
    turn: own.turn,
    memory: Math.max(memory, own.memory),
    connections: await askConnections(server),
  };
}

/** Megabytes; 0 where it cannot be told. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function askConnections(server: ChildProcess): Promise<number> {
  server.send('connections');
  const [most] = await once(server, 'message');
  return most;
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-bench-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const front = ['---', 'id: TASK-001', 'title: Benchmark', 'status: active', 'priority: high', '---'];
  const on = temporaryRepository({
    'tasks/active/TASK-001.md': [...front, '', '## Acceptance Criteria', '', '- [ ] All is healthy', ''].join('\n'),
    '.agent-config.json': '{ "cluster_context": "bench" }\n',
  });
  const own = fileURLToPath(import.meta.url);
  const server = fork(own, ['serve', kubeconfig]);
  try {
    await once(server, 'message');
    const env = { ...process.env, KUBECONFIG: kubeconfig, BENCH_FIGURES: join(folder, 'figures') };
    const verify = ['--import', preload, cli, 'verify', 'TASK-001', '--repo', on.root, '--json'];
    const lists = ['get', 'pods,deployments,services,endpointslices', '-A', '-o', 'json'];
    const hasKubectl = await isThere('kubectl');
    const [other, command, args] = hasKubectl
      ? ['kubectl get', 'kubectl', lists]
      : ['fetch by Node (there is no kubectl)', process.execPath, ['--import', preload, own, 'fetch', kubeconfig]];
    const [ours, theirs]: [Figures[], Figures[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      ours.push(await measure(process.execPath, verify, env, server));
      theirs.push(await measure(command, args, env, server));
    }
    const [verified, got] = [median(ours), median(theirs)];
    for (const [what, { time, memory }] of [
      ['verify', verified],
      [other, got],
    ] as const) {
      console.log(`${what} of ${pods} pods: ${time.toFixed(0)} ms, peak ${memory.toFixed(0)} MB`);
    }
    // The targets are about kubectl; what only fetches and parses does less than either.
    const compared = hasKubectl
      ? verdict
      : (what: string, ratio: number) => console.log(`${what}: ${ratio.toFixed(2)}`);
    compared(`verify / ${other}, time`, verified.time / got.time, 1.5);
    if (got.memory > 0) compared(`verify / ${other}, peak memory`, verified.memory / got.memory, 1.5);
    verdict('longest delay of the event loop, ms', verified.delay, 100);
    verdict('longest turn of the event loop, ms of processor', verified.turn, 100);
    verdict('connections at once', Math.max(...ours.map((one) => one.connections)), 8);
  } finally {
    server.disconnect();
    on.remove();
    rmSync(folder, { recursive: true });
  }
}

async function isThere(command: string): Promise<boolean> {
  const child = spawn(command, ['version', '--client'], { stdio: 'ignore' });
  return new Promise((resolve) => child.on('error', () => resolve(false)).on('exit', (code) => resolve(code === 0)));
}

function median(figures: readonly Figures[]): Figures {
  const of = (key: keyof Figures) => figures.map((one) => one[key]).toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;
  return {
    time: of('time'),
    memory: of('memory'),
    delay: of('delay'),
    turn: of('turn'),
    connections: of('connections'),
  };
}

function verdict(what: string, figure: number, target: number): void {
  console.log(`${what}: ${figure.toFixed(2)} (target at most ${target}: ${figure <= target ? 'met' : 'MISSED'})`);
}
