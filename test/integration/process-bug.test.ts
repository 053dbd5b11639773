/** process_bug with real git, the real Codex CLI and a scripted model. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { processBug } from '../../src/tools/process-bug.ts';
import { defaultSettings, type Settings } from '../../src/tools/settings.ts';
import type { Progress, ToolContext } from '../../src/tools/toolbox.ts';
import { codexBinary, temporaryCodexHome } from '../support/codex-home.ts';
import { claim, type Reply, type Script, type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const file = 'tasks/active/TASK-001.md';

/** A task with odd spacing, a comment, trailing blanks and CRLF nowhere but where it is asked for. */
function taskText(criteria: readonly string[], frontMatter: readonly string[] = []): string {
  return [
    '---',
    'id: TASK-001',
    'title:   Roll out the shop  # spaced on purpose',
    'status: active',
    'priority: high',
    'created: 2026-01-01',
    'updated: 2026-01-01',
    'labels: [configuration]',
    ...frontMatter,
    '---',
    '',
    '## Description',
    '',
    'Trailing blanks stay.   ',
    '',
    '## Acceptance Criteria',
    '',
    ...criteria.map((criterion) => `- [ ] ${criterion}`),
    '',
    '## Progress Log',
    '',
    '- 2026-01-01 09:00: Task created',
    '',
    '## Notes',
    '',
    'No newline at the end',
  ].join('\n');
}

interface Stage {
  readonly on: TemporaryRepository;
  readonly model: ScriptedModel;
  readonly settings: Settings;
  readonly progress: Progress[];
  readonly transcript: string[];
  readonly context: ToolContext;
  readonly controller: AbortController;
}

const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function stage(script: Script, text: string, options: { origin?: boolean } = {}): Promise<Stage> {
  const on = temporaryRepository(
    { [file]: text, 'app.yaml': 'tag: 1.4.0\nreplicas: 1\n', 'mine.txt': 'mine\n' },
    options,
  );
  const model = await startScriptedModel(script);
  const home = temporaryCodexHome();
  const environment = { ...model.env, CODEX_HOME: home.path, KUBECONFIG: join(on.root, '.git/no-kubeconfig') };
  const previous = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  cleanUps.push(on.remove, home.remove, model.close, () => {
    for (const [name, value] of previous) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  const controller = new AbortController();
  const progress: Progress[] = [];
  const transcript: string[] = [];
  const context: ToolContext = {
    signal: controller.signal,
    progress: (entry) => progress.push(entry),
    log: (channel, _level, line) => channel === 'codex' && transcript.push(line),
  };
  const settings = { ...defaultSettings, codexPath: codexBinary, codexConfig: model.codexConfig };
  return { on, model, settings, progress, transcript, context, controller };
}

function process_(on: Stage, input: { max_iterations?: number; timeout_per_section?: number; item_id?: string } = {}) {
  return processBug({ item_id: 'TASK-001', repo_path: on.on.root, ...input }, on.settings, on.context);
}

/** Replies by the criterion in the prompt: run the commands one after the other, then claim what they showed. */
function byCriterion(
  replies: Readonly<Record<string, { commands: string[]; status?: string; cite?: string[] }>>,
): Script {
  return ({ prompt, outputs }): Reply => {
    const criterion =
      /^Criterion: (.*)$/m.exec(prompt.slice(prompt.lastIndexOf('## Criterion to reach now')))?.[1] ?? '';
    const reply = replies[criterion];
    if (reply === undefined) return { httpStatus: 400, body: { error: { message: `no reply for "${criterion}"` } } };
    const next = reply.commands[outputs.length];
    if (next !== undefined) return { commands: [next] };
    const evidence = (reply.cite ?? reply.commands).map((command) => ({
      command,
      exit_code: 0,
      observation: 'as asked',
    }));
    return { message: claim({ status: reply.status ?? 'done', summary: `Reached: ${criterion}`, evidence }) };
  };
}

const three = ['Set the image tag to 1.5.0', 'Raise replicas to 3', 'Write the runbook'];
const threeDone = byCriterion({
  'Set the image tag to 1.5.0': { commands: ["sed -i 's/1.4.0/1.5.0/' app.yaml", 'grep 1.5.0 app.yaml'] },
  'Raise replicas to 3': { commands: ["sed -i 's/replicas: 1/replicas: 3/' app.yaml"] },
  'Write the runbook': {
    commands: ["mkdir -p docs && echo 'Roll back: revert.' > docs/runbook.md", 'cat docs/runbook.md'],
  },
});

const log = (on: TemporaryRepository, format: string) => on.git('log', '--reverse', `--format=${format}`, 'HEAD');
const leftovers = (on: TemporaryRepository) => on.git('for-each-ref', '--format=%(refname)', 'refs/agent-toolkit');

describe('a task of three criteria', () => {
  test('ends complete with one commit each, holding that change and its tick and nothing else', async () => {
    const text = taskText(three);
    const at = await stage(threeDone, text);
    at.on.write('mine.txt', "the user's own edit\n");
    at.on.write('untracked.txt', 'mine too\n');
    const result = await process_(at);

    expect(result).toMatchObject({
      status: 'complete',
      sections_completed: three,
      sections_remaining: [],
      failed_section: null,
      leftovers: [],
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
    await process_(at);
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
    await process_(at);
    const criteria = at.progress.filter(({ stage }) => stage === 'criterion');
    expect([...new Set(criteria.map(({ done, total }) => `${done}/${total}`))]).toEqual(['0/3', '1/3', '2/3']);
    expect(criteria[0]?.message).toBe('Criterion 1 of 3: Set the image tag to 1.5.0');
    expect(at.transcript).toContain("$ sed -i 's/1.4.0/1.5.0/' app.yaml");
    expect(at.transcript).toContain('exit 0: grep 1.5.0 app.yaml');
    expect(at.transcript.at(-1)).toMatch(/^Tokens: /);
  });

  test('is pushed commit by commit when it is a deployment with an upstream', async () => {
    const at = await stage(threeDone, taskText(three).replace('[configuration]', '[deployment]'), { origin: true });
    expect(await process_(at)).toMatchObject({ status: 'complete', pushed: true });
    expect(at.on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(at.on.git('rev-parse', 'HEAD'));
  });

  test('keeps CRLF and a byte order mark', async () => {
    const text = `\uFEFF${taskText(three).replaceAll('\n', '\r\n')}`;
    const at = await stage(threeDone, text);
    expect((await process_(at)).status).toBe('complete');
    expect(at.on.read(file).replaceAll('\r\n', '')).not.toContain('\n');
    expect(at.on.read(file).startsWith('\uFEFF---\r\n')).toBe(true);
  });

  test('stops at max_iterations with the rest open', async () => {
    const at = await stage(threeDone, taskText(three));
    expect(await process_(at, { max_iterations: 2 })).toMatchObject({
      status: 'needs_decomposition',
      sections_completed: three.slice(0, 2),
      sections_remaining: three.slice(2),
    });
  });
});

describe('a criterion that is not reached', () => {
  test('is tried once more, then logged; its box stays open, its work is kept and put back', async () => {
    const script = byCriterion({
      'Set the image tag to 1.5.0': { commands: ['echo half > half.txt'], cite: ['make test'] },
    });
    const at = await stage(script, taskText(three));
    const result = await process_(at);
    expect(result).toMatchObject({
      status: 'error',
      sections_completed: [],
      sections_remaining: three,
      failed_section: { criterion: three[0], attempts: 2 },
    });
    expect(result.failed_section?.reason).toContain('Cited as evidence and never run: `make test`');
    expect(at.on.read(file)).toContain('- [ ] Set the image tag to 1.5.0');
    expect(at.on.read(file)).toMatch(/^- .*: Failed after 2 tries: Set the image tag to 1\.5\.0 – Cited as evidence/m);
    expect(log(at.on, '%s')).toBe('first\nchore(TASK-001): log failed criterion: Set the image tag to 1.5.0');
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(result.leftovers).toHaveLength(2);
    expect(leftovers(at.on).split('\n')).toEqual(result.leftovers);
    expect(at.on.git('show', `${result.leftovers[0]}:half.txt`)).toBe('half');
    const prompts = at.model.turns.map(({ prompt }) => prompt.includes('The try before this one failed'));
    expect(prompts).toContain(true);
  });

  test('ends at its limit; no process survives, its work is a leftover, the tree is as before', async () => {
    const seconds = `${20_000 + Math.floor(Math.random() * 9000)}.${process.pid}`;
    const script: Script = ({ outputs }) =>
      outputs.length === 0 ? { commands: ['echo half > half.txt'] } : { commands: [`sleep ${seconds}`] };
    const at = await stage(script, taskText(three));
    const started = Date.now();
    const result = await process_(at, { timeout_per_section: 4 });
    expect(Date.now() - started).toBeLessThan(25_000);
    expect(result).toMatchObject({
      status: 'needs_decomposition',
      failed_section: { reason: 'Not finished within 4 s.', attempts: 2 },
    });
    const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(processes.split('\n').filter((line) => line.includes(seconds))).toEqual([]);
    expect(at.on.git('show', `${result.leftovers[0]}:half.txt`)).toBe('half');
    expect(existsSync(join(at.on.root, 'half.txt'))).toBe(false);
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(readdirSync(at.on.root).sort()).toEqual(['.git', 'app.yaml', 'mine.txt', 'tasks']);
  });

  test('stopped by the user, it leaves no process, no change and its work as a leftover', async () => {
    const seconds = `${30_000 + Math.floor(Math.random() * 9000)}.${process.pid}`;
    const script: Script = ({ outputs }) =>
      outputs.length === 0 ? { commands: ['echo half > half.txt'] } : { commands: [`sleep ${seconds}`] };
    const at = await stage(script, taskText(three));
    const run = process_(at);
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

  test("that touches the user's uncommitted edit stops; the edit is kept in the ref", async () => {
    const at = await stage(
      byCriterion({ [three[0] ?? '']: { commands: ['echo agent >> mine.txt'] } }),
      taskText(three),
    );
    at.on.write('mine.txt', "the user's own edit\n");
    const result = await process_(at);
    expect(result.status).toBe('error');
    expect(result.message).toContain('mine.txt');
    expect(at.on.read('mine.txt')).toBe("the user's own edit\nagent\n");
    expect(at.on.git('show', `${leftovers(at.on)}^:mine.txt`)).toBe("the user's own edit");
    expect(log(at.on, '%s')).toBe('first');
  });

  test("that is true only with the user's uncommitted edit stops; nothing is ticked", async () => {
    const at = await stage(byCriterion({ [three[0] ?? '']: { commands: ['grep 1.5.0 app.yaml'] } }), taskText(three));
    at.on.write('app.yaml', 'tag: 1.5.0\n');
    const result = await process_(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [] });
    expect(result.message).toContain('is true with your uncommitted edits (app.yaml)');
    expect(log(at.on, '%s')).toBe('first');
  });

  test('in whose time somebody else edits the task file stops; the edit stays and is not committed', async () => {
    const at = await stage(
      byCriterion({ [three[0] ?? '']: { commands: ['echo 2 >> app.yaml; sleep 3'] } }),
      taskText(three),
    );
    const running = process_(at);
    await expect.poll(() => at.on.read('app.yaml').endsWith('2\n'), { timeout: 20_000 }).toBe(true);
    at.on.write(file, taskText(three).replace('Trailing', 'Mine while it runs. Trailing'));
    const result = await running;
    expect(result.message).toContain(`${file} was edited while the criterion ran, and not by the agent`);
    expect(at.on.read(file)).toContain('Mine while it runs.');
    expect(log(at.on, '%s')).toBe('first');
  });

  test.each([
    ['blocked', 'error'],
    ['needs_decomposition', 'needs_decomposition'],
  ])('that the agent calls %s is not tried again and ends with %s', async (status, ending) => {
    const at = await stage(byCriterion({ [three[0] ?? '']: { commands: ['true'], status } }), taskText(three));
    expect(await process_(at)).toMatchObject({ status: ending, failed_section: { attempts: 1 } });
  });
});

describe('only the engine ticks', () => {
  test('boxes and front matter that the agent changed are put back, in other tasks too', async () => {
    const other = 'tasks/backlog/TASK-002.md';
    const commands = [`sed -i 's/\\[ \\]/[x]/; s/priority: high/priority: low/' ${file} ${other}; echo 2 >> app.yaml`];
    const at = await stage(byCriterion({ [three[0] ?? '']: { commands } }), taskText(three));
    at.on.commit({ [other]: taskText(['Other']).replaceAll('TASK-001', 'TASK-002') });
    const result = await process_(at, { max_iterations: 1 });
    expect(result.sections_completed).toEqual([three[0]]);
    expect(result.warnings.join()).toContain(`may (${file}, ${other}); put back`);
    expect(at.on.read(other)).toContain('- [ ] Other');
    expect(at.on.read(file).match(/\[x\]/g)).toHaveLength(1);
    expect(at.on.read(file)).toContain('priority: high');
  });

  test('prose that the agent wrote into the task stays', async () => {
    const commands = [`sed -i 's/Trailing blanks stay./Fixed by the agent./' ${file}`];
    const at = await stage(byCriterion({ [three[0] ?? '']: { commands } }), taskText(three));
    expect((await process_(at, { max_iterations: 1 })).sections_completed).toEqual([three[0]]);
    expect(at.on.git('show', `HEAD:${file}`)).toContain('Fixed by the agent.');
  });
});

describe('what steers the engine is out of the agent’s reach', () => {
  const one = three[0] ?? '';
  const run = async (commands: string[], prepare: (on: TemporaryRepository) => void = () => {}) => {
    const at = await stage(byCriterion({ [one]: { commands } }), taskText(three));
    prepare(at.on);
    return { at, result: await process_(at, { max_iterations: 1 }) };
  };

  test('files that were ignored are neither committed nor removed when the ignore rules change', async () => {
    const { at, result } = await run(['rm .gitignore; echo 2 >> app.yaml'], (on) => {
      on.commit({ '.gitignore': '.env\n' });
      on.write('.env', 'password\n');
    });
    expect(result.sections_completed).toEqual([one]);
    expect(at.on.git('show', '--name-only', '--format=', 'HEAD').split('\n')).toEqual(['.gitignore', 'app.yaml', file]);
    expect(at.on.read('.env')).toBe('password\n');
  });

  test('a hook in the work tree that it changed is not run: nothing is committed', async () => {
    const { at, result } = await run(['echo "touch escaped" >> .githooks/pre-commit; echo 2 >> app.yaml'], (on) => {
      on.commit({ '.githooks/pre-commit': '#!/bin/sh\n' });
      chmodSync(join(on.root, '.githooks/pre-commit'), 0o755);
      on.git('update-index', '--chmod=+x', '.githooks/pre-commit');
      on.git('commit', '--quiet', '--message', 'mode');
      on.git('config', 'core.hooksPath', '.githooks');
    });
    expect(result.status).toBe('error');
    expect(result.message).toContain('git hooks');
    expect(existsSync(join(at.on.root, 'escaped'))).toBe(false);
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(at.on.git('show', `${result.leftovers[0]}:.githooks/pre-commit`)).toContain('escaped');
  });

  test.each([
    ['the configuration', 'echo \'{"verify":"none"}\' > .agent-config.json', '.agent-config.json'],
    [
      'a human action',
      "echo '{}' > human-actions/ACTION-001-x/action_report.json",
      'human-actions/ACTION-001-x/action_report.json',
    ],
    ['a second file of its task', `cp ${file} tasks/backlog/TASK-1.md`, 'tasks/backlog/TASK-1.md'],
    ['an archived task', `cp ${file} tasks/completed/TASK-777.md`, 'tasks/completed/TASK-777.md'],
  ])('%s is put back', async (_, command, path) => {
    const { at, result } = await run([`${command}; echo 2 >> app.yaml`], (on) => {
      const task = taskText(['Other'], ['x: y']);
      on.commit({
        'human-actions/ACTION-001-x/action_report.json': '{"id":"ACTION-001","status":"pending"}\n',
        'tasks/backlog/TASK-002.md': task.replaceAll('TASK-001', 'TASK-002'),
        'tasks/completed/TASK-003.md': task.replaceAll('TASK-001', 'TASK-003'),
      });
    });
    expect(result.sections_completed).toEqual([one]);
    expect(result.warnings.join()).toContain(path);
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(at.on.git('show', '--name-only', '--format=', 'HEAD').split('\n')).toEqual(['app.yaml', file]);
  });

  test('a commit of its own, or anybody else’s, stops the run; nothing is put back on top of it', async () => {
    const at = await stage(byCriterion({ [one]: { commands: ['echo half > half.txt; sleep 3'] } }), taskText(three));
    const running = process_(at);
    await expect.poll(() => existsSync(join(at.on.root, 'half.txt')), { timeout: 20_000 }).toBe(true);
    at.on.write('mine.txt', 'pulled\n');
    at.on.git('commit', '--quiet', '--message', 'pulled', '--', 'mine.txt');
    const result = await running;
    expect(result.status).toBe('error');
    expect(result.message).toContain('HEAD moved');
    expect(at.on.read('mine.txt')).toBe('pulled\n');
    expect(at.on.git('status', '--porcelain')).toBe('?? half.txt');
    expect(result.leftovers).toHaveLength(1);
  });

  test('a repository that it makes inside this one stops the run', async () => {
    const commands = [
      'git init -q nested && cd nested && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x',
    ];
    const { at, result } = await run(commands);
    expect(result.message).toContain('a git repository inside this one (nested)');
    expect(log(at.on, '%s')).toBe('first');
  });
});

describe('a commit that git refuses', () => {
  test('without a word: the criterion is not done, its work is kept and put back', async () => {
    const at = await stage(threeDone, taskText(three));
    at.on.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n');
    chmodSync(join(at.on.root, '.git/hooks/pre-commit'), 0o755);
    const result = await process_(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [], commits: [] });
    expect(result.message).toContain('git refused the commit');
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(at.on.git('show', `${result.leftovers[0]}:app.yaml`)).toContain('1.5.0');
  });

  test('is not made again as done: an unpushed commit is pushed before the next verification', async () => {
    const at = await stage(threeDone, taskText(three).replace('[configuration]', '[deployment]'), { origin: true });
    const refusing = join(at.on.origin ?? '', 'hooks/pre-receive');
    writeFileSync(refusing, '#!/bin/sh\necho "no pushes at night" >&2\nexit 1\n', { mode: 0o755 });
    const refused = await process_(at);
    expect(refused.message).toContain('no pushes at night');
    expect(refused).toMatchObject({ status: 'error', sections_completed: [three[0]], pushed: false });
    rmSync(refusing);
    expect(await process_(at)).toMatchObject({ status: 'complete', pushed: true });
    expect(at.on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(at.on.git('rev-parse', 'HEAD'));
  });
});

describe('the check of a criterion', () => {
  const withCheck = (check: string) =>
    taskText(['Set the image tag to 1.5.0']).replace(
      '- [ ] Set the image tag to 1.5.0',
      `- [ ] Set the image tag to 1.5.0\n  check: \`${check}\``,
    );

  test('lets the box be ticked when it exits 0', async () => {
    const at = await stage(threeDone, withCheck("grep -q 'tag: 1.5.0' app.yaml"));
    expect((await process_(at)).status).toBe('complete');
  });

  test('fails the criterion otherwise, with the output as the reason', async () => {
    const at = await stage(threeDone, withCheck('echo tag is wrong; exit 4'));
    const result = await process_(at);
    expect(result.status).toBe('error');
    expect(result.failed_section?.reason).toContain('exited with 4');
    expect(result.failed_section?.reason).toContain('tag is wrong');
    expect(at.on.read('app.yaml')).toContain('1.4.0');
  });
});

describe('what is refused, and what to do', () => {
  const untouched = async (at: Stage, expected: string, input: { item_id?: string } = {}) => {
    const head = at.on.git('rev-parse', 'HEAD');
    const result = await process_(at, input);
    expect(result).toMatchObject({ status: 'error', sections_completed: [] });
    expect(result.message).toContain(expected);
    expect(at.on.git('rev-parse', 'HEAD')).toBe(head);
    expect(at.model.turns).toEqual([]);
  };

  test.each(['TASK-999', '../../etc/passwd', 'tasks/active/TASK-001', ''])('the item id %j', async (item_id) => {
    const at = await stage(threeDone, taskText(three));
    await expect(process_(at, { item_id })).rejects.toThrow();
  });

  test('a task file with uncommitted edits', async () => {
    const at = await stage(threeDone, taskText(three));
    at.on.write(file, `${taskText(three)} edited`);
    await untouched(at, `${file} has edits that are not committed`);
  });

  test('a task file that is a symbolic link', async () => {
    const at = await stage(threeDone, taskText(three));
    at.on.commit({ 'docs/t.md': taskText(three) });
    rmSync(join(at.on.root, file));
    symlinkSync('../../docs/t.md', join(at.on.root, file));
    at.on.commit({});
    await untouched(at, 'is a symbolic link');
  });

  test('a detached HEAD', async () => {
    const at = await stage(threeDone, taskText(three));
    at.on.git('checkout', '--quiet', '--detach');
    await untouched(at, 'HEAD is detached');
  });

  test('a repository without a name to commit with', async () => {
    const at = await stage(threeDone, taskText(three));
    at.on.git('config', 'user.name', '');
    await untouched(at, 'git config user.name, user.email');
  });

  test('no codex binary', async () => {
    const at = await stage(threeDone, taskText(three));
    await untouched(
      { ...at, settings: { ...at.settings, codexPath: '/nowhere/codex' } },
      '/nowhere/codex is not there',
    );
  });

  test('codex not logged in', async () => {
    const at = await stage(threeDone, taskText(three));
    await untouched({ ...at, settings: { ...at.settings, codexConfig: [] } }, 'Run `codex login`');
  });

  test('another run on this repository', async () => {
    const at = await stage(
      ({ outputs }) => (outputs.length === 0 ? { commands: ['sleep 30'] } : { message: '' }),
      taskText(three),
    );
    const first = process_(at);
    await expect.poll(() => at.transcript.length > 0, { timeout: 20_000 }).toBe(true);
    const second = await process_(at);
    expect(second.status).toBe('error');
    expect(second.message).toContain('TASK-001 is being processed');
    at.controller.abort();
    await expect(first).rejects.toThrow();
  });

  test('a task that depends on an open one', async () => {
    const at = await stage(threeDone, taskText(three, ['depends_on: TASK-002']));
    at.on.commit({ 'tasks/active/TASK-002.md': taskText(['Other']).replaceAll('TASK-001', 'TASK-002') });
    await untouched(at, 'TASK-002');
  });

  test('a task without criteria needs decomposition', async () => {
    const at = await stage(threeDone, taskText([]));
    expect((await process_(at)).status).toBe('needs_decomposition');
  });
});

test('Codex gets a kubeconfig of nothing but the verified context, and none of the tokens around it', async () => {
  const at = await stage(
    byCriterion({
      [three[0] ?? '']: { commands: ['env | sort > seen.txt; cat "$KUBECONFIG" >> seen.txt; echo 1 >> app.yaml'] },
    }),
    taskText(three),
  );
  const cluster = (name: string) => ({ name, cluster: { server: `http://127.0.0.1:9/${name}` } });
  const context = (name: string) => ({ name, context: { cluster: name, user: name } });
  const user = (name: string) => ({ name, user: { token: `token-of-${name}` } });
  const names = ['demo', 'production'];
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'demo',
    clusters: names.map(cluster),
    contexts: names.map(context),
    users: names.map(user),
  };
  at.on.write('.git/kubeconfig', JSON.stringify(kubeconfig));
  at.on.commit({ '.agent-config.json': '{"cluster_context":"demo"}' });
  process.env['GITHUB_TOKEN'] = 'leaked';
  cleanUps.push(() => {
    delete process.env['GITHUB_TOKEN'];
  });
  const settings = { ...at.settings, kubeconfig: join(at.on.root, '.git/kubeconfig') };
  await process_({ ...at, settings }, { max_iterations: 1 });
  const seen = at.on.read('seen.txt');
  expect(seen).toContain('token-of-demo');
  expect(seen).not.toContain('production');
  expect(seen).not.toContain('leaked');

  at.on.commit({ '.agent-config.json': '{"cluster_context":"production"}' });
  const wrong = await process_({ ...at, settings });
  expect(wrong.status).toBe('error');
  expect(wrong.message).toContain('production');
});

test('our own server is off in the Codex that works on a criterion: no run starts another', async () => {
  const at = await stage(threeDone, taskText(three));
  const configuration = [
    '[mcp_servers.agent-toolkit]',
    `command = ${JSON.stringify(process.execPath)}`,
    `args = [${JSON.stringify(join(import.meta.dirname, '../../src/server/main.ts'))}]`,
    'required = true',
  ];
  writeFileSync(join(process.env['CODEX_HOME'] ?? '', 'config.toml'), configuration.join('\n'));
  expect((await process_(at, { max_iterations: 1 })).sections_completed).toEqual([three[0]]);
  const tools = at.model.turns.flatMap((turn) => turn.tools);
  expect(tools).toContain('exec_command');
  expect(tools.filter((name) => name.startsWith('mcp__'))).toEqual([]);
});
