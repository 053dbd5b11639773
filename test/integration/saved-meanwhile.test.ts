/** What a person saves while a command of the agent runs, which its events tell nothing of: the editor's record does. */
import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SaveRecorder } from '../../src/editor/save-recorder.ts';
import { savedRecords } from '../../src/session/note-saved.ts';
import {
  byCriterion,
  file,
  leftovers,
  log,
  processTask,
  type Stage,
  stage,
  taskText,
} from '../support/process-stage.ts';
import { relatedStage } from '../support/related-stage.ts';
import { sampled } from '../support/sample.ts';
import { addSubmodule } from '../support/submodule.ts';

sampled(1 / 4);

const criterion = 'Set the image tag to 1.5.0';
const raise = "sed -i 's/1.4.0/1.5.0/' app.yaml";
/** The command goes on until the person has saved. */
const untilSaved = 'until [ -e .git/saved ]; do sleep 0.05; done';
const other = 'tasks/backlog/TASK-002.md';

const recorder = new SaveRecorder((error) => {
  throw error;
});

/** As the editor does it. */
async function save(at: Stage, path: string, text: string): Promise<void> {
  const absolute = join(at.on.root, path);
  await recorder.saving(absolute);
  at.on.write(path, text);
  await recorder.saved(absolute);
}

function prepare(command: string): Promise<Stage> {
  return stage(byCriterion({ [criterion]: { commands: [command] } }), taskText([criterion], ['verify: none']));
}

/** Runs the task; the person acts while the command does. */
async function meanwhile(at: Stage, act: () => Promise<void>) {
  const running = processTask(at);
  // The run may end before the command is there.
  running.catch(() => {});
  await expect.poll(() => at.on.read('app.yaml'), { timeout: 20_000 }).toContain('1.5.0');
  await act();
  writeFileSync(join(at.on.root, '.git/saved'), '');
  return running;
}

const committed = (at: Stage) => at.on.git('show', '--name-only', '--format=').split('\n');
const status = (at: Stage) => at.on.git('status', '--porcelain').split('\n');

test('it stays out of the commit, and the box is ticked with the rest of the work', async () => {
  const at = await prepare(`${raise}; ${untilSaved}`);
  at.on.commit({ [other]: taskText(['Other']).replaceAll('TASK-001', 'TASK-002'), 'old.md': 'old\n' });
  at.on.write('open.md', 'not committed before the run\n');
  const result = await meanwhile(at, async () => {
    await save(at, 'mine.txt', 'saved\n');
    await save(at, 'mine.txt', 'saved again\n');
    await save(at, 'plan.md', 'new\n');
    await save(at, 'open.md', 'more\n');
    await save(at, other, at.on.read(other).replace('[ ] Other', '[x] Other'));
    rmSync(join(at.on.root, 'old.md'));
    await recorder.deleted([join(at.on.root, 'old.md')]);
  });
  expect(result.sections_completed).toEqual([criterion]);
  expect(result.warnings).toContain(
    `Edited by somebody else meanwhile, and left alone: mine.txt, old.md, open.md, plan.md, ${other}.`,
  );
  expect(committed(at)).toEqual(['app.yaml', file]);
  expect(at.on.read(file)).toContain(`- [x] ${criterion}`);
  expect(status(at)).toEqual(['M mine.txt', ' D old.md', ` M ${other}`, '?? open.md', '?? plan.md']);
  expect([at.on.read('mine.txt'), at.on.read('open.md')]).toEqual(['saved again\n', 'more\n']);
});

test.each<[string, string, (at: Stage) => Promise<void>, string, RegExp]>([
  [
    'that a command names',
    `cat mine.txt; ${raise}; ${untilSaved}`,
    (at) => save(at, 'mine.txt', 'saved\n'),
    'saved\n',
    /mine\.txt \(a command or an edit of the agent names them\)/,
  ],
  [
    'that a command changes afterwards',
    `${raise}; ${untilSaved}; sed -i s/saved/agent/ *.txt`,
    (at) => save(at, 'mine.txt', 'saved\n'),
    'agent\n',
    /mine\.txt \(they have another content now than was saved\)/,
  ],
  [
    'that a command had changed before',
    `sed -i s/mine/agent/ *.txt; ${raise}; ${untilSaved}`,
    (at) => save(at, 'mine.txt', 'agent\nand me\n'),
    'agent\nand me\n',
    /mine\.txt \(they had been changed before they were saved\)/,
  ],
])('of a file %s, it stops the run: that file stays, the rest is put back', async (_what, command, act, text, says) => {
  const at = await prepare(command);
  const result = await meanwhile(at, () => act(at));
  expect(result).toMatchObject({ status: 'error', sections_completed: [] });
  expect(result.message).toMatch(says);
  expect([at.on.read('mine.txt'), status(at), log(at.on, '%s')]).toEqual([text, ['M mine.txt'], 'first']);
  expect(at.on.git('show', `${leftovers(at.on)}:app.yaml`)).toContain('1.5.0');
  expect(at.on.git('show', `${leftovers(at.on)}:mine.txt`)).toBe(text.trim());
});

test('of the task in work, it stops the run, and nothing is put back', async () => {
  const at = await prepare(`${raise}; ${untilSaved}`);
  const mine = at.on.read(file).replace('Trailing', 'Mine. Trailing');
  const result = await meanwhile(at, () => save(at, file, mine));
  expect(result.message).toContain(`${file} was edited while the criterion ran`);
  expect([at.on.read(file), log(at.on, '%s')]).toEqual([mine, 'first']);
});

test('while the check runs, of a file that the criterion changed, it stops the run as well', async () => {
  const check = `grep -q 1.5.0 app.yaml && touch checking && ${untilSaved}`;
  const checked = `${criterion}\n  check: \`${check}\``;
  const at = await stage(byCriterion({ [criterion]: { commands: [raise] } }), taskText([checked], ['verify: none']));
  const trusting = { ...at, settings: { ...at.settings, trusted: true } };
  const running = processTask(trusting);
  await expect.poll(() => existsSync(join(at.on.root, 'checking')), { timeout: 20_000 }).toBe(true);
  await save(at, 'app.yaml', `${at.on.read('app.yaml')}mine: 1\n`);
  writeFileSync(join(at.on.root, '.git/saved'), '');
  const result = await running;
  expect(result.message).toContain('app.yaml (they had been changed before they were saved)');
  expect([at.on.read('app.yaml'), status(at), log(at.on, '%s')]).toEqual([
    'tag: 1.5.0\nreplicas: 1\nmine: 1\n',
    ['M app.yaml'],
    'first',
  ]);
});

test('it stays when the run is stopped at that moment', async () => {
  const at = await prepare(`${raise}; ${untilSaved}`);
  const running = meanwhile(at, async () => {
    await save(at, 'mine.txt', 'saved\n');
    at.controller.abort();
  });
  await expect(running).rejects.toThrow('aborted');
  expect([at.on.read('mine.txt'), status(at)]).toEqual(['saved\n', ['M mine.txt']]);
});

test('in a submodule it is the person’s as well', async () => {
  const at = await prepare(`${raise}; ${untilSaved}`);
  addSubmodule(at.on);
  const result = await meanwhile(at, () => save(at, 'charts/values.yaml', 'replicas: 9\n'));
  expect(result.sections_completed).toEqual([criterion]);
  expect(result.warnings).toContain('Edited by somebody else meanwhile, and left alone: charts/values.yaml.');
  expect([committed(at), at.on.read('charts/values.yaml')]).toEqual([['app.yaml', file], 'replicas: 9\n']);
});

test('a record that was cut off counts for nothing, and breaks nothing', async () => {
  const at = await prepare(`${raise}; ${untilSaved}`);
  const result = await meanwhile(at, async () => {
    await save(at, 'plan.md', 'new\n');
    at.on.write('mine.txt', 'by whom?\n');
    appendFileSync(savedRecords(join(at.on.root, '.git')).current, '\n{"path":"mine.txt","at":17');
  });
  expect(result.sections_completed).toEqual([criterion]);
  expect(committed(at)).toEqual(['app.yaml', 'mine.txt', file]);
  expect(status(at)).toEqual(['?? plan.md']);
});

test('the agent cannot write there, in related repositories either', async () => {
  const write = (root: string) => `echo x > '${join(root, '.git/agent-toolkit/saved.jsonl')}'`;
  const at = await relatedStage(
    (way) =>
      byCriterion({ [criterion]: { commands: [`${write('.')}; ${write(way)}; mkdir '${way}/.git/own'; ${raise}`] } }),
    [criterion],
  );
  expect((await processTask(at)).sections_completed).toEqual([criterion]);
  for (const { root } of [at.on, at.related]) expect(existsSync(savedRecords(join(root, '.git')).current)).toBe(false);
  expect(existsSync(join(at.related.root, '.git/own'))).toBe(false);
});

test('a file that changes while vim has it open stops the run: nobody can tell who it was', async () => {
  const at = await prepare(`${raise}; ${untilSaved}`);
  const result = await meanwhile(at, async () => {
    at.on.write('.mine.txt.swp', 'vim\n');
    at.on.write('mine.txt', 'saved in vim\n');
  });
  expect(result.ended_by).toBe('repository');
  expect(result.message).toContain('(vim or Emacs) has them open: mine.txt. Nothing was committed or put back');
  expect([at.on.read('mine.txt'), existsSync(join(at.on.root, '.mine.txt.swp')), log(at.on, '%s')]).toEqual([
    'saved in vim\n',
    true,
    'first',
  ]);
});

test('a file that vim has open, and that nobody changes, is in no commit and stops nothing', async () => {
  const at = await prepare(`${raise}; ${untilSaved}`);
  at.on.write('.plan.md.swp', 'vim\n');
  const result = await meanwhile(at, async () => {
    at.on.write('.mine.txt.swp', 'vim\n');
    at.on.write('.plan.md.swp', 'vim went on\n');
  });
  expect(result.sections_completed).toEqual([criterion]);
  expect([committed(at), status(at)]).toEqual([
    ['app.yaml', file],
    ['?? .mine.txt.swp', '?? .plan.md.swp'],
  ]);
});
