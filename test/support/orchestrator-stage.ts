/** A repository with two tasks, a user's Codex configuration with a scripted model, and an agent that does what a criterion asks for. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeValue } from '../../src/codex/toml/write-value.ts';
import { temporaryCodexHome } from './codex-home.ts';
import { claim, type Reply, type Script, type ScriptedModel, startScriptedModel, type Turn } from './scripted-model.ts';
import { type TemporaryRepository, temporaryRepository } from './temporary-repository.ts';

const taskText = `---
id: TASK-001
title: Raise the replica count
status: active
priority: high
created: 2026-01-01
updated: 2026-01-01
labels: [configuration]
---

## Description

The shop is slow.

## Acceptance Criteria

- [ ] The replica count is 3

## Progress Log

- 2026-01-01 09:00: Task created
`;

/** It waits for its turn; the look back has something to judge. */
const laterText = taskText
  .replace('TASK-001', 'TASK-002')
  .replace('priority: high', 'priority: low')
  .replace('Raise the replica count', 'Write the runbook');

export interface OrchestratorStage {
  readonly repository: TemporaryRepository;
  readonly model: ScriptedModel;
  /** The user's environment: a Codex home, no cluster, no configuration of ours, and neither Codex nor the right Node on PATH. */
  readonly env: NodeJS.ProcessEnv;
  /** Text of the user's Codex configuration. */
  configuration(): string;
  remove(): Promise<void>;
}

/** A call of one of our tools. */
export function call(name: string, args: object): Reply {
  return { calls: [{ name, namespace: 'mcp__agent_toolkit', args }] };
}

/** What the model of the quick start runs until the server is there. */
export const waitingCommand = 'sleep 0.5';

/** What the workflow document asks for, one step after the other, by Codex' own means where it says so. */
export function quickStart(root: string): Script {
  const archive = [
    "sed -i 's/^status: .*/status: completed/; s/^updated: .*/&\\ncompleted: 2026-02-01/' tasks/active/TASK-001.md",
    'mkdir -p tasks/completed && git mv tasks/active/TASK-001.md tasks/completed/',
    'git commit -qm "Archive TASK-001: Moved to completed after resolution" -- tasks/active/TASK-001.md tasks/completed/TASK-001.md',
    'git push -q origin main',
  ].join(' && ');
  let waits = 0;
  return ({ outputs: all, tools }) => {
    // Codex does not wait for a server that is not required: what the first turns can call is a matter of how soon it is up.
    if (all.length === waits && !tools.some((tool) => tool.endsWith('scan_prioritize')) && waits < 60) {
      waits += 1;
      return { commands: [waitingCommand] };
    }
    const outputs = all.slice(waits);
    const last = outputs.at(-1)?.text ?? '';
    if (outputs.length === 0) return call('scan_prioritize', { repo_path: root, sync_remote: true });
    if (outputs.length === 1)
      return call('process_bug', { item_id: /TASK-\d+/.exec(last)?.[0] ?? 'none', repo_path: root });
    if (outputs.length === 2) return { commands: [archive] };
    if (outputs.length === 3) return call('run_retrospective', { repo_path: root, dry_run: false });
    return { message: 'TASK-001 is completed; nothing waits for a person.' };
  };
}

/** The Codex that works on the criterion, and the one that judges the backlog: each a conversation of its own. */
export const finishing: Script = ({ prompt, outputs }: Turn): Reply => {
  if (!prompt.includes('Criterion to reach now')) {
    const judgement = { merges: [], deprecations: [], priorities: [], recommendations: [] };
    return { message: JSON.stringify({ ...judgement, lessons: ['Ask for replicas early.'] }) };
  }
  const command = "sed -i 's/1/3/' app.yaml && grep -q 3 app.yaml";
  if (outputs.length === 0) return { commands: [command] };
  const evidence = [{ command, exit_code: 0, observation: '3' }];
  return { message: claim({ status: 'done', summary: 'Three replicas.', evidence }) };
};

/**
 * @param outer the conversation of the orchestrating Codex, which alone has no output schema
 * @param inner those that work on a criterion or judge
 */
export async function orchestratorStage(
  outer: (root: string) => Script,
  inner: Script = finishing,
): Promise<OrchestratorStage> {
  const tasks = { 'tasks/active/TASK-001.md': taskText, 'tasks/backlog/TASK-002.md': laterText };
  const repository = temporaryRepository({ ...tasks, 'app.yaml': 'replicas: 1\n' }, { origin: true });
  const script = outer(repository.root);
  const model = await startScriptedModel((turn) => (turn.schema === undefined ? script(turn) : inner(turn)));
  const home = temporaryCodexHome();
  const file = join(home.path, 'config.toml');
  const provider = { name: 'scripted', base_url: model.url, wire_api: 'responses', env_key: 'SCRIPTED_KEY' };
  const lines = [
    '# My models.',
    'model = "scripted-model"',
    'model_provider = "scripted"',
    `model_providers.scripted = ${writeValue(provider)}`,
    '[features]',
    'plugins = false',
  ];
  mkdirSync(home.path, { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
  const nothing = join(dirname(repository.root), 'no-such-folder');
  return {
    repository,
    model,
    env: {
      ...process.env,
      ...model.env,
      PATH: '/usr/local/bin:/usr/bin:/bin',
      CODEX_HOME: home.path,
      KUBECONFIG: nothing,
      XDG_CONFIG_HOME: nothing,
    },
    configuration: () => readFileSync(file, 'utf8'),
    async remove() {
      repository.remove();
      home.remove();
      await model.close();
    },
  };
}
