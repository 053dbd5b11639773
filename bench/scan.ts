/** Reading and ranking 1,000 tasks of realistic size, against a bare concurrent read of the same files. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildQueue } from '../src/backlog/queue/queue.ts';
import { readBacklog } from '../src/backlog/read/read.ts';

const tasks = 1000;
const rounds = 5;

/** About 8 KB with 12 criteria, half of them done, and a dependency on the task before. */
function taskText(number: number): string {
  const id = (n: number) => `TASK-${String(n).padStart(4, '0')}`;
  const criteria = Array.from(
    { length: 12 },
    (_, index) => `- [${index < 6 ? 'x' : ' '}] Raise setting ${index} of service ${number} and check its pods`,
  );
  const log = Array.from(
    { length: 20 },
    (_, index) => `- 2026-01-${String(index + 1).padStart(2, '0')} 09:00: Step ${index}`,
  );
  return [
    '---',
    `id: ${id(number)}`,
    `title: Roll out service ${number}`,
    'status: active',
    `priority: ${['critical', 'high', 'medium', 'low'][number % 4]}`,
    'created: 2026-01-01',
    'labels: [deployment, flux]',
    ...(number % 3 === 0 && number > 1 ? [`depends_on: ${id(number - 1)}`] : []),
    '---',
    '',
    '## Description',
    '',
    'What has to be known about this service and its surroundings. '.repeat(95),
    '',
    '## Acceptance Criteria',
    '',
    ...criteria,
    '',
    '## Progress Log',
    '',
    ...log,
    '',
  ].join('\n');
}

const root = await mkdtemp(join(tmpdir(), 'agent-toolkit-bench-'));
const folder = join(root, 'tasks/active');
await mkdir(folder, { recursive: true });
for (let number = 1; number <= tasks; number += 1) {
  await writeFile(join(folder, `TASK-${String(number).padStart(4, '0')}.md`), taskText(number));
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const scan = async () => buildQueue(await readBacklog(root));
const bareRead = async () => {
  const names = await readdir(folder);
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
};

const ratios: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const [a, b] = [await time(scan), await time(bareRead)];
  ratios.push(a / b);
  console.log(`round ${round + 1}: scan ${a.toFixed(0)} ms, bare read ${b.toFixed(0)} ms`);
}
ratios.sort((a, b) => a - b);
const median = ratios[Math.floor(rounds / 2)] ?? 0;
console.log(`scan / bare read of ${tasks} tasks: ratio ${median.toFixed(2)} (median of ${rounds})`);
await rm(root, { recursive: true });
