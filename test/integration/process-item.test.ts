/** process_bug on items of the standard layout, with real git, the real Codex CLI and a scripted model. */
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { archiveTask } from '../../src/workflow/archive.ts';
import { files, folder, report, reportFile, table, tasks, tasksFile, today } from '../support/item-files.ts';
import { byCriterion, log, processTask, type Stage, stage } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 4);

const three = ['Set the image tag to 1.5.0', 'Raise replicas to 3', 'TASK-001: Write the runbook'] as const;
const script = byCriterion({
  [three[0]]: { commands: ["sed -i 's/1.4.0/1.5.0/' app.yaml"] },
  [three[1]]: { commands: ["sed -i 's/replicas: 1/replicas: 3/' app.yaml"] },
  [three[2]]: { commands: ["mkdir -p docs && echo 'Roll back: revert.' > docs/runbook.md"] },
});

const run = (at: Stage, max_iterations = 20) => processTask(at, { item_id: 'BUG-001', max_iterations });
const archive = (at: Stage) =>
  archiveTask(
    { repoRoot: at.on.root, itemId: 'BUG-001', push: 'never', waitMinutes: 0 },
    { signal: new AbortController().signal, progress: () => {}, log: () => {} },
  );
const changed = (at: Stage, commit: string) =>
  at.on.git('show', '--no-renames', '--name-status', '--format=', commit).split('\n');
const added = (at: Stage, commit: string) =>
  at.on
    .git('show', '--unified=0', '--format=', commit, '--', folder)
    .split('\n')
    .filter((line) => /^\+(?!\+\+)/.test(line))
    .map((line) => line.slice(1));

describe('an item with two boxes and a step', () => {
  test.each([
    ['LF', (text: string) => text],
    ['CRLF and a byte order mark', (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
  ])(
    'ends complete with three commits, each with its change and its mark, and every other byte as it was: %s',
    async (_, as) => {
      const at = await stage(script, { ...files, [tasksFile]: as(tasks), [reportFile]: as(report) });
      expect(await run(at)).toMatchObject({ status: 'complete', sections_completed: three, sections_remaining: [] });
      expect(log(at.on, '%s').split('\n')).toEqual([
        'first',
        'feat(BUG-001): Set the image tag to 1.5.0',
        'feat(BUG-001): Raise replicas to 3',
        'feat(BUG-001): TASK-001: Write the runbook',
      ]);
      expect(changed(at, 'HEAD~2')).toEqual(['M\tapp.yaml', `M\t${tasksFile}`, `M\t${reportFile}`].toSorted());
      expect(changed(at, 'HEAD~1')).toEqual(['M\tapp.yaml', `M\t${tasksFile}`]);
      expect(changed(at, 'HEAD')).toEqual([`M\t${tasksFile}`, 'A\tdocs/runbook.md']);
      const marks = ['HEAD~2', 'HEAD~1', 'HEAD'].map((commit) =>
        added(at, commit).find((line) => /\[x\]|✅/.test(line)),
      );
      expect(marks.map((line) => line?.replace('\r', ''))).toEqual([
        '- [x] Set the image tag to 1.5.0',
        '* [x]   Raise replicas to 3  ',
        `### TASK-001: Write the runbook ✅ COMPLETED - ${today()}`,
      ]);

      const entries = at.on.read(tasksFile).match(/^- \d{4}-\d\d-\d\d \d\d:\d\d: Done: .*?(?=\r?$)/gm) ?? [];
      expect(entries.map((entry) => entry.slice(20))).toEqual(three.map((text) => `Done: ${text} – Reached: ${text}`));
      const expected = tasks
        .replaceAll('[ ]', '[x]')
        .replace('Write the runbook', `Write the runbook ✅ COMPLETED - ${today()}`);
      expect(at.on.read(tasksFile)).toBe(as([expected, '', '## Progress Log', '', ...entries].join('\n')));
      expect(at.on.read(reportFile)).toBe(as(report.replace('2026-01-01', today())));
      expect(at.on.git('status', '--porcelain')).toBe('');
    },
  );

  test('is archived as a whole, with its status and its row, in one commit', async () => {
    const at = await stage(script, files);
    expect((await run(at)).status).toBe('complete');
    const done = at.on.read(tasksFile);
    expect(await archive(at)).toMatchObject({
      item_id: 'BUG-001',
      from: folder,
      to: 'completed/BUG-001-slow-logins',
      warnings: [],
    });
    expect(at.on.git('log', '-1', '--format=%s')).toBe('Archive BUG-001: Moved to completed after resolution');
    const names = ['PLAN.md', 'PROMPT.md', 'TASKS.md', 'bug_report.json', 'screens/login.txt'];
    expect(changed(at, 'HEAD')).toEqual([
      ...names.map((name) => `D\t${folder}/${name}`),
      'M\tbugs/bugs.md',
      ...names.map((name) => `A\tcompleted/BUG-001-slow-logins/${name}`),
    ]);
    expect(at.on.read('completed/BUG-001-slow-logins/TASKS.md')).toBe(done);
    expect(at.on.read('completed/BUG-001-slow-logins/bug_report.json')).toBe(
      report
        .replace('"in_progress"', '"resolved"')
        .replace('2026-01-01', today())
        .replace('"login" ]', `"login" ],\n    "resolved_date": "${today()}"`),
    );
    expect(at.on.read('bugs/bugs.md')).toBe(
      table.replace('in_progress', 'resolved').replace(folder, 'completed/BUG-001-slow-logins'),
    );
    expect(at.on.git('status', '--porcelain')).toBe('');
  });

  test('tells the agent what the item is about, and all that stands below the step', async () => {
    const at = await stage(script, files);
    await run(at);
    const prompt = at.model.turns.at(-1)?.prompt ?? '';
    expect(prompt).toContain(`What it is about stands in ${folder}/PROMPT.md, ${folder}/PLAN.md too.`);
    expect(prompt.slice(prompt.indexOf('## Criterion to reach now'))).toContain(
      '<criterion>\n### TASK-001: Write the runbook\n**Status**: open\n**Description**: docs/runbook.md says',
    );
  });
});

describe('only the engine ticks and changes the JSON file', () => {
  const cheat = async (command: string, criterion: string = three[0]) => {
    const text = criterion === three[0] ? tasks : tasks.replace(three[0], criterion);
    const at = await stage(byCriterion({ [criterion]: { commands: [command] } }), { ...files, [tasksFile]: text });
    return { at, result: await run(at, 1) };
  };

  test('what the agent ticked and set by itself is put back, kept, and said', async () => {
    const ticked = `sed -i 's/\\[ \\]/[x]/; s/"in_progress"/"resolved"/' ${tasksFile} ${reportFile}`;
    const { at, result } = await cheat(`${ticked}; sed -i 's/in_progress/resolved/' bugs/bugs.md; echo 2 >> app.yaml`);
    expect(result).toMatchObject({ status: 'needs_decomposition', sections_completed: [three[0]] });
    expect(result.warnings.join()).toContain(`may (${tasksFile}, ${reportFile}, bugs/bugs.md); put back`);
    expect(at.on.read(tasksFile).match(/\[x\]/g)).toHaveLength(1);
    expect(at.on.read(reportFile)).toBe(report.replace('2026-01-01', today()));
    expect(at.on.read('bugs/bugs.md')).toBe(table);
    expect(at.on.git('show', `${result.leftovers[0]}:${reportFile}`)).toContain('"resolved"');
    expect(changed(at, 'HEAD')).toEqual(['M\tapp.yaml', `M\t${tasksFile}`, `M\t${reportFile}`].toSorted());
  });

  test('a criterion that asks for such an edit is not done by it', async () => {
    const criterion = 'Set the status in bug_report.json to resolved';
    const { at, result } = await cheat(`sed -i 's/"in_progress"/"resolved"/' ${reportFile}`, criterion);
    expect(result).toMatchObject({ status: 'error', sections_completed: [], failed_section: { attempts: 2 } });
    expect(result.message).toContain(`rests on an edit of ${reportFile} that only people and the engine may make`);
    expect(at.on.read(tasksFile)).toContain(`- [ ] ${criterion}`);
    expect(at.on.read(tasksFile)).toMatch(/Progress Log\n\n- .*: Failed after 2 tries: Set the status in bug_report/);
    expect(at.on.read(reportFile)).toBe(report.replace('2026-01-01', today()));
  });

  test('the item cannot be moved, and prose in it may change', async () => {
    const moved = await cheat(
      `mv ${folder} bugs/BUG-001-moved; mkdir -p completed; cp -r bugs/BUG-001-moved completed/BUG-001-x; echo 2 >> app.yaml`,
    );
    expect(moved.result.sections_completed).toEqual([three[0]]);
    expect(moved.result.warnings.join()).toContain('bugs/BUG-001-moved/screens/login.txt');
    expect(moved.at.on.git('status', '--porcelain', '--untracked-files=all')).toBe('');
    expect(moved.at.on.read(`${folder}/screens/login.txt`)).toBe('slow\n');

    const { at, result } = await cheat(`sed -i 's/ten seconds/ten seconds, by a loop/' ${folder}/PROMPT.md`);
    expect(result).toMatchObject({ sections_completed: [three[0]], warnings: [] });
    expect(at.on.git('show', `HEAD:${folder}/PROMPT.md`)).toContain('by a loop');
  });
});

describe('what is refused before any work', () => {
  const refused = async (prepare: (at: Stage) => void, message: string) => {
    const at = await stage(script, files);
    prepare(at);
    const before = at.on.git('status', '--porcelain');
    const result = await run(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [] });
    expect(result.message).toContain(message);
    expect(at.model.turns).toEqual([]);
    expect(at.on.git('status', '--porcelain')).toBe(before);
  };

  test.each<[string, (at: Stage) => void, string]>([
    [
      'edits of the JSON file',
      ({ on }) => on.write(reportFile, `${report}\n`),
      `${reportFile} has edits that are not committed`,
    ],
    [
      'a JSON file that takes no date',
      ({ on }) => on.commit({ [reportFile]: report.slice(0, -1) }),
      `${reportFile} cannot be edited: "updated_date" cannot be set: line`,
    ],
    [
      'a JSON file that git does not know',
      ({ on }) => {
        on.git('rm', '--quiet', '--cached', reportFile);
        on.git('commit', '--quiet', '-m', 'x');
      },
      `${reportFile} is not in git`,
    ],
    [
      'a folder that is a link',
      ({ on }) => {
        on.git('mv', folder, 'elsewhere');
        symlinkSync('../elsewhere', join(on.root, folder));
        on.commit({});
      },
      `${tasksFile} is a symbolic link, or lies behind one`,
    ],
    [
      'an item that is archived',
      ({ on }) => {
        on.write('completed/x', '');
        on.git('mv', folder, 'completed/');
        on.commit({});
      },
      'BUG-001 lies in completed/. Move it to bugs/ to work on it again.',
    ],
  ])('%s', (_, prepare, message) => refused(prepare, message));

  test('a commit that git refuses leaves both files as they were', async () => {
    const at = await stage(script, files);
    at.on.write('.git/hooks/pre-commit', '#!/bin/sh\necho "no commits on Friday" >&2\nexit 1\n');
    chmodSync(join(at.on.root, '.git/hooks/pre-commit'), 0o755);
    const result = await run(at);
    expect(result.message).toContain('git refused the commit: no commits on Friday');
    expect([at.on.read(tasksFile), at.on.read(reportFile)]).toEqual([tasks, report]);
    expect(at.on.git('status', '--porcelain')).toBe('');
  });
});
