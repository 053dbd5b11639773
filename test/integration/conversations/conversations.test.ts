/**
 * Every conversation of the table, played with the real Codex CLI in a repository of its own, several at a time.
 * `CONVERSATIONS=all` (npm run test:conversations) plays all of them, otherwise a sample; `CONVERSATIONS_SEED` repeats one.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, type TestContext, test } from 'vitest';
import { localDate } from '../../../src/backlog/local-time.ts';
import { temporaryCodexHome } from '../../support/codex-home.ts';
import { file, leftovers, prepareStage, processTask } from '../../support/process-stage.ts';
import { randomOf } from '../../support/random.ts';
import type { TemporaryRepository } from '../../support/temporary-repository.ts';
import { claims } from './claims.ts';
import { type Conversation, mark, now, task, today } from './conversation.ts';
import { gitSetup } from './git-setup.ts';
import { limits } from './limits.ts';
import { provider } from './provider.ts';
import { repositories } from './repositories.ts';
import { submodules } from './submodules.ts';
import { taskFiles } from './task-files.ts';

const all: readonly Conversation[] = [
  ...claims,
  ...provider,
  ...limits,
  ...taskFiles,
  ...repositories,
  ...gitSetup,
  ...submodules,
];

/** As many as the rest of the tests have patience for. */
const sampleSize = 14;
const isWhole = process.env['CONVERSATIONS'] === 'all';
const seed = Number(process.env['CONVERSATIONS_SEED'] ?? Math.floor(Math.random() * 1e9));
const conversations = isWhole ? all : sampleOf(all);

function sampleOf(table: readonly Conversation[]): readonly Conversation[] {
  const random = randomOf(seed);
  const shuffled = table
    .map((conversation) => ({ conversation, place: random() }))
    .toSorted((a, b) => a.place - b.place);
  return shuffled.slice(0, sampleSize).map(({ conversation }) => conversation);
}

const home = temporaryCodexHome();
beforeAll(() => {
  if (!isWhole) console.log(`${sampleSize} of ${all.length} conversations; CONVERSATIONS_SEED=${seed}`);
  // The same for all of them, so that they can be played at a time.
  Object.assign(process.env, {
    CODEX_HOME: home.path,
    SCRIPTED_KEY: 'scripted',
    KUBECONFIG: '/nonexistent/kubeconfig',
  });
});
afterAll(home.remove);

describe.concurrent('the real Codex CLI, scripted', () => {
  for (const conversation of conversations) {
    test(conversation.name, ({ expect, onTestFinished }) => play(conversation, expect, onTestFinished));
  }
});

async function play(
  conversation: Conversation,
  expect: TestContext['expect'],
  finished: TestContext['onTestFinished'],
) {
  const { task: text = task, files = {}, model, expected, origin = false, folder: name } = conversation;
  const stage = await prepareStage(
    model,
    { ...files, [file]: text },
    name === undefined ? { origin } : { origin, name },
  );
  finished(stage.close);
  const { on } = stage;
  conversation.prepare?.(on);
  const begun = on.git('rev-parse', 'HEAD');
  const dayBefore = localDate(new Date());

  const settings = { ...stage.settings, ...conversation.settings?.(on, stage.settings) };
  const result = await processTask({ ...stage, settings }, conversation.input);

  // Looked at before git is asked for anything: it may start what the agent left.
  expect.soft(existsSync(join(on.root, mark)), 'a program of the agent ran outside the sandbox').toBe(false);
  const days = [dayBefore, localDate(new Date())];
  const bytes = days.reduce((read, day) => timeless(read, day), on.read(file));
  expect.soft(result.status, result.message).toBe(expected.status);
  for (const words of expected.says ?? []) {
    expect.soft([result.message, ...result.warnings].join('\n')).toContain(words);
  }
  expect.soft(commitsSince(on, begun)).toEqual(expected.commits);
  expect.soft(bytes).toBe(expected.bytes(text));
  expect.soft(linesOf(leftovers(on)).map((ref) => changesOf(on, ref))).toEqual(expected.kept ?? []);
  expect.soft(linesOf(on.git('status', '--porcelain'))).toEqual(expected.left ?? []);
  conversation.also?.(on, result);
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** The text with words for the day and the minute. */
function timeless(text: string, day: string): string {
  return text.replace(new RegExp(`${day} \\d\\d:\\d\\d`, 'g'), now).replaceAll(`updated: ${day}`, `updated: ${today}`);
}

function commitsSince(on: TemporaryRepository, commit: string): string[][] {
  const ids = linesOf(on.git('rev-list', '--reverse', `${commit}..HEAD`));
  return ids.map((id) => [on.git('log', '-1', '--format=%s', id), ...changesOf(on, id)]);
}

function changesOf(on: TemporaryRepository, object: string): string[] {
  if (on.git('cat-file', '-t', object) === 'blob') return [`file ${object.split('/').at(-1)}`];
  return on.git('-c', 'core.quotePath=false', 'show', '--no-renames', '--name-status', '--format=', object).split('\n');
}
