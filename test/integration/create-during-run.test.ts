/** Items that are created while a task is being processed: they stay, and they stay out of the run's commits. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BacklogReaders } from '../../src/backlog/read/backlog-readers.ts';
import type { ToolResult } from '../../src/tools/contract.ts';
import { createWorkItem } from '../../src/tools/create-work-item.ts';
import { log, processTask, type Stage, stage, taskText } from '../support/process-stage.ts';
import { claim, type Script } from '../support/scripted-model.ts';

type Created = ToolResult<'create_work_item'>;

/** Works on the criterion with commands that name the tasks folder, creates two items, then claims the status. */
async function createWhileProcessing(status: string) {
  const created: Created[] = [];
  let on: Stage | undefined;
  const command = "grep -c TASK tasks/active/TASK-001.md && sed -i 's/1.4.0/1.5.0/' app.yaml";
  const script: Script = async ({ outputs }) => {
    if (outputs.length === 0) return { commands: [command] };
    for (const item_type of ['bug', 'human_action'] as const) {
      const input = { item_type, title: 'Found on the way', description: '', repo_path: on?.on.root ?? '' };
      created.push(await createWorkItem(input, new BacklogReaders(), quiet));
    }
    return { message: claim({ status, summary: 'x', evidence: [{ command, exit_code: 0, observation: 'x' }] }) };
  };
  on = await stage(script, taskText(['Set the image tag to 1.5.0']));
  on.on.commit({ 'human-actions/actions.md': '| ID | Title |\n|----|-------|\n' });
  const before = log(on.on, '%s');
  const result = await processTask(on);
  const commits = log(on.on, '%s').slice(before.length).trim().split('\n');
  return { on: on.on, created, result, commits };
}

const quiet = { signal: new AbortController().signal, progress: () => {}, log: () => {} };

test('they are written, not committed, and the warning says how to commit them later', async () => {
  const { on, created, result, commits } = await createWhileProcessing('done');
  expect(result.status).toBe('complete');
  expect(commits).toEqual(['feat(TASK-001): Set the image tag to 1.5.0']);
  expect(on.git('show', '--format=', '--name-only', 'HEAD').split('\n').toSorted()).toEqual([
    'app.yaml',
    'tasks/active/TASK-001.md',
  ]);
  expect(created.map(({ item_id, committed }) => [item_id, committed])).toEqual([
    ['TASK-002', null],
    ['ACTION-001', null],
  ]);
  expect(created[0]?.warnings).toEqual([
    expect.stringMatching(
      /^The item is there and was not committed\. TASK-001 is being processed on this repository \(process \d+\)\. When that has ended: git add -- tasks\/active\/TASK-002\.md && git commit -m 'Add bug TASK-002: Found on the way' -- tasks\/active\/TASK-002\.md$/,
    ),
  ]);
  expect(on.git('status', '--porcelain').split('\n').toSorted()).toEqual([
    '?? human-actions/ACTION-001-found-on-the-way/',
    '?? tasks/active/TASK-002.md',
    'M human-actions/actions.md',
  ]);
});

test('they outlive a criterion that fails, whose own changes are put back', async () => {
  const { on, result } = await createWhileProcessing('failed');
  expect(result.status).toBe('error');
  expect(on.read('app.yaml')).toContain('1.4.0');
  expect(existsSync(join(on.root, 'tasks/active/TASK-002.md'))).toBe(true);
  expect(on.read('human-actions/actions.md')).toContain('| ACTION-001 | Found on the way |');
  expect(existsSync(join(on.root, 'human-actions/ACTION-001-found-on-the-way/action_report.json'))).toBe(true);
});
