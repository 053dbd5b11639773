/** process_bug whose verification fails: rolled back by itself where that was asked for and the run can be the cause. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Settings } from '../../src/tools/settings.ts';
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
import { type RelatedStage, relatedStage } from '../support/related-stage.ts';
import { rollback } from '../support/rollback-stage.ts';
import { sampled } from '../support/sample.ts';
import type { Script } from '../support/scripted-model.ts';

sampled(1 / 4);

let server: Server;
let answer = 200;
/** When the URL answers no more. */
let whenAsked = () => {};
beforeAll(async () => {
  server = createServer((_request, response) => {
    if (answer !== 200) whenAsked();
    response.writeHead(answer).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

/** The URL answers until the task is worked on. */
const breaking =
  (script: Script): Script =>
  (turn) => {
    answer = 500;
    return script(turn);
  };

async function deployed(
  settings: Partial<Settings> = {},
  criteria = three.slice(0, 1),
  script = breaking(threeDone),
): Promise<Stage> {
  [answer, whenAsked] = [200, () => {}];
  const text = taskText(criteria, [verify()]).replace('[configuration]', '[deployment]');
  const at = await stage(script, text, { origin: true });
  return { ...at, settings: { ...at.settings, ...settings } };
}
const verify = () => `verify: { urls: ["http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz"] }`;
const head = (at: Pick<Stage, 'on'>) => at.on.git('rev-parse', 'HEAD');
const remote = (at: Pick<Stage, 'on'>) => at.on.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0];
const quick = { verification_timeout: 2 };

test('by itself: what was pushed is taken back there too, the boxes are open, the status stays tests_failed', async () => {
  const at = await deployed({}, three);
  at.on.write('mine.txt', "the user's own edit\n");
  const result = await processTask(at, { ...quick, rollback: 'auto' });
  expect(result).toMatchObject({
    status: 'tests_failed',
    pushed: true,
    sections_completed: three,
    sections_remaining: three,
    test_result: { overall_status: 'failed' },
    rollback: {
      status: 'done',
      pushed: true,
      push_pending: false,
      commit: { sha: head(at) },
      paths: ['app.yaml', 'docs/runbook.md', file],
    },
  });
  expect(result.message).toMatch(
    /^3 criteria done\. Verification failed: .* Rolled back 3 criteria of run \w+ of TASK-001 in \w+, pushed\.$/,
  );
  expect(result.commits.at(-1)).toEqual({ ...result.rollback?.commit, criterion: null });
  expect(remote(at)).toBe(head(at));
  expect(at.on.git('diff', '--name-only', 'HEAD~4', 'HEAD')).toBe(file);
  expect(at.on.read(file)).not.toContain('- [x]');
  expect(log(at.on, '%b')).toContain('Rolled back by itself: the verification failed after this run');
  expect(at.on.git('status', '--porcelain')).toBe('M mine.txt');
});

describe('where a related repository has commits of the run', () => {
  const criterion = 'Raise the tag in both';
  async function both(): Promise<RelatedStage> {
    [answer, whenAsked] = [200, () => {}];
    const raise = (way: string) => `sed -i 's/1.4.0/1.5.0/' app.yaml '${way}/apps/web.yaml'`;
    const script = (way: string) => breaking(byCriterion({ [criterion]: { commands: [raise(way)] } }));
    return relatedStage(script, [criterion], { origin: true, labels: 'deployment', verify: verify() });
  }

  test('by itself there too: taken back and pushed', async () => {
    const at = await both();
    const result = await processTask(at, { ...quick, rollback: 'auto' });
    expect(result).toMatchObject({
      status: 'tests_failed',
      sections_remaining: [criterion],
      rollback: { status: 'done', push_pending: false, related: [{ status: 'done', pushed: true }] },
    });
    const there = { on: at.related };
    expect(result.commits.slice(-2)).toMatchObject([
      { sha: head(at), criterion: null },
      { sha: head(there), criterion: null, repository: at.related.root },
    ]);
    expect([remote(at), remote(there)]).toEqual([head(at), head(there)]);
    expect(at.related.git('diff', 'HEAD~2', 'HEAD')).toBe('');
    expect(at.related.git('status', '--porcelain')).toBe('M mine.txt\n?? new.txt');
  });

  test('not by itself when something is in the way there: all of the run or nothing', async () => {
    const at = await both();
    whenAsked = () => at.related.write('apps/web.yaml', 'mine: 1\n');
    const result = await processTask(at, { ...quick, rollback: 'auto' });
    expect(result).toMatchObject({
      ...{ status: 'tests_failed', sections_remaining: [] },
      rollback: { status: 'refused', commit: null, push_pending: true, related: [] },
    });
    expect(result.message).toMatch(
      /Nothing was rolled back\. In the related repository .*apps\/web\.yaml has edits that are not committed/,
    );
    expect(log(at.on, '%s').split('\n').at(-1)).toBe(`feat(TASK-001): ${criterion}`);
    expect(at.related.read('apps/web.yaml')).toBe('mine: 1\n');
  });
});

describe('not by itself', () => {
  test('unless it was asked for: the message offers the command, which does it', async () => {
    const at = await deployed();
    const result = await processTask(at, quick);
    expect(result).toMatchObject({ status: 'tests_failed', rollback: null, sections_remaining: [] });
    expect(result.message).toMatch(/ To take the changes of this run back: agent-toolkit rollback TASK-001$/);
    expect((await rollback(at.on)).reverted.map(({ sha }) => sha)).toEqual(
      result.commits.map(({ sha }) => sha).reverse(),
    );
    expect(remote(at)).toBe(head(at));
  });

  test.each(['never', 'pullRequest'] as const)(
    'with the push policy %s: the cluster never had the commits',
    async (push) => {
      const at = await deployed({ push });
      const result = await processTask(at, { ...quick, rollback: 'auto' });
      expect(result).toMatchObject({ status: 'tests_failed', rollback: null });
      expect(result.message).toContain('agent-toolkit rollback TASK-001');
      expect(at.on.read(file)).not.toContain('- [ ]');
    },
  );

  test('when it passes', async () => {
    const at = await deployed({}, undefined, threeDone);
    expect(await processTask(at, { rollback: 'auto' })).toMatchObject({ status: 'complete', rollback: null });
  });

  test('of work of an earlier run: nothing of this one is the cause', async () => {
    const at = await deployed();
    await processTask(at, quick);
    const before = head(at);
    const again = await processTask(at, { ...quick, rollback: 'auto' });
    expect(again).toMatchObject({ status: 'tests_failed', commits: [], rollback: null });
    expect(head(at)).toBe(before);
  });
});

test('what keeps it from being rolled back is said, and the verification’s result stays', async () => {
  const at = await deployed();
  // Refuses reverts alone; the criteria get through.
  mkdirSync(join(at.on.root, '.git/hooks'), { recursive: true });
  writeFileSync(
    join(at.on.root, '.git/hooks/commit-msg'),
    '#!/bin/sh\n! grep -q "^revert" "$1" || { echo "no reverts" >&2; exit 1; }\n',
    {
      mode: 0o755,
    },
  );
  const result = await processTask(at, { ...quick, rollback: 'auto' });
  expect(result).toMatchObject({
    status: 'tests_failed',
    sections_remaining: [],
    rollback: { status: 'refused', commit: null, push_pending: true },
  });
  expect(result.message).toMatch(/Nothing was rolled back, and all is as before\. git refused the commit: no reverts/);
  expect(at.on.git('status', '--porcelain')).toBe('');
  expect(at.on.read(file)).not.toContain('- [ ]');
});
