/**
 * What the engine costs: a task of ten criteria through process_bug (`agent-toolkit process`, as built), against a bare
 * shell loop of the same ten `codex exec` and `git commit`. Both with the real Codex CLI, the same prompts and sandbox,
 * and a scripted model that answers at once, in turn: every millisecond beside the model's own time shows.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { criterionPrompt } from '../src/codex/prompt.ts';
import { codexBinary, temporaryCodexHome } from '../test/support/codex-home.ts';
import { claim, startScriptedModel } from '../test/support/scripted-model.ts';
import { type TemporaryRepository, temporaryRepository } from '../test/support/temporary-repository.ts';

const criteria = 10;
const rounds = 5;
const file = 'tasks/active/TASK-001.md';
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

const names = Array.from({ length: criteria }, (_, index) => `Add line ${index + 1}`);
const front = ['---', 'id: TASK-001', 'title: Benchmark', 'status: active', 'priority: high', 'verify: none', '---'];
const text = [...front, '', '## Acceptance Criteria', '', ...names.map((name) => `- [ ] ${name}`), ''].join('\n');

const model = await startScriptedModel(({ outputs }) =>
  outputs.length === 0
    ? { commands: ['echo line >> app.yaml'] }
    : {
        message: claim({
          status: 'done',
          summary: 'Added.',
          evidence: [{ command: 'echo line >> app.yaml', exit_code: 0, observation: 'added' }],
        }),
      },
);
const home = temporaryCodexHome();
const scratch = mkdtempSync(join(tmpdir(), 'agent-toolkit-bench-'));
const env = { ...process.env, ...model.env, CODEX_HOME: home.path };

type Command = readonly [binary: string, ...args: string[]];

function engine(on: TemporaryRepository): Command {
  const config = model.codexConfig.flatMap((entry) => ['--codex-config', entry]);
  return [process.execPath, cli, 'process', 'TASK-001', '--repo', on.root, '--codex', codexBinary, ...config];
}

/** What somebody would write by hand: the prompts lie in files, and the first failure ends it. */
function loop(): Command {
  for (const [index, criterion] of names.entries()) {
    const facts = { taskId: 'TASK-001', taskFile: file, taskText: text, criterion, timeLimitSeconds: 300 };
    const none = { criterionBody: undefined, check: undefined, context: undefined, previousFailure: undefined };
    writeFileSync(
      join(scratch, `${index + 1}.md`),
      criterionPrompt({ ...facts, ...none, contextFiles: [], group: [] }),
    );
  }
  const config = [...model.codexConfig, 'sandbox_workspace_write.network_access=true'].flatMap((entry) => [
    '-c',
    entry,
  ]);
  const script = [
    `for i in $(seq ${criteria}); do`,
    '  "$@" - <$PROMPTS/$i.md >$PROMPTS/$i.jsonl 2>/dev/null && git commit -qam "criterion $i" || exit 1',
    'done',
  ].join('\n');
  const exec = ['exec', '--json', '--ephemeral', '--sandbox=workspace-write', ...config];
  return ['/bin/sh', '-c', script, 'loop', codexBinary, ...exec];
}

/** Runs the command in a repository of its own and returns its time in milliseconds. */
function timed(command: (on: TemporaryRepository) => Command, wrapper: readonly string[] = []): Promise<number> {
  const on = temporaryRepository({ [file]: text, 'app.yaml': 'a: 1\n' });
  const [binary = '', ...args] = [...wrapper, ...command(on)];
  const asked = model.turns.length;
  const start = performance.now();
  return new Promise((resolve, reject) => {
    spawn(binary, args, { cwd: on.root, env: { ...env, PROMPTS: scratch }, stdio: 'ignore' }).on('exit', (code) => {
      const time = performance.now() - start;
      const commits = Number(on.git('rev-list', '--count', 'HEAD')) - 1;
      const turns = model.turns.length - asked;
      on.remove();
      if (code === 0 && commits === criteria && turns === 2 * criteria) resolve(time);
      else reject(new Error(`${binary} ended with ${code}, ${commits} commits and ${turns} requests to the model`));
    });
  });
}

/** The programs that were started, by name; undefined where there is no strace. */
async function programs(command: (on: TemporaryRepository) => Command): Promise<string | undefined> {
  const log = join(scratch, 'strace');
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  await timed(command, ['strace', '-f', '-qq', '-z', '-e', 'trace=execve', '-o', log]);
  const started = readFileSync(log, 'utf8').match(/execve\("[^"]+/g) ?? [];
  const counts = new Map<string, number>();
  for (const program of started.map((call) => call.slice(call.lastIndexOf('/') + 1))) {
    counts.set(program, (counts.get(program) ?? 0) + 1);
  }
  const of = (name: string) => `${counts.get(name) ?? 0} ${name}`;
  return `${started.length} programs started (${of('git')}, ${of('node')}, ${of('codex')})`;
}

if (!existsSync(cli)) throw new Error(`${cli} is not there: npm run build makes it.`);
// The first Codex of a home does more than the next ones, and the first start of the engine compiles it.
await timed(loop);
await timed(engine);
const ratios: number[] = [];
for (let round = 1; round <= rounds; round += 1) {
  // Whoever goes second meets warmer caches, so they take turns.
  const engineFirst = round % 2 === 1;
  const first = await timed(engineFirst ? engine : loop);
  const second = await timed(engineFirst ? loop : engine);
  const [ours, bare] = engineFirst ? [first, second] : [second, first];
  ratios.push(ours / bare);
  const seconds = (time: number) => (time / 1000).toFixed(2);
  console.log(
    `round ${round}: process_bug ${seconds(ours)} s, bare loop ${seconds(bare)} s, ratio ${(ours / bare).toFixed(2)}`,
  );
}
ratios.sort((one, other) => one - other);
const median = ratios[Math.floor(rounds / 2)]?.toFixed(2);
for (const [name, command] of [
  ['process_bug', engine],
  ['bare loop', loop],
] as const) {
  console.log(`${name}: ${(await programs(command)) ?? 'programs not counted, there is no strace'}`);
}
console.log(`process_bug / bare loop of ${criteria} criteria: ratio ${median} (median of ${rounds})`);
await model.close();
home.remove();
rmSync(scratch, { recursive: true });
