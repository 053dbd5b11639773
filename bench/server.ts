/**
 * The MCP server: from the start of its process to the answered `initialize`, against the SDK's own minimal server on bare
 * Node, and scan_prioritize over MCP against the same call in this process, on 1,000 tasks that have been read before.
 *
 * The minimal server is measured bundled and as its files lie in node_modules. Bundled is the fair reference, and the harder one:
 * the same SDK by the same bundler, so that the difference is what we add. Unbundled, Node looks for some two hundred files first.
 * All start in turn in each round, each time another one first. Ratios are those of a round, and their median is judged; where
 * other work shares the machine, the least of each says most.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as read } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { build } from 'esbuild';
import { createLocalToolbox } from '../src/tools/local-toolbox.ts';
import { defaultSettings } from '../src/tools/settings.ts';
import { withTasks } from './generated-tasks.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 25);
const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const server = pathOf('../dist/server.js');
const scratch = mkdtempSync(join(tmpdir(), 'agent-toolkit-bench-'));

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
};

/** Milliseconds. */
interface Cost {
  /** From the start of the process to its answer. */
  readonly wall: number;
  /** Of the processors, to the end of the process: it ends with its input. */
  readonly cpu: number;
}

/** The shell tells what its child used: a process of its own for each start. */
async function start(args: readonly string[]): Promise<Cost> {
  const begin = performance.now();
  const timing = ['-c', '"$@"; times >&2', 'timing', process.execPath, ...args];
  const child = spawn('/bin/sh', timing, { stdio: 'pipe' });
  const times = read(child.stderr);
  child.stdin.write(`${JSON.stringify(initialize)}\n`);
  const [answer] = await once(child.stdout, 'data');
  const wall = performance.now() - begin;
  if (JSON.parse(String(answer)).result?.protocolVersion === undefined) throw new Error(`${args}: ${answer}`);
  child.stdin.end();
  const spans = [...(await times).matchAll(/(\d+)m([\d.]+)s/g)];
  const cpu = spans.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);
  return { wall, cpu };
}

async function compareStarts(): Promise<void> {
  const minimal = pathOf('minimal-server.js');
  const bundled = join(scratch, 'minimal-server.mjs');
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  const form = { bundle: true, format: 'esm', platform: 'node', target: 'node22', banner: { js: banner } } as const;
  await build({ ...form, entryPoints: [minimal], outfile: bundled, minifySyntax: true, logLevel: 'error' });
  const reference = 'minimal server, bundled';
  const programs = new Map<string, readonly string[]>([
    [reference, [bundled]],
    ['minimal server, unbundled', [minimal]],
    ['dist/server.js', [server]],
    ['dist/cli.js serve', [pathOf('../dist/cli.js'), 'serve']],
  ]);
  const names = [...programs.keys()];
  const costs = new Map(names.map((name) => [name, [] as Cost[]]));
  for (const args of programs.values()) await start(args); // the files' first reading
  for (let round = 0; round < rounds; round += 1) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      costs.get(name)?.push(await start(programs.get(name) ?? []));
    }
  }
  const of = (name: string, kind: keyof Cost) => (costs.get(name) ?? []).map((cost) => cost[kind]);
  for (const name of names) {
    const wall = of(name, 'wall');
    // The system counts in steps of 10 ms, which a mean of many evens out.
    const figures = `median ${medianOf(wall).toFixed(0)} ms, least ${Math.min(...wall).toFixed(0)} ms`;
    console.log(`${name}: ${figures}, CPU ${meanOf(of(name, 'cpu')).toFixed(0)} ms`);
  }
  for (const name of names.slice(2)) {
    const base = of(reference, 'wall');
    const ratio = medianOf(of(name, 'wall').map((wall, round) => wall / (base[round] ?? wall)));
    const least = Math.min(...of(name, 'wall')) / Math.min(...base);
    const cpu = meanOf(of(name, 'cpu')) / meanOf(of(reference, 'cpu'));
    verdict(`start of ${name} / ${reference} (least ${least.toFixed(2)}, CPU ${cpu.toFixed(2)})`, ratio, 1.5);
  }
}

/** The client is the SDK's, as other people's are; both calls take turns, so that they meet the same machine. */
async function compareCalls(root: string): Promise<void> {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@b', ...args], { cwd: root });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message=first');
  const toolbox = createLocalToolbox(defaultSettings);
  const client = new Client({ name: 'bench', version: '1' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [server], stderr: 'ignore' }));
  await client.listTools(); // from now on the client checks results by their schemas
  const input = { repo_path: root, sync_remote: false };
  const context = { signal: new AbortController().signal, progress() {}, log() {} };
  const inProcess = () => toolbox.scan_prioritize(input, context);
  const overMcp = () => client.callTool({ name: 'scan_prioritize', arguments: input });
  const times: [here: number, there: number][] = [];
  for (let round = 0; round < 2 * rounds; round += 1) times.push([await time(inProcess), await time(overMcp)]);
  await client.close();
  const warm = times.slice(5);
  const [here, there] = [medianOf(warm.map(([one]) => one)), medianOf(warm.map(([, other]) => other))];
  console.log(`scan_prioritize of 1,000 tasks, p50: in process ${here.toFixed(1)} ms, over MCP ${there.toFixed(1)} ms`);
  verdict('scan_prioritize over MCP / in process', there / here, 3);
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function verdict(what: string, ratio: number, target: number): void {
  console.log(`${what}: ${ratio.toFixed(2)} (target at most ${target}: ${ratio <= target ? 'met' : 'MISSED'})`);
}

await compareStarts();
await withTasks(1_000, compareCalls);
rmSync(scratch, { recursive: true });
