/**
 * run_retrospective on a backlog of 60 items with planted faults, with the real git and the real Codex CLI, whose model is
 * scripted: what is planted is found and nothing else is touched; a dry run changes nothing; a judge that lies is refused.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BacklogReaders } from '../../src/backlog/read/backlog-readers.ts';
import { writeSession } from '../../src/session/session-store.ts';
import type { ToolInput } from '../../src/tools/contract.ts';
import { Judgements } from '../../src/tools/retrospective/judgements.ts';
import { runRetrospective } from '../../src/tools/run-retrospective.ts';
import { type Stage, stage } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import type { Script } from '../support/scripted-model.ts';
import { sessionRecord, sessionTask } from '../support/session-records.ts';
import { deletedFile, fileOf, openItems, sixtyItems } from '../support/sixty-items.ts';

sampled(1 / 3);

const halfAYear = 182 * 24 * 60 * 60 * 1000;
const empty = { merges: [], deprecations: [], priorities: [], lessons: [], recommendations: [] };
const answers =
  (answer: object): Script =>
  () => ({ message: JSON.stringify({ ...empty, ...answer }) });

const goodJudge = answers({
  merges: [{ source: 'TASK-047', target: 'TASK-046', reason: 'Without affinity each pod shows its own basket.' }],
  lessons: ['The registry fails most.'],
});

const failure = { criterion: 'Push', reason: 'The registry did not answer within 30 s.', attempts: 2 };

/** The old items are committed half a year ago, the others now, and three sessions failed in the same way. */
async function sixty(script: Script): Promise<Stage> {
  const old = openItems.filter(({ isOld }) => isOld).map(fileOf);
  const files = sixtyItems();
  const before = Object.fromEntries(
    Object.entries(files).filter(([path]) => old.includes(path) || path === deletedFile),
  );
  process.env['GIT_COMMITTER_DATE'] = new Date(Date.now() - halfAYear).toISOString();
  const on = await stage(script, before, { origin: true }).finally(() => delete process.env['GIT_COMMITTER_DATE']);
  on.on.commit(Object.fromEntries(Object.entries(files).filter(([path]) => !(path in before))));
  on.on.git('rm', '--quiet', deletedFile);
  on.on.git('commit', '--quiet', '--message', 'Loyalty ended');
  for (const [index, day] of [3, 2, 1].entries()) {
    const at = new Date(Date.now() - day * 24 * 60 * 60 * 1000).toISOString();
    const task = sessionTask('TASK-018', { status: 'error', failed_section: failure, started_at: at, ended_at: at });
    const record = sessionRecord({
      session_id: `0000000${index}-0000-4000-8000-000000000000`,
      started_at: at,
      tasks: [task],
    });
    await writeSession(join(on.on.root, '.git'), record);
  }
  return on;
}

function retrospective(
  { on, settings, context }: Stage,
  input: Partial<ToolInput<'run_retrospective'>> = {},
  judgements?: Judgements,
) {
  return runRetrospective({ repo_path: on.root, ...input }, new BacklogReaders(), settings, context, judgements);
}

/** Every file below a folder, git's own included, by its content, mode and time. */
function allFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    const stats = statSync(path);
    const content = stats.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'folder';
    return [`${name} ${stats.mode} ${stats.mtimeMs} ${content}`];
  });
}

const changesOf = ({ on }: Stage) =>
  on
    .git('show', '--format=', '--name-status', '--no-renames', 'HEAD')
    .split('\n')
    .map((line) => line.replace('\t', ' '))
    .toSorted();

test('all that is planted is found, and nothing else is touched, in one commit', async () => {
  const on = await sixty(goodJudge);
  const head = on.on.git('rev-parse', 'HEAD');
  const result = await retrospective(on);
  expect(result).toMatchObject({ success: true, judged: true, pushed: true, created: ['TASK-062'] });
  expect(result.deprecations.toSorted()).toEqual(['TASK-048', 'TASK-049', 'TASK-050', 'TASK-051']);
  expect(result.merges.toSorted((one, other) => (one.source < other.source ? -1 : 1))).toEqual([
    { source: 'TASK-043', target: 'TASK-042' },
    { source: 'TASK-045', target: 'TASK-044' },
    { source: 'TASK-047', target: 'TASK-046' },
  ]);
  expect(result.priority_changes.toSorted((one, other) => (one.item_id < other.item_id ? -1 : 1))).toEqual([
    { item_id: 'TASK-042', old: 'medium', new: 'high' },
    { item_id: 'TASK-052', old: 'low', new: 'critical' },
    { item_id: 'TASK-054', old: 'medium', new: 'high' },
    { item_id: 'TASK-056', old: 'high', new: 'medium' },
  ]);
  expect(result.recommendations.toSorted()).toEqual([
    expect.stringMatching(/^TASK-057 depends on TASK-500, which no file holds.*TASK-057\.md:7/),
    expect.stringMatching(/^TASK-058 depends on TASK-061, which is deprecated.*TASK-058\.md:7/),
  ]);
  expect([result.refused, result.warnings]).toEqual([[], []]);
  expect(on.on.git('rev-list', '--count', `${head}..HEAD`)).toBe('1');
  expect(on.on.git('status', '--porcelain')).toBe('');
  expect(on.on.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0]).toBe(result.committed);
  expect(changesOf(on)).toEqual(
    [
      `A ${result.report}`,
      'A tasks/backlog/TASK-062.md',
      ...['TASK-048', 'TASK-049', 'TASK-050', 'TASK-051'].map((id) => `A tasks/deprecated/${id}.md`),
      ...['TASK-043', 'TASK-045', 'TASK-047'].map((id) => `A tasks/completed/${id}.md`),
      ...['TASK-043', 'TASK-045', 'TASK-047', 'TASK-048', 'TASK-049', 'TASK-050', 'TASK-051'].map(
        (id) => `D ${place(id)}`,
      ),
      ...['TASK-042', 'TASK-044', 'TASK-046', 'TASK-052', 'TASK-054', 'TASK-056'].map((id) => `M ${place(id)}`),
    ].toSorted(),
  );
});

const place = (id: string) => fileOf({ id, title: '', labels: '', about: '' });

test('a merge carries what is open, with its check and group, and says so in both files', async () => {
  const on = await sixty(answers({}));
  await retrospective(on);
  expect(on.on.read('tasks/active/TASK-042.md').split('## Acceptance Criteria')[1]).toMatch(
    /^\n\n- \[ \] Do it: TASK-042\n\n### From TASK-043\n\n#### Staging\n\n- \[ \] A push answers 201\n {2}check: `true`\n- \[ \] Do it: TASK-043\n\n## Merged: TASK-043\n/,
  );
  const source = on.on.read('tasks/completed/TASK-043.md');
  expect(source).toContain('status: merged\n');
  expect(source).toContain('merged_into: TASK-042\n');
  expect(source).toContain('- [x] The log is read\n- [ ] A push answers 201\n');
  expect(source).toMatch(
    /Retrospective: merged into TASK-042 \(Registry refuses pushes of images\).*Same work as TASK-042/,
  );
  expect(on.on.read('tasks/deprecated/TASK-050.md')).toMatch(
    /status: deprecated[\s\S]*Retrospective: deprecated\. TASK-009 \(Upgrade PostgreSQL to 17\) took its place/,
  );
  expect(on.on.read('tasks/backlog/TASK-062.md')).toContain(
    'Failure-Kind: error-the-registry-did-not-answer-within-s\n',
  );
});

test('a second one finds nothing more to change, and writes its own report', async () => {
  const on = await sixty(goodJudge);
  const first = await retrospective(on, { judge: false });
  const second = await retrospective(on, { judge: false });
  expect(second).toMatchObject({ success: true, changes: [], created: [] });
  expect(changesOf(on)).toEqual([`A ${second.report}`]);
  expect(second.report).not.toBe(first.report);
});

test('a dry run tells the same and changes nothing at all', async () => {
  const on = await sixty(goodJudge);
  const before = allFiles(on.on.root);
  const dry = await retrospective(on, { dry_run: true });
  expect(allFiles(on.on.root)).toEqual(before);
  expect(dry).toMatchObject({ success: true, judged: true, committed: null, report: null, created: [] });
  const done = await retrospective(on);
  const { deprecations, merges, priority_changes: priorities, recommendations, next_priority_item: next } = done;
  expect(dry).toMatchObject({
    deprecations,
    merges,
    priority_changes: priorities,
    recommendations,
    next_priority_item: next,
  });
  expect(dry.report_text).toContain('A dry run: nothing was changed.');
});

test('a judge that would take most of the backlog away, or names what is not there, is refused and reported', async () => {
  const deprecations = openItems.slice(0, 30).map(({ id }) => ({ id, reason: 'It is no longer needed at all.' }));
  const unknown = ['TASK-999', '../../etc/passwd', '--all'].map((id) => ({ id, reason: 'It is no longer needed.' }));
  const priorities = openItems
    .slice(0, 41)
    .map(({ id }) => ({ id, priority: 'critical', reason: 'Everything is urgent.' }));
  const on = await sixty(answers({ deprecations: [...deprecations, ...unknown], priorities }));
  const result = await retrospective(on);
  expect(result).toMatchObject({ success: true, judged: true });
  expect(result.deprecations.toSorted()).toEqual(['TASK-048', 'TASK-049', 'TASK-050', 'TASK-051']);
  expect(result.changes.filter(({ by }) => by === 'judge')).toEqual([]);
  expect(result.refused).toHaveLength(30 + 3 + 41);
  expect(result.refused[0]).toEqual({
    proposal: 'Deprecate TASK-001',
    by: 'judge',
    why: 'Codex would have 33 items taken away in one go, with 60 open; more than 12 are not believed.',
  });
  const report = on.on.read(result.report ?? '');
  expect(report).toContain('74 proposals were refused, see below.');
  expect(report).toContain('more than 12 are not believed');
});

describe('a dry run that Codex judged', () => {
  /** Proposes something else each time that it is asked. */
  const asked = () => {
    const merge = (source: string, target: string) => ({ source, target, reason: 'Both are the same work.' });
    const times = { count: 0 };
    const script: Script = (turn) => {
      times.count += 1;
      const source = times.count === 1 ? 'TASK-047' : 'TASK-048';
      return answers({ merges: [merge(source, 'TASK-046')], lessons: [`Lesson ${times.count}.`] })(turn);
    };
    return { times, script };
  };

  test('is done as it was told, without asking again', async () => {
    const { times, script } = asked();
    const on = await sixty(script);
    const judgements = new Judgements();
    const dry = await retrospective(on, { dry_run: true }, judgements);
    const done = await retrospective(on, {}, judgements);
    expect(times.count).toBe(1);
    expect([done.merges, done.deprecations, done.priority_changes, done.lessons]).toEqual([
      ...[dry.merges, dry.deprecations, dry.priority_changes, dry.lessons],
    ]);
    expect(done).toMatchObject({ success: true, judged: true, tokens: { input: 0, output: 0 } });
    expect(done.judge_note).toBe('Codex was not asked again: what it said for the preview was applied.');
    expect(done.committed).not.toBeNull();
    // What follows is another retrospective.
    const next = await retrospective(on, {}, judgements);
    expect([times.count, next.judge_note]).toEqual([2, null]);
  });

  test('is forgotten with the next dry run, also where that one asks nobody', async () => {
    const { times, script } = asked();
    const on = await sixty(script);
    const judgements = new Judgements();
    await retrospective(on, { dry_run: true }, judgements);
    await retrospective(on, { dry_run: true, judge: false }, judgements);
    const done = await retrospective(on, {}, judgements);
    expect([times.count, done.lessons, done.judge_note]).toEqual([2, ['Lesson 2.'], null]);
  });

  test('is judged anew where the backlog has changed since, and the result says so', async () => {
    const { times, script } = asked();
    const on = await sixty(script);
    const judgements = new Judgements();
    await retrospective(on, { dry_run: true }, judgements);
    const file = 'tasks/active/TASK-099.md';
    on.on.commit({
      [file]:
        '---\nid: TASK-099\ntitle: New\nstatus: active\npriority: low\n---\n\n## Acceptance Criteria\n\n- [ ] A\n',
    });
    const done = await retrospective(on, {}, judgements);
    expect(times.count).toBe(2);
    expect(done.lessons).toEqual(['Lesson 2.']);
    expect(done.judge_note).toContain('so Codex was asked anew.');
  });
});

test('few wrong proposals are refused one by one, and a right one among them counts', async () => {
  const on = await sixty(
    answers({
      merges: [
        { source: 'TASK-047', target: 'TASK-046', reason: 'Without affinity each pod shows its own basket.' },
        { source: 'TASK-009', target: 'TASK-018', reason: 'Both are about software.' },
      ],
      deprecations: [
        { id: 'TASK-999', reason: 'It is not there.' },
        { id: 'TASK-010', reason: '' },
        { id: 'TASK-061', reason: 'It is over.' },
      ],
      priorities: [
        { id: 'TASK-011', priority: 'urgent', reason: 'Disks are full.' },
        { id: 'TASK-052', priority: 'low', reason: 'Nobody wants it.' },
      ],
    }),
  );
  const result = await retrospective(on);
  expect(result.merges).toContainEqual({ source: 'TASK-047', target: 'TASK-046' });
  expect(result.refused.map(({ why }) => why)).toEqual([
    'They belong to different components: TASK-009 to database, TASK-018 to registry.',
    'No file here holds TASK-999.',
    'It gives no reason.',
    'TASK-061 is over already (deprecated).',
    '"urgent" is no priority.',
    'TASK-052 is low already.',
  ]);
  expect(existsSync(join(on.on.root, place('TASK-010')))).toBe(true);
});
