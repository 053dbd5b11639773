/**
 * The queue of 1,000 and of 5,000 tasks as a whole process: `agent-toolkit scan` beside backlog.md, another tool for task
 * files, listing as many tasks in its own format. It is installed into a temporary folder and stays out of the project.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { taskText, withTasks } from './generated-tasks.ts';

const version = '1.52.0';
const rounds = 5;
const target = 4;
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

const temporary = mkdtempSync(join(tmpdir(), 'agent-toolkit-bench-'));
try {
  if (!existsSync(cli)) throw new Error(`${cli} is not there. Run npm run build, then again.`);
  const other = install();
  for (const count of [1_000, 5_000]) await compare(other, count);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** The path of its command. */
function install(): string {
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', temporary, `backlog.md@${version}`], {
      stdio: 'pipe',
    });
  } catch (error) {
    throw new Error(`backlog.md could not be installed: ${(error as Error).message}`);
  }
  return join(temporary, 'node_modules', '.bin', 'backlog');
}

async function compare(other: string, count: number): Promise<void> {
  const theirs = join(temporary, `their-${count}`);
  writeTheirs(other, theirs, count);
  await withTasks(count, async (ours) => {
    initialise(ours);
    const times: { readonly ours: number; readonly theirs: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      times.push({
        ours: time(process.execPath, [cli, 'scan', '--repo', ours], ours),
        theirs: time(other, ['task', 'list', '--plain'], theirs),
      });
    }
    // The first round warms the disk's cache for both.
    const median = (key: 'ours' | 'theirs') =>
      times
        .slice(1)
        .map((each) => each[key])
        .toSorted((a, b) => a - b)[rounds >> 1] ?? 0;
    const ratio = median('theirs') / median('ours');
    console.log(
      `${count} tasks: agent-toolkit scan ${median('ours').toFixed(0)} ms, backlog task list ${median('theirs').toFixed(0)} ms: ` +
        `${ratio.toFixed(1)} times as fast (target at least ${target}: ${ratio >= target ? 'met' : 'MISSED'})`,
    );
  });
}

/** Milliseconds of a whole process. */
function time(command: string, args: readonly string[], cwd: string): number {
  const start = performance.now();
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 });
  return performance.now() - start;
}

/** The same texts below front matter of its own. */
function writeTheirs(other: string, root: string, count: number): void {
  mkdirSync(root);
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  execFileSync(other, ['init', 'bench', '--defaults'], { cwd: root, stdio: 'pipe' });
  for (let number = 1; number <= count; number += 1) {
    const body = taskText(number).split('---\n').slice(2).join('---\n');
    const front = [
      '---',
      `id: TASK-${number}`,
      `title: Move service ${number} to the new registry`,
      `status: ${number % 10 === 0 ? 'Done' : number % 2 === 0 ? 'In Progress' : 'To Do'}`,
      'assignee: []',
      "created_date: '2026-01-05 09:00'",
      'labels:',
      '  - deployment',
      '  - flux',
      ...(number % 3 === 0 ? ['dependencies:', `  - TASK-${number - 1}`] : ['dependencies: []']),
      `priority: ${['high', 'medium', 'low'][number % 3]}`,
      `ordinal: ${number * 1000}`,
      '---',
      '',
    ];
    writeFileSync(join(root, 'backlog/tasks', `task-${number} - Move-service-${number}.md`), front.join('\n') + body);
  }
  commit(root);
}

function initialise(root: string): void {
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  commit(root);
}

function commit(root: string): void {
  execFileSync('git', ['add', '--all'], { cwd: root });
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com'];
  execFileSync('git', [...identity, 'commit', '--quiet', '--message', 'Tasks'], { cwd: root });
}
