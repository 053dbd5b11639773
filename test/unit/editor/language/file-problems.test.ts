import { describe, expect, test } from 'vitest';
import { applyFix } from '../../../../src/backlog/fix/apply-fix.ts';
import { allProblems } from '../../../../src/backlog/lint/all-problems.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import {
  FileProblems,
  fixAllOf,
  isGone,
  knownNow,
  problemsOfOpenWork,
} from '../../../../src/editor/language/file-problems.ts';
import type { LiveFile } from '../../../../src/editor/language/live-files.ts';
import { suggestedFixes } from '../../../../src/editor/language/suggested-fixes.ts';
import { task, taskText } from '../../backlog/task-text.ts';
import { known, live } from './fixture.ts';

const file = 'tasks/active/TASK-001.md';
const repository = known([
  task({ id: 'TASK-001' }),
  task({ id: 'TASK-002', fields: ['depends_on: TASK-001'] }),
  task({ id: 'TASK-009', title: 'Old', folder: 'completed' }),
]);

const problemsOf = (file: LiveFile) => new FileProblems().of(file);
const codes = (text: string, path = file) =>
  problemsOf(live(text, path, repository))
    .map(({ range, code }) => `${range.start + 1} ${code}`)
    .join(', ');

test.each([
  ['what is right', taskText({ id: 'TASK-001' }), ''],
  ['YAML that cannot be read', taskText({ id: 'TASK-001', title: 'One: two: three' }), '3 front-matter-yaml'],
  ['an unknown priority', taskText({ id: 'TASK-001', priority: 'soon' }), '5 priority-unknown'],
  ['an unknown status', taskText({ id: 'TASK-001', status: 'actve' }), '4 status-unknown'],
  ['an unknown dependency', taskText({ id: 'TASK-001', fields: ['depends_on: TASK-404'] }), '6 dependency-unknown'],
  ['a dependency on itself', taskText({ id: 'TASK-001', fields: ['depends_on: TASK-001'] }), '6 dependency-self'],
  [
    'a circle through another file',
    taskText({ id: 'TASK-001', fields: ['depends_on: TASK-002'] }),
    '6 dependency-cycle',
  ],
  ['the id of another file', taskText({ id: 'TASK-002', title: 'Another' }), '1 id-shared, 2 id-differs'],
  ['a status that the folder does not fit', taskText({ id: 'TASK-001', status: 'completed' }), '1 not-archived'],
  ['no criteria', taskText({ id: 'TASK-001', criteria: [] }), '8 criteria-missing'],
  [
    'marks of a merge',
    `${taskText({ id: 'TASK-001' })}\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n`,
    '13 merge-conflict',
  ],
])('%s is told where it stands, also before it is saved', (_, text, problems) => {
  expect(codes(text)).toBe(problems);
});

test('a file without an id is no task, and that is told', () => {
  expect(codes('just words\n', 'tasks/active/notes.md')).toBe('1 not-a-task');
});

test('nothing is told until the repository has been read', () => {
  const { known: _, ...unread } = live(taskText({ id: 'TASK-001', priority: 'soon' }), file);
  expect(problemsOf(unread)).toEqual([]);
});

test('they are worked out once for each text and each reading', () => {
  const all = new FileProblems();
  const text = live(taskText({ id: 'TASK-001', fields: ['depends_on: TASK-404'] }), file, repository);
  const first = all.of(text);
  expect(first).toHaveLength(1);
  expect(all.of({ ...text })).toBe(first);
  const later = known([...repository.backlog.tasks, task({ id: 'TASK-404' })]);
  expect(all.of({ ...text, known: later })).toEqual([]);
});

test.each([
  ['a file that is there', file, false],
  ['one that is there no more', 'tasks/active/TASK-077.md', true],
  ['a file that no task is read from', 'human-actions/ACTION-001-x/INSTRUCTIONS.md', false],
  ['an item that is there no more', 'bugs/BUG-001-leak/TASKS.md', true],
])('%s is told from one that is gone', (_, path, gone) => {
  expect(isGone(live(taskText({ id: 'TASK-001' }), path, repository))).toBe(gone);
});

describe('the queue is built anew only for what others can feel', () => {
  test.each([
    ['prose', taskText({ id: 'TASK-001', body: ['Words.'] }), true],
    ['a label', taskText({ id: 'TASK-001', fields: ['labels: [web]'] }), true],
    ['a dependency', taskText({ id: 'TASK-001', fields: ['depends_on: TASK-009'] }), false],
    ['a criterion', taskText({ id: 'TASK-001', criteria: ['- [x] Do it'] }), false],
    ['a title', taskText({ id: 'TASK-001', title: 'Other' }), false],
  ])('%s', (_, text, isKept) => {
    expect(knownNow(live(text, file, repository))?.queue === repository.queue).toBe(isKept);
  });
});

/** What is typed, by what it changes. */
const typed = {
  nothing: {},
  prose: { body: ['Words with TASK-002.'] },
  'a stop': { body: ['## Notes', '', 'STOP: wait'] },
  'a dependency below': { body: ['## Dependencies', '', '- TASK-404'] },
  'a finished criterion': { criteria: ['- [x] Do it'] },
  'another id': { id: 'TASK-002', title: 'Title of TASK-002' },
  'another title': { title: 'Old' },
  'a status': { status: 'completed' },
  'a blocker in words': { fields: ['blocked_by: the vendor'] },
  'a person’s task': { fields: ['type: human-action'] },
  'a circle': { fields: ['depends_on: TASK-002'] },
} as const;

test.each(Object.entries(typed))('what is told of %s before it is saved is what is told afterwards', (_, sketch) => {
  const text = taskText({ id: 'TASK-001', ...sketch });
  const saved = parseTask(text, file, 'active');
  const after = known(repository.backlog.tasks.map((one) => (one.file === file ? saved : one)));
  const expected = allProblems(after.backlog, after.queue, (one) => one === file);
  expect(problemsOf(live(text, file, repository))).toEqual(expected);
});

test.each([
  ['a misspelt status', { status: 'complted' }, ['Set status: completed', 'Set status: active']],
  ['a status like no other', { status: 'whatever' }, ['Set status: active']],
  ['a priority', { priority: 'soon' }, ['critical', 'high', 'medium', 'low'].map((word) => `Set priority: ${word}`)],
  ['a priority that can only be one', { priority: '"P1 (high)"' }, []],
  ['a misspelt field', { fields: ['depend_on: TASK-009'] }, ['Rename to depends_on']],
  ['a misspelt field beside the right one', { fields: ['depend_on: a', 'depends_on: TASK-009'] }, []],
  ['an unknown dependency', { fields: ['depends_on: TASK-404'] }, []],
])('%s: what may have been meant is a choice', (_, sketch, titles) => {
  const text = taskText({ id: 'TASK-001', ...sketch });
  const at = live(text, file, repository);
  const fixes = problemsOf(at).flatMap((problem) => suggestedFixes(problem, at));
  expect(fixes.map(({ title }) => title)).toEqual(titles);
  for (const fix of fixes) {
    const left = problemsOf(live(applyFix(text, fix), file, repository)).map(({ code }) => code);
    expect(left).not.toContain('status-unknown');
    expect(left).not.toContain('priority-unknown');
    expect(left).not.toContain('field-unknown');
  }
});

test('a fix is one edit of the text that it was found in', () => {
  const text = taskText({ id: 'TASK-001', title: 'One: two', fields: ['labels: [web]'] });
  const [problem] = problemsOf(live(text, file, repository));
  if (problem?.fix === undefined) throw new Error('no fix');
  expect(problem.fix.title).toBe('Quote the title');
  expect(applyFix(text, problem.fix)).toBe(text.replace('One: two', '"One: two"'));
});

test('an id that other files name is not set by a fix', () => {
  const text = taskText({ id: 'TASK-002' });
  const problem = problemsOf(live(text, 'tasks/backlog/TASK-003.md', repository)).find(
    ({ code }) => code === 'id-differs',
  );
  expect(problem).toBeDefined();
  expect(problem?.fix).toBeUndefined();
});

test('all fixes of a file are one edit', () => {
  const text = '---\nid: TASK-001\ntitle: One: two\nstatus: active\n---\n\n## Acceptance Criteria\n\n- [] Do it\n';
  const all = fixAllOf(live(text, file, repository));
  if (all === undefined) throw new Error('nothing to fix');
  expect(all.count).toBe(3);
  const { edit } = all;
  const fixed = applyFix(text, { title: '', edits: [edit] });
  expect(fixed).toBe(
    '---\nid: TASK-001\ntitle: "One: two"\nstatus: active\npriority: medium\n---\n\n## Acceptance Criteria\n\n- [ ] Do it\n',
  );
  expect(fixAllOf(live(fixed, file, repository))).toBeUndefined();
});

test('of files that are not open, those that concern open work are told', () => {
  const tasks = [
    task({ id: 'TASK-001', fields: ['depends_on: TASK-404'] }),
    task({ id: 'TASK-002', priority: 'soon' }),
    task({ id: 'TASK-003', priority: 'soon', folder: 'completed' }),
  ];
  const found = problemsOfOpenWork(known(tasks));
  expect([...found].map(([path, problems]) => `${path} ${problems.map(({ code }) => code)}`)).toEqual([
    'tasks/active/TASK-001.md dependency-unknown',
    'tasks/active/TASK-002.md priority-unknown',
  ]);
});
