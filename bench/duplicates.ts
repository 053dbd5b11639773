/**
 * Duplicate detection: precision and recall on labelled pairs, beside the plain rule of overlapping words; and how long
 * it takes to check one new item against 10,000 tasks, beside a scan of as many.
 */
import { findDuplicates } from '../src/backlog/duplicates/find-duplicates.ts';
import { buildQueue } from '../src/backlog/queue/queue.ts';
import { BacklogReader } from '../src/backlog/read/backlog-reader.ts';
import { type Judged, judge, type Quality, quality } from './duplicates/evaluate.ts';
import { pairSets, readBackground, readPairs } from './duplicates/pairs.ts';
import { variedTasks } from './duplicates/varied-tasks.ts';
import { withTasks } from './generated-tasks.ts';

const targets: Quality = { precision: 0.9, recall: 0.8 };
const curve = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
const tasks = 10_000;
const rounds = 5;

for (const set of pairSets) {
  const judged = judge(readPairs(set), readBackground());
  report(`${set} pairs`, judged);
  if (set === 'held-out') {
    const unseen = judged.filter((_, index) => index % 2 === 1);
    report('held-out pairs, the half that nobody looked at while tuning', unseen);
  }
}
await measureTime();

function report(name: string, judged: readonly Judged[]): void {
  const duplicates = judged.filter(({ pair }) => pair.duplicate).length;
  console.log(`\n${name}: ${judged.length}, of which ${duplicates} are duplicates`);
  const found = quality(judged, ({ isNamed }) => isNamed);
  console.log(`  as users see it      ${written(found)}   ${verdict(found)}`);
  console.log(`  word overlap         ${written(quality(judged, ({ byWordOverlap }) => byWordOverlap))}`);
  for (const least of curve) {
    console.log(`  score from ${least.toFixed(1)}       ${written(quality(judged, ({ score }) => score >= least))}`);
  }
  const others = judged.reduce((sum, one) => sum + one.others.length, 0);
  console.log(
    `  other tasks named beside the pair's other half: ${others} in ${judged.length} questions (related pairs among them)`,
  );
}

function written({ precision, recall }: Quality): string {
  return `precision ${precision.toFixed(2)}  recall ${recall.toFixed(2)}`;
}

function verdict({ precision, recall }: Quality): string {
  const isMet = precision >= targets.precision && recall >= targets.recall;
  return `target ${targets.precision} at ${targets.recall}: ${isMet ? 'met' : 'MISSED'}`;
}

async function measureTime(): Promise<void> {
  const among = variedTasks(tasks);
  const item = {
    title: 'Registry push times out',
    description: 'docker push hangs for two minutes and then gives up.',
  };
  const check = () => findDuplicates(item, among);
  await withTasks(tasks, async (root) => {
    const scan = async () => buildQueue(await new BacklogReader(root).read());
    const first = await time(async () => check());
    const times: { readonly check: number; readonly scan: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      times.push({ check: await time(async () => check()), scan: await time(scan) });
    }
    const [checked, scanned] = [median(times.map((each) => each.check)), median(times.map((each) => each.scan))];
    console.log(
      `\none item against ${tasks} tasks: first time ${first.toFixed(0)} ms, then ${checked.toFixed(0)} ms (median of ${rounds})`,
    );
    console.log(`scan of ${tasks} tasks: ${scanned.toFixed(0)} ms`);
    const isMet = first < scanned;
    console.log(`first check / scan: ${(first / scanned).toFixed(2)}   target below 1: ${isMet ? 'met' : 'MISSED'}`);
  });
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
