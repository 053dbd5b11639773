/**
 * The workflow's quick start in one conversation: the real Codex CLI, with the configuration that `install codex` wrote and
 * no further setting of ours, scans, processes, archives by its own means and looks back.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { behindLauncher } from '../../src/codex/native.ts';
import { workflowDocument } from '../../src/workflow/document/workflow-document.ts';
import { codexBinary } from '../support/codex-home.ts';
import { orchestratorStage, quickStart, waitingCommand } from '../support/orchestrator-stage.ts';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '../../src/cli/main.ts');

interface Item {
  readonly type: string;
  readonly command?: string;
}

test('scan, process, archive and look back, through the server that install codex configured', async () => {
  const stage = await orchestratorStage(quickStart);
  onTestFinished(stage.remove);
  const { repository, env } = stage;
  const { root } = repository;
  await run(process.execPath, [cli, 'install', 'codex', '--yes', `--codex=${codexBinary}`], { env });

  const args = ['exec', '--json', '-s', 'workspace-write', '-C', root, '--add-dir', join(root, '.git'), '-'];
  const running = run(await behindLauncher(codexBinary), args, { env, maxBuffer: 64 << 20 });
  running.child.stdin?.end(workflowDocument({ repoPath: root, tasks: 1, failures: 3 }));
  const { stdout } = await running;

  const items = stdout
    .trim()
    .split('\n')
    .map((line): { type: string; item?: Item } => JSON.parse(line))
    .flatMap(({ type, item }) => (type === 'item.completed' && item !== undefined ? [item] : []))
    .filter(({ type }) => type !== 'error') // that it does not know the model
    .filter(({ command }) => command?.includes(waitingCommand) !== true);
  expect(items, stdout).toMatchObject([
    {
      ...{ type: 'mcp_tool_call', tool: 'scan_prioritize', status: 'completed' },
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
