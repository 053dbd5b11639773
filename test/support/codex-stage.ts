/** A repository with one task, a scripted model and a home for the real Codex CLI, for tests that start a process of ours. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { codexBinary, temporaryCodexHome } from './codex-home.ts';
import { claim, type Script, type ScriptedModel, startScriptedModel } from './scripted-model.ts';
import { type TemporaryRepository, temporaryRepository } from './temporary-repository.ts';

export interface CodexStage {
  readonly repository: TemporaryRepository;
  readonly model: ScriptedModel;
  /** Flags that point to the scripted model. */
  readonly flags: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Command lines of processes that the agent's endless command still has. */
  survivors(): string[];
  remove(): Promise<void>;
}

const taskText = `---
id: TASK-001
title: Raise the replica count
status: active
priority: high
labels: [configuration]
---

## Acceptance Criteria

- [ ] The replica count is 3
`;

/**
 * The agent does what the one criterion asks for.
 * @param behaviour `finish`: and says so. `hang`: leaves half a file and runs a command that never ends.
 */
export async function codexStage(
  behaviour: 'finish' | 'hang',
  /** Answers conversations other than those of a criterion, which alone have an output schema. */
  other?: Script,
  /** Whether a turn of a criterion is answered, asked when it comes. */
  isAnswered = () => true,
): Promise<CodexStage> {
  const repository = temporaryRepository({ 'tasks/active/TASK-001.md': taskText, 'app.yaml': 'replicas: 1\n' });
  // So long and odd that no other process sleeps for it.
  const seconds = `${40_000 + Math.floor(Math.random() * 9000)}.${process.pid}`;
  const command = "sed -i 's/1/3/' app.yaml && grep -q 3 app.yaml";
  const evidence = [{ command, exit_code: 0, observation: 'replicas: 3' }];
  const model = await startScriptedModel((turn) => {
    const { outputs, schema } = turn;
    if (other !== undefined && schema === undefined) return other(turn);
    if (!isAnswered()) return { endless: true };
    if (behaviour === 'hang') return { commands: [outputs.length === 0 ? 'echo half > half.txt' : `sleep ${seconds}`] };
    if (outputs.length === 0) return { commands: [command] };
    return { message: claim({ status: 'done', summary: 'Three replicas.', evidence }) };
  });
  const home = temporaryCodexHome();
  const noConfiguration = join(repository.root, '.git/no-such-folder');
  return {
    repository,
    model,
    flags: [`--codex=${codexBinary}`, ...model.codexConfig.map((entry) => `--codex-config=${entry}`)],
    env: {
      ...process.env,
      ...model.env,
      CODEX_HOME: home.path,
      KUBECONFIG: noConfiguration,
      XDG_CONFIG_HOME: noConfiguration,
    },
    survivors() {
      const lines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
      return lines.filter((line) => line.includes(seconds));
    },
    async remove() {
      repository.remove();
      home.remove();
      await model.close();
    },
  };
}
