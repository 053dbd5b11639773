/**
 * The engine killed at random moments of a task of five criteria, and started again each time until the task is done.
 * `CHAOS_KILLS` says how many kills (npm run test:chaos: 100), `CHAOS_SEED` repeats a sequence of moments.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ToolResult } from '../../src/tools/contract.ts';
import { codexBinary, temporaryCodexHome } from '../support/codex-home.ts';
import { byCriterion, file, taskText } from '../support/process-stage.ts';
import { processesIn } from '../support/processes-in.ts';
import { randomOf } from '../support/random.ts';
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const kills = Number(process.env['CHAOS_KILLS'] ?? 8);
const seed = Number(process.env['CHAOS_SEED'] ?? Math.floor(Math.random() * 1e9));

const engine = join(import.meta.dirname, '../support/engine.ts');
const criteria = ['Write a', 'Write b', 'Raise the tag', 'Write into a folder', 'Remove the old file'];
/** What each criterion changes, as git names it. */
const work: Readonly<Record<string, string>> = {
  'Write a': 'A a.txt',
  'Write b': 'A b.txt',
  'Raise the tag': 'M app.yaml',
  'Write into a folder': 'A docs/deep/c.txt',
  'Remove the old file': 'D old.txt',
};
/** Half of each work is visible before the rest is done. */
const script = byCriterion({
  'Write a': { commands: ['echo half > a.txt', 'echo whole > a.txt && cat a.txt'] },
  'Write b': { commands: ['touch b.txt half.tmp', 'echo b > b.txt && rm half.tmp'] },
  'Raise the tag': { commands: ["sed -i 's/1.4.0/1.4/' app.yaml", "sed -i 's/1.4$/1.5.0/' app.yaml"] },
  'Write into a folder': { commands: ['mkdir -p docs/deep', 'echo c > docs/deep/c.txt'] },
  'Remove the old file': { commands: ['mv old.txt half.old', 'rm half.old'] },
});
const task = taskText(criteria, ['verify: none']).replaceAll('\n', '\r\n');

let model: ScriptedModel;
const home = temporaryCodexHome();
let env: NodeJS.ProcessEnv;
let repository: TemporaryRepository | undefined;
beforeAll(async () => {
  model = await startScriptedModel(script);
  env = { ...process.env, ...model.env, CODEX_HOME: home.path, KUBECONFIG: '/nonexistent' };
});
afterAll(async () => {
  repository?.remove();
  await model.close();
  home.remove();
});

function start(root: string): ChildProcess {
  return spawn(process.execPath, [engine, root, codexBinary, ...model.codexConfig], {
    env: { ...env, NODE_COMPILE_CACHE: join(root, '.git/compile-cache') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Runs the engine to its end, or kills it after some milliseconds; the result when it came to its end. */
async function run(root: string, limit: number): Promise<ToolResult<'process_bug'> | undefined> {
  const child = start(root);
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  const ended = once(child, 'exit');
  const output = await text(child.stdout ?? process.stdin);
  await ended;
  clearTimeout(timer);
  return child.signalCode === 'SIGKILL' ? undefined : (JSON.parse(output) as ToolResult<'process_bug'>);
}

function open(): TemporaryRepository {
  repository?.remove();
  repository = temporaryRepository({
    [file]: task,
    'app.yaml': 'tag: 1.4.0\n',
    'old.txt': 'old\n',
    'mine.txt': 'mine\n',
  });
  repository.write('mine.txt', 'edited, not committed\n');
  repository.write('new.txt', 'mine too\n');
  return repository;
}

/** Subjects of the criteria's commits. */
function subjects(on: TemporaryRepository): string[] {
  return on.git('log', '--reverse', '--format=%s', 'HEAD').split('\n').slice(1);
}

/** Boxes that the last commit has ticked. */
function ticked(on: TemporaryRepository): number {
  return on.git('show', `HEAD:${file}`).match(/^- \[x\]/gm)?.length ?? 0;
}

/** The task as it was: without what the engine writes. */
function without(text: string): string {
  return text
    .replaceAll('- [x]', '- [ ]')
    .replace(/^- [\d-]+ [\d:]+: Done: .*\r\n/gm, '')
    .replace(/^updated: .*\r$/m, 'updated: 2026-01-01\r');
}

function expectDone(on: TemporaryRepository): void {
  expect(subjects(on)).toEqual(criteria.map((criterion) => `feat(TASK-001): ${criterion}`));
  const commits = on.git('log', '--reverse', '--format=%H', 'HEAD').split('\n').slice(1);
  for (const [index, sha] of commits.entries()) {
    const changed = on.git('show', '--format=', '--name-status', '--no-renames', sha).replaceAll('\t', ' ').split('\n');
    expect(changed.toSorted()).toEqual([work[criteria[index] ?? ''], `M ${file}`].toSorted());
    const lines = on.git('show', '--format=', '--unified=0', sha, '--', file);
    expect(lines.match(/^\+- \[x\] .*/gm)?.map((line) => line.trim())).toEqual([`+- [x] ${criteria[index]}`]);
  }
  expect(without(on.read(file))).toBe(task);
  expect([on.read('a.txt'), on.read('b.txt'), on.read('docs/deep/c.txt')]).toEqual(['whole\n', 'b\n', 'c\n']);
  expect(on.read('app.yaml')).toBe('tag: 1.5.0\n');
  // What the user had and never committed.
  expect([on.read('mine.txt'), on.read('new.txt')]).toEqual(['edited, not committed\n', 'mine too\n']);
  expect(on.git('status', '--porcelain')).toBe('M mine.txt\n?? new.txt');
  expect(readdirSync(join(on.root, '.git/agent-toolkit/runs'))).toEqual([]);
  expect(existsSync(join(on.root, '.git/agent-toolkit/lock'))).toBe(false);
  expect(processesIn(on.root)).toEqual([]);
}

test(`every criterion is done exactly once, whatever moment the engine is killed at (${kills} kills, CHAOS_SEED=${seed})`, {
  timeout: 60_000 + kills * 15_000,
}, async () => {
  console.log(`CHAOS_SEED=${seed}`);
  const random = randomOf(seed);
  const begun = performance.now();
  expect((await run(open().root, 120_000))?.status).toBe('complete');
  // As long as two of five criteria take, start included: most runs come on, and none comes far.
  const span = ((performance.now() - begun) * 3) / 5;
  let on = open();
  let done = 0;
  while (done < kills) {
    const result = await run(on.root, random() * span);
    if (result === undefined) {
      done += 1;
      // A git that was committing goes on for a moment.
      await expect.poll(() => subjects(on).length - ticked(on)).toBe(0);
      // Half of the next runs begin at once, the others when the supervisor has ended what the engine had started.
      if (random() < 0.5) await expect.poll(() => processesIn(on.root), { timeout: 10_000 }).toEqual([]);
      continue;
    }
    expect(result, result.message).toMatchObject({ status: 'complete' });
    expectDone(on);
    on = open();
  }
  const last = await run(on.root, 120_000);
  expect(last, last?.message).toMatchObject({ status: 'complete' });
  expectDone(on);
});
