/**
 * A preview of a retrospective that is applied: just what it showed is done, in one commit, and Codex was asked once; where
 * anything is not as it was, nothing is done.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BacklogReaders } from '../../src/backlog/read/backlog-readers.ts';
import type { ToolInput } from '../../src/tools/contract.ts';
import { Judgements } from '../../src/tools/retrospective/judgements.ts';
import { runRetrospective } from '../../src/tools/run-retrospective.ts';
import { previewRetrospective } from '../../src/workflow/retrospective-preview.ts';
import { stage } from '../support/process-stage.ts';

const item = (id: string, title: string, more = '') =>
  `---\nid: ${id}\ntitle: ${title}\nstatus: active\npriority: low\ncomponent: shop\n${more}---\n\n## Description\n\n${title}, as it is.\n\n## Acceptance Criteria\n\n- [ ] ${title} works\n`;
const files = {
  'tasks/active/TASK-001.md': item('TASK-001', 'Paint the door'),
  'tasks/active/TASK-002.md': item('TASK-002', 'Give the entrance a colour'),
  'tasks/active/TASK-003.md': item('TASK-003', 'Weld the gate'),
  'tasks/active/TASK-005.md': item('TASK-005', 'Mow the lawn'),
  'tasks/active/TASK-004.md': item('TASK-004', 'Cut the hedge', 'superseded_by: TASK-003\n'),
};

/** Somebody has looked at it for an hour. */
const shownAt = new Date(Date.now() - 60 * 60 * 1000);

/** Codex judges differently each time that it is asked. */
async function previewed(input: Partial<ToolInput<'run_retrospective'>> = {}) {
  let asked = 0;
  const at = await stage(() => {
    asked += 1;
    const none = { merges: [], deprecations: [], priorities: [], lessons: [], recommendations: [] };
    const merge = { source: 'TASK-002', target: 'TASK-001', reason: 'Both are the same work.' };
    const raise = { id: 'TASK-003', priority: 'high', reason: `Reason ${asked}.` };
    return {
      message: JSON.stringify({ ...none, merges: [merge], priorities: [raise], lessons: [`Lesson ${asked}.`] }),
    };
  }, files);
  const { on, settings } = at;
  const judgements = new Judgements();
  const run = (
    preview: Date | undefined,
    wishes: Partial<ToolInput<'run_retrospective'>> = {},
    kept: Judgements = judgements,
  ) => {
    const context = preview === undefined ? at.context : { ...at.context, preview };
    return runRetrospective({ repo_path: on.root, ...wishes }, new BacklogReaders(), settings, context, kept);
  };
  const dry = await run(shownAt, { dry_run: true, ...input });
  const shown = await previewRetrospective(on.root, dry, shownAt);
  const head = on.git('rev-parse', 'HEAD').trim();
  const edit = (path: string, from: string, to: string) => {
    const text = readFileSync(join(on.root, path), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(on.root, path), text.replace(from, to));
  };
  return { on, run, dry, shown, head, edit, times: () => asked };
}

test('just what was shown is written, byte for byte, in one commit, and Codex was asked once', async () => {
  const { on, run, dry, shown, head, times } = await previewed();
  const done = await run(shownAt);
  expect(times()).toBe(1);
  expect(done).toMatchObject({ success: true, judged: true, tokens: { input: 0, output: 0 } });
  expect([done.merges, done.deprecations, done.priority_changes, done.lessons]).toEqual([
    [{ source: 'TASK-002', target: 'TASK-001' }],
    ['TASK-004'],
    [{ item_id: 'TASK-003', old: 'low', new: 'high' }],
    ['Lesson 1.'],
  ]);
  expect(done.changes).toEqual(dry.changes);
  const written = on.git('diff', '--name-only', '--no-renames', '--diff-filter=AM', head, 'HEAD').trim().split('\n');
  const texts = written
    .filter((path) => path !== done.report)
    .map((path) => [path, readFileSync(join(on.root, path), 'utf8')]);
  expect(Object.fromEntries(texts)).toEqual(Object.fromEntries(shown.files.map(({ path, after }) => [path, after])));
  expect(on.git('rev-list', '--count', `${head}..HEAD`).trim()).toBe('1');
  expect(on.git('status', '--porcelain')).toBe('');
});

test('by the rules alone as well', async () => {
  const { run, dry, times } = await previewed({ judge: false });
  const done = await run(shownAt, { judge: false });
  expect([done.changes, done.judged, times()]).toEqual([dry.changes, false, 0]);
  expect(done.committed).not.toBeNull();
});

describe('nothing is done, and Codex is not asked again,', () => {
  type Scene = Awaited<ReturnType<typeof previewed>>;
  const other = 'Nothing was changed: the repository, or a setting, is not as it was for the preview. Preview again.';
  const unknown = 'Nothing was changed: this preview is not known any more.';
  const cases: readonly [string, (scene: Scene) => unknown, string][] = [
    ['after a commit, whatever it changed', ({ on }) => on.commit({ 'README.md': 'New\n' }), other],
    [
      'after an edit of a file concerned',
      ({ edit }) => edit('tasks/active/TASK-003.md', 'as it is', 'otherwise'),
      other,
    ],
    [
      'after an edit of another item, which Codex saw',
      ({ edit }) => edit('tasks/active/TASK-005.md', 'as it is', 'otherwise'),
      other,
    ],
    ['after a second preview', ({ run }) => run(new Date(), { dry_run: true, judge: false }), unknown],
    ['after a retrospective', ({ run }) => run(undefined), unknown],
    ['once it was applied', ({ run }) => run(shownAt), unknown],
  ];
  test.each(cases)('%s', async (_case, meanwhile, why) => {
    const scene = await previewed();
    await meanwhile(scene);
    const { on, run, times } = scene;
    const before = [on.git('rev-parse', 'HEAD'), on.git('status', '--porcelain')];
    await expect(run(shownAt)).rejects.toMatchObject({ name: 'InputError', message: expect.stringContaining(why) });
    expect([on.git('rev-parse', 'HEAD'), on.git('status', '--porcelain')]).toEqual(before);
    expect(times()).toBe(1);
  });

  test('in another process than that of the preview', async () => {
    const { on, run, head, times } = await previewed();
    await expect(run(shownAt, {}, new Judgements())).rejects.toThrow(unknown);
    expect([on.git('rev-parse', 'HEAD').trim(), times()]).toEqual([head, 1]);
  });

  test('by the rules alone after an edit of a file concerned', async () => {
    const { on, run, head, edit } = await previewed({ judge: false });
    edit('tasks/active/TASK-004.md', 'as it is', 'otherwise');
    await expect(run(shownAt, { judge: false })).rejects.toThrow(other);
    expect(on.git('rev-parse', 'HEAD').trim()).toBe(head);
  });
});
