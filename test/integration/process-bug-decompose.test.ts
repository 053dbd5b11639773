/** process_bug on tasks that are too large: what it proposes, what it creates, and what waits for what. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BacklogReaders } from '../../src/backlog/read/backlog-readers.ts';
import { scanPrioritize } from '../../src/tools/scan-prioritize.ts';
import { files, reportFile, tasks, tasksFile } from '../support/item-files.ts';
import {
  byCriterion,
  file,
  log,
  processTask,
  type Stage,
  stage,
  taskText,
  three,
  threeDone,
} from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import type { Script } from '../support/scripted-model.ts';

sampled(1 / 4);

const create = { decompose: 'create' } as const;
const [tag, replicas, runbook] = three as [string, string, string];

const grouped = taskText(three, ['depends_on: []'])
  .replace(`- [ ] ${replicas}`, `### Scale\n\n- [ ] ${replicas}\n  check: \`grep 3 app.yaml\`\n\n### Tell\n`)
  .replace('[configuration]', '[configuration, shop]');

async function queueOf(at: Stage) {
  const input = { repo_path: at.on.root, sync_remote: false };
  const { priority_queue: queue } = await scanPrioritize(input, new BacklogReaders(), at.context);
  return queue.map(({ item_id, status, blocked_reason, blocked_by }) =>
    [item_id, status, blocked_reason, ...(blocked_by ?? [])].filter((word) => word !== undefined).join(' '),
  );
}

const changed = (at: Stage) =>
  at.on.git('show', '--no-renames', '--name-status', '--format=', 'HEAD').split('\n').toSorted();

describe('criteria left after max_iterations', () => {
  test('are proposed by group; nothing is written', async () => {
    const at = await stage(threeDone, grouped);
    const result = await processTask(at, { max_iterations: 1 });
    expect(result).toMatchObject({
      status: 'needs_decomposition',
      sections_completed: [tag],
      proposed_sub_tasks: [
        {
          title: 'Roll out the shop: Scale',
          acceptance_criteria: [replicas],
          depends_on_previous: false,
          item_id: null,
        },
        { title: 'Roll out the shop: Tell', acceptance_criteria: [runbook], depends_on_previous: true, item_id: null },
      ],
    });
    expect(result.message).toBe(
      '2 criteria are still open after 1 in this run. 2 sub-tasks are proposed. Run again, raise max_iterations, or create them.',
    );
    expect(log(at.on, '%s')).toBe(`first\nfeat(TASK-001): ${tag}`);
    expect(at.on.git('status', '--porcelain')).toBe('');
  });

  test('are created as sub-tasks in one commit; the task waits for them, and each for the one before', async () => {
    const at = await stage(threeDone, grouped);
    at.on.write('mine.txt', "the user's own edit");
    const before = at.on.read(file);
    const result = await processTask(at, { max_iterations: 1, ...create });
    expect(result).toMatchObject({
      status: 'needs_decomposition',
      proposed_sub_tasks: [{ item_id: 'TASK-002' }, { item_id: 'TASK-003' }],
      warnings: [],
    });
    expect(result.message).toBe(
      '2 criteria are still open after 1 in this run. TASK-001 waits for its sub-tasks now: TASK-002, TASK-003.',
    );
    expect(result.commits.at(-1)?.subject).toBe('chore(TASK-001): decompose into TASK-002, TASK-003');
    expect(result.commits.at(-1)?.sha).toBe(at.on.git('rev-parse', 'HEAD'));
    expect(changed(at)).toEqual(['A\ttasks/backlog/TASK-002.md', 'A\ttasks/backlog/TASK-003.md', `M\t${file}`]);
    expect(at.on.git('status', '--porcelain')).toBe('M mine.txt');

    const first = at.on.read('tasks/backlog/TASK-002.md');
    expect(first).toContain('labels: [feature, configuration, shop]\n---');
    expect(first).toContain(`\n- [ ] ${replicas}\n  check: \`grep 3 app.yaml\`\n`);
    expect(at.on.read('tasks/backlog/TASK-003.md')).toContain('\ndepends_on: TASK-002\n');
    const after = at.on.read(file);
    expect(after).toContain('\ndepends_on: TASK-002, TASK-003\n');
    expect(after).toMatch(/\n- [\d-]+ [\d:]+: Decomposed into TASK-002, TASK-003; waits for them\n/);
    expect(after.match(/- \[ \]/g)).toHaveLength(2);
    expect(before.match(/- \[ \]/g)).toHaveLength(3);

    expect(await queueOf(at)).toEqual([
      'TASK-001 blocked dependency TASK-002 TASK-003',
      'TASK-002 ready',
      'TASK-003 blocked dependency TASK-002',
    ]);
    expect((await processTask(at)).message).toContain('Waits for TASK-002');
  });

  test('are worked on there, proven in the parent at the end, and not taken out of it again', async () => {
    const at = await stage(threeDone, taskText(three));
    await processTask(at, { max_iterations: 1, ...create });
    expect(await processTask(at, { item_id: 'TASK-002' })).toMatchObject({
      status: 'complete',
      sections_completed: [replicas, runbook],
    });
    at.on.git('mv', 'tasks/backlog/TASK-002.md', 'tasks/backlog/done.md');
    at.on.commit({ 'tasks/completed/TASK-002.md': at.on.read('tasks/backlog/done.md') });
    at.on.git('rm', '--quiet', 'tasks/backlog/done.md');
    at.on.git('commit', '--quiet', '--message', 'archived');
    const again = await processTask(at, { max_iterations: 1, ...create });
    expect(again).toMatchObject({
      status: 'needs_decomposition',
      sections_completed: [replicas],
      proposed_sub_tasks: [],
    });
    expect(again.message).toContain('run again to prove it');
    expect(await processTask(at)).toMatchObject({ status: 'complete', sections_completed: [runbook] });
  });

  test('are only proposed where git refuses the commit; nothing is left behind', async () => {
    const at = await stage(threeDone, grouped);
    at.on.write(
      '.git/hooks/commit-msg',
      '#!/bin/sh\ngrep -q decompose "$1" && { echo "not at night" >&2; exit 1; }\nexit 0\n',
    );
    chmodSync(join(at.on.root, '.git/hooks/commit-msg'), 0o755);
    const result = await processTask(at, { max_iterations: 1, ...create });
    expect(result).toMatchObject({
      status: 'needs_decomposition',
      proposed_sub_tasks: [{ item_id: null }, { item_id: null }],
    });
    expect(result.warnings.join()).toMatch(
      /The sub-tasks are proposed and were not created\. git refused.*not at night/,
    );
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(log(at.on, '%s').split('\n')).toHaveLength(2);
  });

  test('are only proposed where git ignores the backlog', async () => {
    const at = await stage(threeDone, grouped);
    at.on.commit({ '.gitignore': 'tasks/backlog/\n' });
    const result = await processTask(at, { max_iterations: 1, ...create });
    expect(result.warnings.join()).toContain('git ignores tasks/backlog/TASK-002.md');
    expect(at.on.git('status', '--porcelain', '--ignored')).toBe('');
  });

  test('are only proposed where the summary of items has edits of the user', async () => {
    const at = await stage(byCriterion({ [tag]: { commands: ["sed -i 's/1.4.0/1.5.0/' app.yaml"] } }), files);
    at.on.write('bugs/bugs.md', `${files['bugs/bugs.md']}| BUG-009 | new | elsewhere |\n`);
    const result = await processTask(at, { item_id: 'BUG-001', max_iterations: 1, ...create });
    expect(result).toMatchObject({ status: 'needs_decomposition', proposed_sub_tasks: [{ item_id: null }] });
    expect(result.warnings.join()).toContain('bugs/bugs.md has edits that are not committed');
    expect(at.on.git('status', '--porcelain')).toBe('M bugs/bugs.md');
  });

  test('of an item of the standard layout become items of that layout', async () => {
    const at = await stage(byCriterion({ [tag]: { commands: ["sed -i 's/1.4.0/1.5.0/' app.yaml"] } }), {
      ...files,
      [tasksFile]: tasks.replace('### TASK-001:', '## Docs\n\n- [ ]'),
    });
    const result = await processTask(at, { item_id: 'BUG-001', max_iterations: 1, ...create });
    expect(result).toMatchObject({
      status: 'needs_decomposition',
      proposed_sub_tasks: [{ item_id: 'BUG-002' }, { item_id: 'BUG-003' }],
      warnings: [],
    });
    const [first, second] = ['bugs/BUG-002-slow-logins-web', 'bugs/BUG-003-slow-logins-docs'];
    const names = ['PLAN.md', 'PROMPT.md', 'TASKS.md', 'bug_report.json'];
    expect(changed(at)).toEqual(
      [
        ...[first, second].flatMap((folder) => names.map((name) => `A\t${folder}/${name}`)),
        'M\tbugs/bugs.md',
        `M\t${tasksFile}`,
        `M\t${reportFile}`,
      ].toSorted(),
    );
    expect(at.on.read(reportFile)).toContain('"dependencies": ["BUG-002", "BUG-003"]');
    expect(at.on.read('bugs/bugs.md')).toMatch(/BUG-002[\s\S]*BUG-003/);
    expect(await queueOf(at)).toEqual([
      'BUG-001 blocked dependency BUG-002 BUG-003',
      'BUG-002 ready',
      'BUG-003 blocked dependency BUG-002',
    ]);
  });
});

describe('a criterion that is too large', () => {
  const asks = byCriterion({ [tag]: { commands: ['true'], status: 'needs_decomposition' } });
  const listed = taskText(three).replace(tag, `${tag}\n  - of the frontend\n  - of the backend`);

  test('for the agent is split by its list, and the rest comes after it', async () => {
    const at = await stage(asks, listed);
    const result = await processTask(at, create);
    expect(result).toMatchObject({ status: 'needs_decomposition', failed_section: { criterion: tag, attempts: 1 } });
    expect(result.proposed_sub_tasks.map((one) => [one.item_id, one.title, one.acceptance_criteria])).toEqual([
      ['TASK-002', `Roll out the shop: ${tag}`, [`${tag}: of the frontend`, `${tag}: of the backend`]],
      ['TASK-003', 'Roll out the shop: 2 criteria', [replicas, runbook]],
    ]);
    expect(log(at.on, '%s').split('\n')).toEqual([
      'first',
      `chore(TASK-001): log failed criterion: ${tag}`,
      'chore(TASK-001): decompose into TASK-002, TASK-003',
    ]);
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(await queueOf(at)).toEqual([
      'TASK-001 blocked dependency TASK-002 TASK-003',
      'TASK-002 ready',
      'TASK-003 blocked dependency TASK-002',
    ]);
  });

  test('and lists nothing is for a person to split, before the rest is worked on', async () => {
    const at = await stage(asks, taskText(three));
    const result = await processTask(at, create);
    expect(result.proposed_sub_tasks.map(({ needs_person }) => needs_person)).toEqual([true, false]);
    expect(result.message).toContain('TASK-002 needs a person, who splits its criterion.');
    expect(await queueOf(at)).toEqual([
      'TASK-001 blocked dependency TASK-002 TASK-003',
      'TASK-002 blocked human',
      'TASK-003 blocked dependency TASK-002',
    ]);
  });

  test('and the last one is not proposed again as it is', async () => {
    const at = await stage(asks, taskText([tag]));
    const result = await processTask(at, create);
    expect(result).toMatchObject({ status: 'needs_decomposition', proposed_sub_tasks: [] });
    expect(result.message).toContain(`No sub-tasks are proposed. A person has to split "${tag}" into smaller ones.`);
    expect(at.on.git('status', '--porcelain')).toBe('');
  });

  test('by two time-outs in a row', async () => {
    const forever: Script = () => ({ commands: ['sleep 25000'] });
    const at = await stage(forever, listed);
    const result = await processTask(at, { timeout_per_section: 3, ...create });
    expect(result).toMatchObject({
      status: 'needs_decomposition',
      failed_section: { criterion: tag, attempts: 2 },
      proposed_sub_tasks: [{ item_id: 'TASK-002' }, { item_id: 'TASK-003' }],
    });
    expect(changed(at)).toEqual(['A\ttasks/backlog/TASK-002.md', 'A\ttasks/backlog/TASK-003.md', `M\t${file}`]);
  });
});

test('a task without criteria has nothing to propose, and says so', async () => {
  const at = await stage(threeDone, taskText([]));
  const result = await processTask(at, create);
  expect(result).toMatchObject({ status: 'needs_decomposition', proposed_sub_tasks: [] });
  expect(result.message).toContain('no sub-tasks can be proposed');
});
