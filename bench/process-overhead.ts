/**
 * What the engine costs: a task of ten criteria through process_bug (`agent-toolkit process`, as built), against a bare
 * shell loop of the same ten `codex exec` and `git commit`. Both with the real Codex CLI, the same prompts and sandbox,
 * and a scripted model that answers at once, in turn: every millisecond beside the model's own time shows. The loop starts
 * `codex` as it is installed; the engine starts the program behind npm's launcher, and without a picture of the login shell.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as read } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { criterionPrompt } from '../src/codex/prompt.ts';
import { codexBinary, temporaryCodexHome } from '../test/support/codex-home.ts';
import { claim, startScriptedModel } from '../test/support/scripted-model.ts';
import { type TemporaryRepository, temporaryRepository } from '../test/support/temporary-repository.ts';

const criteria = 10;
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
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
/** Codex' features are as they are by default: tests switch some off. */
const codexConfig = model.codexConfig.filter((entry) => !entry.startsWith('features.'));
const home = temporaryCodexHome();
const scratch = mkdtempSync(join(tmpdir(), 'agent-toolkit-bench-'));
const env = { ...process.env, ...model.env, CODEX_HOME: home.path };

type Command = readonly [binary: string, ...args: string[]];

function engine(on: TemporaryRepository): Command {
  const config = codexConfig.flatMap((entry) => ['--codex-config', entry]);
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
  const config = [...codexConfig, 'sandbox_workspace_write.network_access=true', 'allow_login_shell=false'].flatMap(
    (entry) => ['-c', entry],
  );
  const script = [
    `for i in $(seq ${criteria}); do`,
    '  "$@" - <$PROMPTS/$i.md >$PROMPTS/$i.jsonl 2>/dev/null && git commit -qam "criterion $i" || exit 1',
    'done',
  ].join('\n');
  const exec = ['exec', '--json', '--ephemeral', '--sandbox=workspace-write', ...config];
  return ['/bin/sh', '-c', script, 'loop', codexBinary, ...exec];
}

interface Cost {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of all processors, in all processes. */
  readonly cpu: number;
}

/** Runs the command to its end and lets the shell tell what that and all it started used. */
const timing = ['/bin/sh', '-c', '"$@" >/dev/null 2>&1; code=$?; times; exit $code', 'timing'];

/** Runs the command in a repository of its own; fails unless there are ten commits, and two requests to the model for each. */
async function measure(
  command: (on: TemporaryRepository) => Command,
  wrapper: readonly string[] = timing,
): Promise<Cost> {
  const on = temporaryRepository({ [file]: text, 'app.yaml': 'a: 1\n' });
  const [binary = '', ...args] = [...wrapper, ...command(on)];
  const asked = model.turns.length;
  const start = performance.now();
  const child = spawn(binary, args, {
    cwd: on.root,
    env: { ...env, PROMPTS: scratch },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [[code], times] = await Promise.all([once(child, 'exit'), read(child.stdout)]);
  const wall = (performance.now() - start) / 1000;
  const commits = Number(on.git('rev-list', '--count', 'HEAD')) - 1;
  const turns = model.turns.length - asked;
  on.remove();
  if (code !== 0 || commits !== criteria || turns !== 2 * criteria) {
    throw new Error(`${args.join(' ')} ended with ${code}, ${commits} commits and ${turns} requests to the model`);
  }
  const spans = [...times.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  return { wall, cpu: spans.reduce((sum, span) => sum + span, 0) };
}

/** The programs that were started, by name; undefined where there is no strace. */
async function programs(command: (on: TemporaryRepository) => Command): Promise<string | undefined> {
  const log = join(scratch, 'strace');
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  await measure(command, ['strace', '-f', '-qq', '-z', '-e', 'trace=execve', '-o', log]);
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
await measure(loop);
await measure(engine);
const ratios: Cost[] = [];
for (let round = 1; round <= rounds; round += 1) {
  // Whoever goes second meets warmer caches, so they take turns.
  const engineFirst = round % 2 === 1;
  const first = await measure(engineFirst ? engine : loop);
  const second = await measure(engineFirst ? loop : engine);
  const [ours, bare] = engineFirst ? [first, second] : [second, first];
  const ratio = { wall: ours.wall / bare.wall, cpu: ours.cpu / bare.cpu };
  ratios.push(ratio);
  const shown = ({ wall, cpu }: Cost, unit = '') => `${wall.toFixed(2)}${unit} (CPU ${cpu.toFixed(2)}${unit})`;
  console.log(
    `round ${round}: process_bug ${shown(ours, ' s')}, bare loop ${shown(bare, ' s')}, ratio ${shown(ratio)}`,
  );
}
const median = (of: (cost: Cost) => number) =>
  ratios
    .map(of)
    .sort((one, other) => one - other)
    [Math.floor(rounds / 2)]?.toFixed(2);
for (const [name, command] of [
  ['process_bug', engine],
  ['bare loop', loop],
] as const) {
  console.log(`${name}: ${(await programs(command)) ?? 'programs not counted, there is no strace'}`);
}
const medians = `ratio ${median(({ wall }) => wall)} (CPU ${median(({ cpu }) => cpu)})`;
console.log(`process_bug / bare loop of ${criteria} criteria: ${medians}, median of ${rounds} rounds`);
await model.close();
home.remove();
rmSync(scratch, { recursive: true });
