/**
 * Judging a dump of 10,000 pods with their ReplicaSets, Deployments, services and slices, as `kubectl get -o json`
 * prints it, against JSON.parse of the same file; and the same dump as YAML. Each round is a fresh process; each figure
 * is the median of the rounds.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { judgeDump } from '../src/cluster/dump/judge-dump.ts';
import { readDump } from '../src/cluster/dump/read-dump.ts';
import { clusterObjects } from './generated-cluster.ts';

const rounds = 5;
const pods = 10_000;

interface Figures {
  /** Milliseconds. */
  readonly time: number;
  /** Megabytes at the peak of the process. */
  readonly memory: number;
}

const [part, file = ''] = process.argv.slice(2);
if (part === undefined) compare();
else console.log(JSON.stringify(figures(part, file)));

function figures(work: string, path: string): Figures {
  const start = performance.now();
  if (work === 'parse') JSON.parse(readFileSync(path, 'utf8'));
  else {
    const { objects, faults } = readDump(readFileSync(path));
    const healthy = judgeDump(objects, Date.now()).filter(({ verdict }) => verdict === 'healthy').length;
    if (faults.length > 0 || healthy !== objects.length) throw new Error(`${healthy} of ${objects.length} are healthy`);
  }
  return { time: performance.now() - start, memory: process.resourceUsage().maxRSS / 1024 };
}

function measure(work: string, path: string): Figures {
  const own = fileURLToPath(import.meta.url);
  const results = Array.from(
    { length: rounds },
    (): Figures => JSON.parse(execFileSync(process.execPath, [own, work, path], { encoding: 'utf8' })),
  );
  const median = (key: keyof Figures) => results.map((one) => one[key]).toSorted((a, b) => a - b)[rounds >> 1] ?? 0;
  return { time: median('time'), memory: median('memory') };
}

function compare(): void {
  const folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-bench-'));
  try {
    const [json, yaml] = [join(folder, 'dump.json'), join(folder, 'dump.yaml')];
    const list = {
      apiVersion: 'v1',
      items: [...clusterObjects(pods)],
      kind: 'List',
      metadata: { resourceVersion: '' },
    };
    writeFileSync(json, JSON.stringify(list, null, 4));
    const items = list.items.map((item) => stringify([item], { lineWidth: 80, indentSeq: false }));
    writeFileSync(yaml, `apiVersion: v1\nitems:\n${items.join('')}kind: List\nmetadata:\n  resourceVersion: ""\n`);
    const [parse, judged, fromYaml] = [measure('parse', json), measure('judge', json), measure('judge', yaml)];
    for (const [what, path, { time, memory }] of [
      ['JSON.parse', json, parse],
      ['judge JSON', json, judged],
      ['judge YAML', yaml, fromYaml],
    ] as const) {
      const size = (statSync(path).size / 1024 / 1024).toFixed(0);
      console.log(
        `${what} of ${size} MB, ${list.items.length} objects: ${time.toFixed(0)} ms, peak ${memory.toFixed(0)} MB`,
      );
    }
    verdict('judge / JSON.parse, time', judged.time / parse.time, 2.5);
    verdict('judge / JSON.parse, peak memory', judged.memory / parse.memory, 1.1);
    verdict('judge YAML / judge JSON, time', fromYaml.time / judged.time, 4);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function verdict(what: string, ratio: number, target: number): void {
  console.log(`${what}: ${ratio.toFixed(3)} (target at most ${target}: ${ratio <= target ? 'met' : 'MISSED'})`);
}
