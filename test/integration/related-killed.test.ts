/** The engine killed between the commits of one criterion, one in each repository, by a hook of git itself. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codexBinary } from '../support/codex-home.ts';
import { byCriterion, file, leftovers, log, processTask } from '../support/process-stage.ts';
import { type RelatedStage, relatedStage, writeHook } from '../support/related-stage.ts';
import { sampled } from '../support/sample.ts';
import type { TemporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 4);

const criterion = 'Raise the tag in both';
const subject = `feat(TASK-001): ${criterion}`;
const usersOwn = 'M mine.txt\n?? new.txt';
/** Once: ends the engine, which is the parent of the git that runs the hook, and lets the hook fail. */
const kill = '[ -e .git/killed ] || { touch .git/killed; kill -9 "$(ps -o ppid= -p "$PPID")"; exit 1; }';

/** @param onTurn what happens whenever the agent's model is asked, with the number of commands that were run by then */
const stageOf = (onTurn: (commands: number) => void = () => {}) =>
  relatedStage(
    (way) => {
      const commands = [`sed -i 's/1.4.0/1.5.0/' app.yaml '${way}/apps/web.yaml'`];
      const work = byCriterion({ [criterion]: { commands } });
      return (turn) => {
        onTurn(turn.outputs.length);
        return work(turn);
      };
    },
    [criterion],
  );

/** Runs the engine in a process of its own, which somebody kills. */
async function untilKilled(at: RelatedStage, started: (engine: ChildProcess) => void = () => {}): Promise<void> {
  const engine = join(import.meta.dirname, '../support/engine.ts');
  const child = spawn(process.execPath, [engine, at.on.root, codexBinary, ...at.settings.codexConfig], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  started(child);
  await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
}

const subjects = (on: TemporaryRepository) => log(on, '%s').split('\n');
const status = (on: TemporaryRepository) => on.git('status', '--porcelain');
const changed = (on: TemporaryRepository) => on.git('show', '--format=', '--name-only', 'HEAD').split('\n');

/** All is as after the criterion, each commit once. */
function expectAfter(at: RelatedStage): void {
  expect(subjects(at.related)).toEqual(['first', subject]);
  expect(subjects(at.on)).toEqual(['first', 'second', subject]);
  expect([changed(at.related), changed(at.on)]).toEqual([['apps/web.yaml'], ['app.yaml', file]]);
  expect(at.on.git('show', `HEAD:${file}`)).toContain(`- [x] ${criterion}`);
  expect([status(at.on), status(at.related)]).toEqual(['', usersOwn]);
  expect(readdirSync(join(at.on.root, '.git/agent-toolkit/runs'))).toEqual([]);
}

describe('with the commit there made and the tick not', () => {
  test.each<[string, (at: RelatedStage) => void]>([
    ['right after it', (at) => writeHook(at.related, 'post-commit', kill)],
    ['when the box is ticked and not committed', (at) => writeHook(at.on, 'pre-commit', kill)],
  ])('%s: the next run makes the missing commit, and works on nothing again', async (_when, prepare) => {
    const at = await stageOf();
    prepare(at);
    await untilKilled(at);
    expect([subjects(at.related), subjects(at.on)]).toEqual([
      ['first', subject],
      ['first', 'second'],
    ]);
    const turns = at.model.turns.length;
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'complete', leftovers: [], sections_remaining: [] });
    const [warning] = result.warnings;
    expect(warning).toContain(
      `killed between the commits of "${criterion}" of TASK-001; those that were missing are made now: `,
    );
    expect(warning).toContain(`${at.on.git('rev-parse', '--short=8', 'HEAD')} in ${at.on.root}`);
    expect(at.model.turns).toHaveLength(turns);
    expectAfter(at);
  });

  test('a hook there that changes the message is no reason to commit twice', async () => {
    const at = await stageOf();
    writeHook(at.related, 'commit-msg', 'sed -i "1s/^/SHOP-7: /" "$1"');
    writeHook(at.related, 'post-commit', kill);
    await untilKilled(at);
    expect(await processTask(at)).toMatchObject({ status: 'complete', leftovers: [] });
    expect([subjects(at.related), subjects(at.on)]).toEqual([
      ['first', `SHOP-7: ${subject}`],
      ['first', 'second', subject],
    ]);
  });

  test.each<[string, (at: RelatedStage) => void, RegExp]>([
    [
      'a file that was changed since',
      (at) => at.on.write('app.yaml', 'tag: 1.6.0\nreplicas: 1\n'),
      /app\.yaml changed since in /,
    ],
    [
      'a task that was edited since',
      (at) => at.on.write(file, `${at.on.read(file)}\nmine\n`),
      /TASK-001\.md changed since in /,
    ],
    [
      'a commit of somebody else',
      (at) => at.on.git('commit', '--quiet', '--allow-empty', '--message', 'x'),
      /HEAD moved since in /,
    ],
    [
      'another branch at the same commit',
      (at) => at.on.git('switch', '--quiet', '--create', 'other'),
      /another branch is checked out in /,
    ],
    ['a hook that refuses it', (at) => at.on.write('.git/refuse', ''), /was refused: not now/],
  ])('%s keeps it from being made: the box stays open, and the commit there is named', async (_what, prepare, why) => {
    const at = await stageOf();
    writeHook(at.related, 'post-commit', kill);
    writeHook(at.on, 'pre-commit', '[ ! -e .git/refuse ] || { echo not now >&2; exit 1; }');
    await untilKilled(at);
    prepare(at);
    const result = await processTask({ ...at, settings: { ...at.settings, codexPath: '/nowhere/codex' } });
    expect(result.status).toBe('error');
    expect(result.warnings[0]).toMatch(why);
    expect(result.warnings[0]).toContain(
      `${at.related.git('rev-parse', '--short=8', 'HEAD')} in ${at.related.root} stays`,
    );
    expect(result.warnings[0]).toContain('The criterion is open.');
    expect(at.on.git('show', `HEAD:${file}`)).toContain(`- [ ] ${criterion}`);
    expect([subjects(at.related), status(at.related)]).toEqual([['first', subject], usersOwn]);
    expect(at.related.read('apps/web.yaml')).toContain('1.5.0');
    expect(leftovers(at.on)).toContain('TASK-001-killed');
  });
});

describe('with no commit made', () => {
  /** All repositories are put back, and the criterion is done anew. */
  async function expectDoneAnew(at: RelatedStage): Promise<void> {
    const first = await processTask({ ...at, settings: { ...at.settings, codexPath: '/nowhere/codex' } });
    expect([subjects(at.related), subjects(at.on)]).toEqual([['first'], ['first', 'second']]);
    expect([status(at.on), status(at.related)]).toEqual(['', usersOwn]);
    expect(at.related.read('apps/web.yaml')).toBe('tag: 1.4.0\r\nreplicas: 1\r\n');
    expect(first.related).toMatchObject([{ repository: at.related.root, leftovers: [leftovers(at.related)] }]);
    expect(first.warnings.join('\n')).toContain(`See: agent-toolkit leftovers --repo ${at.related.root}.`);
    expect(at.related.git('show', `${first.related[0]?.leftovers[0]}:apps/web.yaml`)).toContain('1.5.0');
    expect(await processTask(at)).toMatchObject({ status: 'complete' });
    expectAfter(at);
  }

  test('in a hook there: as before, and done anew', async () => {
    const at = await stageOf();
    writeHook(at.related, 'pre-commit', kill);
    await untilKilled(at);
    await expectDoneAnew(at);
  });

  test('while the agent works: as before, and done anew', async () => {
    let engine: ChildProcess | undefined;
    const at = await stageOf((commands) => commands === 1 && engine?.kill('SIGKILL'));
    await untilKilled(at, (child) => {
      engine = child;
    });
    engine = undefined;
    await expectDoneAnew(at);
  });

  test('and its configuration changed: a person looks first, then all are put back', async () => {
    let engine: ChildProcess | undefined;
    const at = await stageOf((commands) => {
      if (commands !== 1 || engine === undefined) return;
      at.related.git('config', 'core.pager', 'anything');
      engine.kill('SIGKILL');
    });
    await untilKilled(at, (child) => {
      engine = child;
    });
    engine = undefined;
    const refused = await processTask(at);
    expect(refused.message).toMatch(
      /^In the related repository .*: A run on TASK-001 was killed\. How git works .*core\.pager/,
    );
    expect(at.related.read('apps/web.yaml')).toContain('1.5.0');
    await expectDoneAnew(at);
  });

  test('and the repository gone since: said, and the rest is put back', async () => {
    const at = await stageOf();
    writeHook(at.related, 'pre-commit', kill);
    await untilKilled(at);
    rmSync(at.related.root, { recursive: true });
    const result = await processTask({ ...at, settings: { ...at.settings, codexPath: '/nowhere/codex' } });
    expect(result.warnings.join('\n')).toMatch(
      /shop manifests, in which a killed run on TASK-001 was at work, is gone/,
    );
    expect(status(at.on)).toBe('');
  });
});
