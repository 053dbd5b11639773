/**
 * What the engine costs: a task of N criteria through process_bug, against a bare shell loop of the same N
 * `codex exec` + `git commit`. Both with the real Codex CLI and the same scripted model, in turn.
 */
import { spawn } from 'node:child_process';
import { processBug } from '../src/tools/process-bug.ts';
import { defaultSettings } from '../src/tools/settings.ts';
import { codexBinary, temporaryCodexHome } from '../test/support/codex-home.ts';
import { claim, startScriptedModel } from '../test/support/scripted-model.ts';
import { temporaryRepository } from '../test/support/temporary-repository.ts';

const criteria = 5;
const rounds = 3;
const file = 'tasks/active/TASK-001.md';

const text = [
  '---',
  'id: TASK-001',
  'title: Benchmark',
  'status: active',
  'priority: high',
  'verify: none',
  '---',
  '',
  '## Acceptance Criteria',
  '',
  ...Array.from({ length: criteria }, (_, index) => `- [ ] Add line ${index + 1}`),
  '',
].join('\n');

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
Object.assign(process.env, model.env, { CODEX_HOME: home.path });

async function engine(): Promise<number> {
  const on = temporaryRepository({ [file]: text, 'app.yaml': 'a: 1\n' });
  const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
  const settings = { ...defaultSettings, codexPath: codexBinary, codexConfig: model.codexConfig };
  const start = performance.now();
  const result = await processBug({ item_id: 'TASK-001', repo_path: on.root }, settings, context);
  const time = performance.now() - start;
  if (result.status !== 'complete') throw new Error(`the engine ended with ${result.status}: ${result.message}`);
  on.remove();
  return time;
}

/** A child process, so that the scripted model in this one can answer; the loop is the shell's. */
function loop(): Promise<number> {
  const on = temporaryRepository({ [file]: text, 'app.yaml': 'a: 1\n' });
  const config = model.codexConfig.flatMap((entry) => ['-c', entry]);
  const script = `for i in $(seq ${criteria}); do "$@" "criterion $i" </dev/null >/dev/null 2>&1 && git commit -qam "criterion $i" || exit 1; done`;
  const args = ['-c', script, 'loop', codexBinary, 'exec', '--json', '--ephemeral', '-s', 'workspace-write', ...config];
  const start = performance.now();
  return new Promise((resolve, reject) => {
    spawn('/bin/sh', args, { cwd: on.root, stdio: 'ignore' }).on('exit', (code) => {
      const time = performance.now() - start;
      on.remove();
      if (code === 0) resolve(time);
      else reject(new Error(`the loop ended with ${code}`));
    });
  });
}

const ratios: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const [a, b] = [await engine(), await loop()];
  ratios.push(a / b);
  console.log(`round ${round + 1}: process_bug ${(a / 1000).toFixed(2)} s, bare loop ${(b / 1000).toFixed(2)} s`);
}
ratios.sort((a, b) => a - b);
console.log(
  `process_bug / bare loop of ${criteria} criteria: ratio ${ratios[Math.floor(rounds / 2)]?.toFixed(2)} (median of ${rounds})`,
);
await model.close();
home.remove();
