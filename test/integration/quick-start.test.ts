/**
 * The workflow's quick start in one conversation: the real Codex CLI, with the configuration that `install codex` wrote and
 * no further setting of ours, scans, processes, archives by its own means and looks back.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { tomlString } from '../../src/codex/toml/strings.ts';
import { writeValue } from '../../src/codex/toml/write-value.ts';
import { workflowDocument } from '../../src/workflow/document/workflow-document.ts';
import { codexBinary, temporaryCodexHome } from '../support/codex-home.ts';
import { claim, type Reply, type Script, startScriptedModel, type Turn } from '../support/scripted-model.ts';
import { temporaryRepository } from '../support/temporary-repository.ts';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '../../src/cli/main.ts');

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

/** The orchestrating Codex does what the document says, one call after the other. */
function orchestrator(root: string): Script {
  const call = (name: string, args: object): Reply => ({ calls: [{ name, namespace: 'mcp__agent_toolkit', args }] });
  const archive = [
    "sed -i 's/^status: .*/status: completed/; s/^updated: .*/&\\ncompleted: 2026-02-01/' tasks/active/TASK-001.md",
    'mkdir -p tasks/completed && git mv tasks/active/TASK-001.md tasks/completed/',
    'git commit -qm "Archive TASK-001: Moved to completed after resolution" -- tasks/active/TASK-001.md tasks/completed/TASK-001.md',
    'git push -q origin main',
  ].join(' && ');
  return ({ outputs }) => {
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
const inner: Script = ({ prompt, outputs }: Turn): Reply => {
  if (!prompt.includes('Criterion to reach now')) {
    return {
      message: JSON.stringify({
        merges: [],
        deprecations: [],
        priorities: [],
        lessons: ['Ask for replicas early.'],
        recommendations: [],
      }),
    };
  }
  const command = "sed -i 's/1/3/' app.yaml && grep -q 3 app.yaml";
  if (outputs.length === 0) return { commands: [command] };
  return {
    message: claim({
      status: 'done',
      summary: 'Three replicas.',
      evidence: [{ command, exit_code: 0, observation: '3' }],
    }),
  };
};

/** A user's configuration file: the model provider, as it would be for a real one. */
function writeConfiguration(home: string, url: string): void {
  const provider = { name: 'scripted', base_url: url, wire_api: 'responses', env_key: 'SCRIPTED_KEY' };
  const lines = [
    '# My models.',
    'model = "scripted-model"',
    'model_provider = "scripted"',
    `model_providers.scripted = ${writeValue(provider)}`,
    '[features]',
    'plugins = false',
  ];
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'config.toml'), `${lines.join('\n')}\n`);
}

interface Item {
  readonly type: string;
  readonly tool?: string;
  readonly status?: string;
  readonly exit_code?: number;
  readonly text?: string;
  readonly result?: { readonly structured_content?: unknown };
}

test('scan, process, archive and look back, through the server that install codex configured', async () => {
  const repository = temporaryRepository(
    { 'tasks/active/TASK-001.md': taskText, 'tasks/backlog/TASK-002.md': laterText, 'app.yaml': 'replicas: 1\n' },
    { origin: true },
  );
  const { root } = repository;
  const outer = orchestrator(root);
  const model = await startScriptedModel((turn) => (turn.schema === undefined ? outer(turn) : inner(turn)));
  const home = temporaryCodexHome();
  onTestFinished(async () => {
    repository.remove();
    home.remove();
    await model.close();
  });
  writeConfiguration(home.path, model.url);
  const nothing = join(dirname(root), 'no-such-folder');
  const env = { ...process.env, ...model.env, CODEX_HOME: home.path, KUBECONFIG: nothing, XDG_CONFIG_HOME: nothing };
  await run(process.execPath, [cli, 'install', 'codex', '--yes', `--codex=${codexBinary}`], { env });

  const writable = `sandbox_workspace_write.writable_roots=[${tomlString(join(root, '.git'))}]`;
  const args = ['exec', '--json', '-s', 'workspace-write', '-C', root, '-c', writable, '-'];
  const running = run(codexBinary, args, { env, maxBuffer: 64 << 20 });
  running.child.stdin?.end(workflowDocument({ repoPath: root, tasks: 1, failures: 3 }));
  const { stdout } = await running;

  const items = stdout
    .trim()
    .split('\n')
    .map((line): { type: string; item?: Item } => JSON.parse(line))
    .flatMap(({ type, item }) => (type === 'item.completed' && item !== undefined ? [item] : []))
    .filter(({ type }) => type !== 'error'); // that it does not know the model
  expect(items, stdout).toMatchObject([
    {
      type: 'mcp_tool_call',
      tool: 'scan_prioritize',
      status: 'completed',
      result: { structured_content: { next_action: { item_id: 'TASK-001' } } },
    },
    {
      ...{ type: 'mcp_tool_call', tool: 'process_bug', status: 'completed' },
      result: { structured_content: { status: 'complete', sections_completed: ['The replica count is 3'] } },
    },
    { type: 'command_execution', exit_code: 0 },
    {
      ...{ type: 'mcp_tool_call', tool: 'run_retrospective', status: 'completed' },
      result: { structured_content: { success: true, judged: true, lessons: ['Ask for replicas early.'] } },
    },
    { type: 'agent_message', text: 'TASK-001 is completed; nothing waits for a person.' },
  ]);
  expect(repository.git('log', '--reverse', '--format=%s').split('\n')).toEqual([
    'first',
    'feat(TASK-001): The replica count is 3',
    'Archive TASK-001: Moved to completed after resolution',
    expect.stringMatching(/retrospective/i),
  ]);
  expect(repository.read('tasks/completed/TASK-001.md')).toContain('- [x] The replica count is 3');
  expect(repository.git('status', '--porcelain')).toBe('');
  expect(repository.git('rev-parse', 'origin/main')).toBe(repository.git('rev-parse', 'HEAD'));
});
