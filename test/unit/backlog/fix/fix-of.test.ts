import { expect, test } from 'vitest';
import { applyFix } from '../../../../src/backlog/fix/apply-fix.ts';
import { fixOf } from '../../../../src/backlog/fix/fix-of.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { splitLines } from '../../../../src/backlog/parse/text-lines.ts';
import type { Problem } from '../../../../src/backlog/task.ts';

const file = 'tasks/backlog/TASK-007-add-a-probe.md';
const problemsOf = (text: string, path = file) => parseTask(text, path, 'backlog').problems;
const codes = (text: string, path = file) => problemsOf(text, path).map(({ code }) => code);

const fields = ['id: TASK-007', 'title: Add a probe', 'status: backlog', 'priority: high'];

/** A file without problems whose front matter says this; further fields stand in for the plain ones. */
function front(...own: readonly string[]): string {
  const keys = own.map((line) => line.slice(0, line.indexOf(':')));
  const plain = fields.filter((line) => !keys.includes(line.slice(0, line.indexOf(':'))));
  return ['---', ...own, ...plain, '---', '# Heading', '', '## Acceptance Criteria', '', '- [ ] Do it', ''].join('\n');
}

/** The same with other lines below its criteria. */
const criteria = (...lines: readonly string[]) => front().replace('- [ ] Do it', lines.join('\n'));

const without = (key: string) => front().replace(new RegExp(`^${key}:.*\n`, 'm'), '');
const added = (key: string, line: string) => without(key).replace(/\n---\n/, `\n${line}\n---\n`);

test.each<[string, string, string, string]>([
  ['title-cut', 'Quote the title', front('title: Fix # 2 # 3'), front('title: "Fix # 2 # 3"')],
  ['front-matter-yaml', 'Quote the title', front('title: Fix: "it"'), front('title: "Fix: \\"it\\""')],
  ['front-matter-yaml', 'Quote the title', front('title:  [WIP] Fix it  '), front('title:  "[WIP] Fix it"  ')],
  ['front-matter-yaml', 'Quote the title', front('title: `a` b'), front('title: "`a` b"')],
  ['front-matter-yaml', 'Quote the title', front('title: @a'), front('title: "@a"')],
  ['front-matter-yaml', 'Quote the title', front('title: 10% of b: c # d'), front('title: "10% of b: c # d"')],
  ['front-matter-yaml', 'Quote the value of owner', front('owner: @me # keep'), front('owner: "@me" # keep')],
  ['front-matter-yaml', 'Quote the values', front('owner: @me', 'title: a: b'), front('owner: "@me"', 'title: "a: b"')],
  ['front-matter-yaml', 'Quote the values', front('title: A # b', 'owner: %'), front('title: "A # b"', 'owner: "%"')],
  ['front-matter-unclosed', 'Close the front matter', front().replace('\n---\n', '\n'), front()],
  ['front-matter-language', 'Mark the front matter as YAML', front().replace('---', '---yaml'), front()],
  ['front-matter-language', 'Mark the front matter as YAML', front().replace('---', '--- YML'), front()],
  [
    'front-matter-language',
    'Mark the front matter as YAML',
    '---json\n{ "id": "TASK-7", "title": "A", "status": "active", "priority": "low" }\n---\n',
    '---\n{ "id": "TASK-7", "title": "A", "status": "active", "priority": "low" }\n---\n',
  ],
  ['id-missing', 'Set id: TASK-007', without('id'), added('id', 'id: TASK-007')],
  ['id-missing', 'Set id: TASK-007', front('id: # none'), front('id: TASK-007 # none')],
  ['id-missing', 'Set id: TASK-007', '# T\n\nProse.', '---\nid: TASK-007\n---\n# T\n\nProse.'],
  ['id-malformed', 'Set id: TASK-007', front("id: '../../etc/passwd'"), front("id: 'TASK-007'")],
  ['id-differs', 'Set id: TASK-007', front('id: TASK-8 # new'), front('id: TASK-007 # new')],
  ['status-missing', 'Set status: backlog', without('status'), added('status', 'status: backlog')],
  ['priority-missing', 'Set priority: medium', without('priority'), added('priority', 'priority: medium')],
  ['priority-unknown', 'Set priority: high', front('priority: "**P1** (High)"'), front('priority: "high"')],
  ['priority-unknown', 'Set priority: low', front('priority: low priority!'), front('priority: low')],
  ['title-missing', 'Set title: Heading', without('title'), added('title', 'title: Heading')],
  [
    'title-missing',
    'Set title: Fix: it',
    without('title').replace('# Heading', '# TASK-007: Fix: it #'),
    added('title', 'title: "Fix: it"').replace('# Heading', '# TASK-007: Fix: it #'),
  ],
  [
    'title-missing',
    'Set title: Add a probe',
    without('title').replace('# Heading', ''),
    added('title', 'title: Add a probe').replace('# Heading', ''),
  ],
  ['box-malformed', 'Write [ ]', criteria('- [] A'), criteria('- [ ] A')],
  ['box-malformed', 'Write [ ]', criteria('1.  [  ]  A'), criteria('1.  [ ]  A')],
  ['box-malformed', 'Write [ ]', criteria('- [ ]A'), criteria('- [ ] A')],
  ['box-malformed', 'Write [x]', criteria('* [X]A'), criteria('* [x] A')],
  ['box-malformed', 'Write [x]', criteria('- [✓] A'), criteria('- [x] A')],
  ['box-malformed', 'Write [x]', criteria('- [ x] A'), criteria('- [x] A')],
  ['box-malformed', 'Write - [ ]', criteria('- [ ] A', '-[ ] B', '  more'), criteria('- [ ] A', '- [ ] B', '  more')],
  ['box-malformed', 'Write - [x]', criteria('- [ ] A', '  -[x]B'), criteria('- [ ] A', '  - [x] B')],
  ['box-malformed', 'Write - [x]', criteria('-[X] A'), criteria('- [x] A')],
  ['box-malformed', 'Write - [ ]', criteria('– [ ] A'), criteria('- [ ] A')],
  ['box-malformed', 'Write - [x]', criteria('•[x] A'), criteria('- [x] A')],
  ['box-malformed', 'Write 1. [ ]', criteria('1.[ ] A'), criteria('1. [ ] A')],
  ['box-malformed', 'Write * [ ]', criteria('*[ ] A'), criteria('* [ ] A')],
  ['box-malformed', 'Write [ ]', criteria('- ( ) A'), criteria('- [ ] A')],
  ['box-malformed', 'Write [x]', criteria('1. (X) A'), criteria('1. [x] A')],
  [
    'check-malformed',
    'Indent the check below its criterion',
    criteria('\t1. [ ] A', '\tcheck: `true`'),
    criteria('\t1. [ ] A', '\t\tcheck: `true`'),
  ],
  ['criterion-empty', 'Remove the empty box', criteria('- [ ] A', '- [ ]', '- [ ] B'), criteria('- [ ] A', '- [ ] B')],
  ['parent-ticked', 'Open this box', criteria('- [X] A', '  - [ ] B'), criteria('- [ ] A', '  - [ ] B')],
])('%s: %s', (code, title, text, expected) => {
  for (const ending of ['\n', '\r\n']) {
    const given = `\uFEFF${text.trimEnd()}`.replaceAll('\n', ending);
    const problem = problemsOf(given).find((one) => one.code === code);
    if (problem?.fix === undefined) throw new Error(`no fix: ${codes(given).join(', ')}`);
    expect(problem.fix.title).toBe(title);
    const fixed = applyFix(given, problem.fix);
    expect(fixed).toBe(`\uFEFF${expected.trimEnd()}`.replaceAll('\n', ending));
    const left = codes(given);
    left.splice(left.indexOf(code), 1);
    expect(left).toEqual(expect.arrayContaining(codes(fixed)));
    expect(codes(fixed)).not.toContain(code);
  }
});

test.each<[string, string]>([
  ['title-cut', front('title: &a b # c')],
  ['front-matter-yaml', front('labels: [a, b', 'owner: me')],
  ['front-matter-yaml', front('owner: "a" b')],
  ['front-matter-yaml', front('owner: a', 'owner: b')],
  ['front-matter-yaml', front('owner: @a', 'verify:', '  namespace: web')],
  ['front-matter-unclosed', '---\n# Heading\n'],
  ['front-matter-unclosed', front('title: A # b').replace('\n---\n', '\n')],
  ['front-matter-language', '---js\n{ id: "TASK-007" }\n---\n'],
  ['front-matter-language', front('priority: soon').replace('---', '---yaml')],
  ['id-missing', front('id:', '  - TASK-007')],
  ['id-missing', '---\n{ title: A }\n---\n'],
  ['id-missing', '---js\n---\n'],
  ['status-missing', '---\nid: TASK-007\n'],
  ['priority-unknown', front('priority: urgent')],
  ['priority-unknown', front('priority: high or low')],
  ['priority-unknown', front('priority: not high')],
  ['box-malformed', criteria('- [~] A')],
  ['box-malformed', criteria('- []')],
  ['box-malformed', criteria('-[]')],
  ['box-malformed', criteria('-[~] A')],
  ['box-malformed', criteria('-[ ] ~~A~~')],
  ['box-malformed', criteria('- [x] A', '  - [] B')],
  ['box-malformed', criteria('- [] ~~A~~')],
  ['box-malformed', criteria('- [] A', '  check: true')],
  ['check-malformed', criteria('- [ ] A', '  check: make test')],
  ['check-malformed', criteria('- [ ] A', 'check: rm -rf old')],
  ['waiver-open', criteria('- [ ] ~~A~~ (no)')],
  ['check-malformed', criteria('- [ ] A', '  check: The page loads')],
  ['check-malformed', criteria('- [ ] A', '  check: the page loads')],
  ['check-malformed', criteria('- [ ] A', '  check: `true` and more')],
  ['criterion-empty', criteria('- [ ]', '  - [ ] B')],
  ['criterion-empty', criteria('- [ ] A', '- [ ]', '  check: `true`')],
  ['criterion-empty', criteria('- a', '  ```', '- [ ]')],
  ['criteria-missing', criteria('Nothing yet.')],
  ['fence-unclosed', criteria('- [ ] A', '', '```')],
  ['comment-unclosed', criteria('- [ ] A', '', '<!--')],
  ['verify-unknown', front('verify: all')],
])('%s has no certain remedy in %j', (code, text) => {
  const problem = problemsOf(text).find((one) => one.code === code);
  expect(problem?.code).toBe(code);
  expect(problem?.fix).toBeUndefined();
});

test('without an id in the file name, or a folder of the layout, nothing is guessed', () => {
  const fixes = problemsOf('# T\n', 'notes/plan.md').map(({ code, fix }) => `${code}: ${fix?.title}`);
  expect(fixes).toEqual([
    'criteria-missing: undefined',
    'id-missing: undefined',
    'title-missing: Set title: T',
    'status-missing: undefined',
    'priority-missing: Set priority: medium',
  ]);
});

test('a file with very many problems gets remedies for the first ones', () => {
  const many = problemsOf(criteria('- [ ] A', ...Array.from({ length: 99 }, (_, index) => `- [] ${index}`)));
  expect(many.filter(({ fix }) => fix !== undefined)).toHaveLength(20);
});

test('a problem of an unknown kind has no fix', () => {
  const problem: Problem = { file, range: { start: 0, end: 1 }, severity: 'info', code: 'other', message: '' };
  expect(fixOf(problem, splitLines(front()).lines)).toBeUndefined();
});
