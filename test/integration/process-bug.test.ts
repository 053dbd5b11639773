/** process_bug with real git, the real Codex CLI and a scripted model: what it reaches, and what it does not. */
import { execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  byCriterion,
  file,
  leftovers,
  log,
  processTask,
  type Stage,
  stage,
  taskText,
  three,
  threeDone,
} from '../support/process-stage.ts';
import type { Script } from '../support/scripted-model.ts';

describe('a task of three criteria', () => {
  test('ends complete with one commit each, holding that change and its tick and nothing else', async () => {
    const text = taskText(three);
    const at = await stage(threeDone, text);
    at.on.write('mine.txt', "the user's own edit\n");
    at.on.write('untracked.txt', 'mine too\n');
    const result = await processTask(at);

    expect(result).toMatchObject({
      status: 'complete',
      sections_completed: three,
      sections_remaining: [],
      failed_section: null,
      leftovers: [],
      pull_request: null,
      rollback: null,
      proposed_sub_tasks: [],
      pushed: false,
      test_result: { overall_status: 'nothing_to_verify' },
    });
    expect(log(at.on, '%s').split('\n')).toEqual([
      'first',
      'feat(TASK-001): Set the image tag to 1.5.0',
      'feat(TASK-001): Raise replicas to 3',
      'feat(TASK-001): Write the runbook',
    ]);
    const changed = (commit: string) => at.on.git('show', '--name-only', '--format=', commit).split('\n');
    expect(changed('HEAD~2')).toEqual(['app.yaml', file]);
    expect(changed('HEAD~1')).toEqual(['app.yaml', file]);
    expect(changed('HEAD')).toEqual(['docs/runbook.md', file]);
    for (const [commit, criterion] of [
      ['HEAD~2', three[0]],
      ['HEAD~1', three[1]],
      ['HEAD', three[2]],
    ] as const) {
      const diff = at.on.git('show', '--unified=0', '--format=', commit, '--', file).split('\n');
      const ticked = diff.filter((line) => line.startsWith('+- [x]'));
      expect(ticked).toEqual([`+- [x] ${criterion}`]);
    }
    expect(at.on.git('status', '--porcelain')).toBe('M mine.txt\n?? untracked.txt');
    expect(at.on.read('app.yaml')).toBe('tag: 1.5.0\nreplicas: 3\n');
  });

  test('leaves every other byte of the task file as it was', async () => {
    const text = taskText(three);
    const at = await stage(threeDone, text);
    await processTask(at);
    const today = /^updated: (.*)$/m.exec(at.on.read(file))?.[1];
    const entries = at.on.read(file).match(/^- \d{4}-\d\d-\d\d \d\d:\d\d: Done: .*$/gm) ?? [];
    expect(entries.map((entry) => entry.slice(20))).toEqual(
      three.map((criterion) => `Done: ${criterion} – Reached: ${criterion}`),
    );
    const expected = text
      .replaceAll('- [ ]', '- [x]')
      .replace('updated: 2026-01-01', `updated: ${today}`)
      .replace('- 2026-01-01 09:00: Task created', ['- 2026-01-01 09:00: Task created', ...entries].join('\n'));
    expect(at.on.read(file)).toBe(expected);
  });

  test('is reported while it goes on', async () => {
    const at = await stage(threeDone, taskText(three));
    await processTask(at);
    const criteria = at.progress.filter(({ stage }) => stage === 'criterion');
    expect([...new Set(criteria.map(({ done, total }) => `${done}/${total}`))]).toEqual(['0/3', '1/3', '2/3']);
    expect(criteria[0]?.message).toBe('Criterion 1 of 3: Set the image tag to 1.5.0');
    expect(at.transcript).toContain("$ sed -i 's/1.4.0/1.5.0/' app.yaml");
    expect(at.transcript).toContain('exit 0: grep 1.5.0 app.yaml');
    expect(at.transcript.at(-1)).toMatch(/^Tokens: /);
  });
});

describe('a criterion that is not reached', () => {
  test('stopped by the user, it leaves no process, no change and its work as a leftover', async () => {
    const seconds = `${30_000 + Math.floor(Math.random() * 9000)}.${process.pid}`;
    const script: Script = ({ outputs }) =>
      outputs.length === 0 ? { commands: ['echo half > half.txt'] } : { commands: [`sleep ${seconds}`] };
    const at = await stage(script, taskText(three));
    const run = processTask(at);
    await expect
      .poll(() => at.transcript.some((line) => line.includes(`sleep ${seconds}`)), { timeout: 20_000 })
      .toBe(true);
    at.controller.abort();
    await expect(run).rejects.toThrow('aborted');
    const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(processes.split('\n').filter((line) => line.includes(seconds))).toEqual([]);
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(at.on.git('show', `${leftovers(at.on)}:half.txt`)).toBe('half');
    expect(log(at.on, '%s')).toBe('first');
  });

  test('in whose time somebody else edits the task file stops; the edit stays and is not committed', async () => {
    const at = await stage(
      byCriterion({ [three[0] ?? '']: { commands: ['echo 2 >> app.yaml; sleep 3'] } }),
      taskText(three),
    );
    const running = processTask(at);
    await expect.poll(() => at.on.read('app.yaml').endsWith('2\n'), { timeout: 20_000 }).toBe(true);
    at.on.write(file, taskText(three).replace('Trailing', 'Mine while it runs. Trailing'));
    const result = await running;
    expect(result.message).toContain(
      `${file} was edited while the criterion ran, and no command of the agent names it`,
    );
    expect(at.on.read(file)).toContain('Mine while it runs.');
    expect(log(at.on, '%s')).toBe('first');
  });

  const other = 'tasks/backlog/TASK-002.md';
  const otherText = taskText(['Other']).replaceAll('TASK-001', 'TASK-002');

  test('in whose time somebody else edits another task goes on; that edit stays and is not committed', async () => {
    const script = byCriterion({ [three[0] ?? '']: { commands: ['echo 2 >> app.yaml'] } });
    // While the agent thinks, nothing of it can write.
    const at: Stage = await stage(async (turn) => {
      if (turn.outputs.length > 0) {
        await wait(500);
        at.on.write(other, otherText.replace('- [ ] Other', '- [x] Other'));
        await wait(500);
      }
      return script(turn);
    }, taskText(three));
    at.on.commit({ [other]: otherText });
    expect((await processTask(at, { max_iterations: 1 })).sections_completed).toEqual([three[0]]);
    expect(at.on.git('status', '--porcelain')).toBe(`M ${other}`);
  });

  test('in whose time somebody saves other files: they are not committed, and stay', async () => {
    const script = byCriterion({ [three[0] ?? '']: { commands: ["sed -i 's/1.4.0/1.5.0/' app.yaml"] } });
    const at: Stage = await stage(async (turn) => {
      if (turn.outputs.length > 0) {
        await wait(500);
        at.on.write('mine.txt', 'saved meanwhile\n');
        at.on.write('plan.md', 'new\n');
        await wait(500);
      }
      return script(turn);
    }, taskText(three));
    const result = await processTask(at, { max_iterations: 1 });
    expect(result.sections_completed).toEqual([three[0]]);
    expect(result.warnings).toContain('Edited by somebody else meanwhile, and left alone: mine.txt, plan.md.');
    expect(at.on.git('show', '--name-only', '--format=').split('\n')).toEqual(['app.yaml', file]);
    expect(at.on.git('status', '--porcelain').split('\n')).toEqual(['M mine.txt', '?? plan.md']);
  });

  test('while whose command the box of another task is ticked stops: it may have been the agent', async () => {
    const command = "echo 2 >> app.yaml; sed -i 's/- \\[ \\] Other/- [x] Other/' */backlog/*";
    const at = await stage(byCriterion({ [three[0] ?? '']: { commands: [command] } }), taskText(three));
    at.on.commit({ [other]: otherText }, 'other');
    const result = await processTask(at, { max_iterations: 1 });
    expect(result).toMatchObject({ status: 'error', sections_completed: [] });
    expect(result.message).toContain(`while a command of the agent ran, in ${other}. No command names it`);
    expect(log(at.on, '%s').split('\n').at(-1)).toBe('other');
    // The box counts for nothing: the file is not as it was committed.
    const { message } = await processTask(at, { item_id: 'TASK-002' });
    expect(message).toContain(`${other} has edits that are not committed`);
  });

  test('in whose time a merge is begun stops; the merge stays as it is', async () => {
    const at = await stage(
      byCriterion({ [three[0] ?? '']: { commands: ['echo 2 >> app.yaml; sleep 3'] } }),
      taskText(three),
    );
    at.on.git('checkout', '--quiet', '-b', 'other');
    at.on.commit({ 'n.txt': 'theirs\n' });
    at.on.git('checkout', '--quiet', 'main');
    const running = processTask(at);
    await expect.poll(() => at.on.read('app.yaml').endsWith('2\n'), { timeout: 20_000 }).toBe(true);
    at.on.git('merge', '--quiet', '--no-commit', '--no-ff', 'other');
    expect((await running).message).toContain('A merge was begun while the criterion ran');
    expect(at.on.git('diff', '--cached', '--name-only')).toBe('n.txt');
    expect(at.on.read('n.txt')).toBe('theirs\n');
  });
});
