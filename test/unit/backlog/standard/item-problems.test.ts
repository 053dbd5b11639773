import { expect, test } from 'vitest';
import { parseItem } from '../../../../src/backlog/standard/item.ts';
import type { ItemFileName } from '../../../../src/backlog/standard/places.ts';
import { type ItemSketch, item, problemsOf, readItem } from './item-sketch.ts';

test.each<[string, ItemSketch, readonly string[]]>([
  [
    'no JSON file',
    { report: null, prompt: '**Priority**: P1\n**Status**: New\n## Acceptance Criteria\n- [ ] A\n' },
    ['PROMPT.md:1 report-missing', 'PROMPT.md:1 title-missing'],
  ],
  [
    'a comma too many',
    { report: '{\n  "bug_id": "BUG-007",\n  "title": "T",\n  "status": "new",\n  "priority": "P1",\n}\n' },
    ['bug_report.json:6 report-json'],
  ],
  [
    'an empty JSON file',
    { report: '' },
    [
      'bug_report.json:1 report-json',
      'bug_report.json:1 id-missing',
      'bug_report.json:1 title-missing',
      'bug_report.json:1 status-missing',
      'bug_report.json:1 priority-missing',
    ],
  ],
  ['an id that is none', { report: { bug_id: '../../etc/passwd' } }, ['bug_report.json:2 id-malformed']],
  ['an id that is a number', { report: { bug_id: 7 } }, ['bug_report.json:2 id-malformed']],
  ['an id of another folder', { report: { bug_id: 'BUG-008' } }, ['bug_report.json:2 id-differs']],
  ['ids that differ in their spelling only', { report: { bug_id: 'bug-7' } }, []],
  ['no title', { report: { title: null } }, ['bug_report.json:3 title-missing']],
  [
    'a title that is a list',
    { report: { title: ['T'] } },
    ['bug_report.json:3 field-type', 'bug_report.json:3 title-missing'],
  ],
  ['tags that are none', { report: { tags: ['a', {}] } }, ['bug_report.json:6 field-type']],
  ['an unknown priority', { report: { priority: 'urgent' } }, ['bug_report.json:5 priority-unknown']],
  ['an unknown status', { report: { status: 'nwe' } }, ['bug_report.json:4 status-unknown']],
  ['an unknown status in an archive', { report: { status: 'nwe' }, folder: 'completed' }, []],
  ['a status of two words', { report: { status: 'In Review' } }, []],
  [
    'an unknown status in the markdown',
    { report: null, prompt: '# T\n\n**Priority**: P1\n**Status**: Nwe\n## Acceptance Criteria\n- [ ] A\n' },
    ['PROMPT.md:1 report-missing', 'PROMPT.md:4 status-unknown'],
  ],
  [
    'a merge in the JSON file',
    {
      report:
        '{\n  "bug_id": "BUG-007",\n  "title": "T",\n  "priority": "P1",\n<<<<<<< HEAD\n  "status": "new"\n=======\n  "status": "open"\n>>>>>>> main\n}\n',
    },
    ['bug_report.json:5 merge-conflict', 'bug_report.json:5 report-json', 'bug_report.json:8 field-twice'],
  ],
  ['a merge in a breakdown', { tasks: '- [ ] A\n<<<<<<< a\n=======\n>>>>>>> b\n' }, ['TASKS.md:2 merge-conflict']],
  ['dependencies that are none', { report: { depends_on: [{ why: 'x' }] } }, ['bug_report.json:6 field-type']],
  ['an unknown scope of verification', { report: { verify: { pods: [] } } }, ['bug_report.json:6 verify-unknown']],
  [
    'front matter that is no YAML',
    { prompt: '---\na: [\n---\n## Acceptance Criteria\n- [ ] A\n' },
    ['PROMPT.md:2 front-matter-yaml'],
  ],
  ['an odd box', { tasks: '- [ ] A\n- [~] B\n' }, ['TASKS.md:2 box-malformed']],
  ['no criteria', { prompt: '# T\n' }, ['PROMPT.md:1 criteria-missing']],
  ['no criteria in TASKS.md either', { prompt: '# T\n', tasks: '# T\n' }, ['PROMPT.md:1 criteria-missing']],
  ['nothing', {}, []],
])('%s is reported at its place', (_, sketch, expected) => {
  expect(problemsOf(item(sketch))).toEqual(expected);
});

test('criteria that the JSON file has in words can be written as boxes', () => {
  const report = { acceptance_criteria: ['Logins work', 'Tests\npass'] };
  const problem = item({ report, prompt: '# T\n\nText\n' }).problems[0];
  expect(problem?.message).toBe(
    'No acceptance criteria: write them as `- [ ] …` below `## Acceptance Criteria` of PROMPT.md, or in TASKS.md. The JSON file names 2 in words.',
  );
  expect(problem?.fix).toEqual({
    title: 'Write the criteria of the JSON file as boxes',
    edits: [
      {
        range: { start: 3, end: 3 },
        lines: ['', '## Acceptance Criteria', '', '- [ ] Logins work', '- [ ] Tests pass'],
      },
    ],
  });
  expect(item({ report, prompt: '# T\n```\n' }).problems[0]?.fix).toBeUndefined();
});

test('an item with nothing but its JSON file is listed', () => {
  const task = readItem({}).task;
  expect(task?.file).toBe('bugs/BUG-007-logins-time-out/bug_report.json');
  expect(task && problemsOf(task)).toEqual(['bug_report.json:1 criteria-missing']);
});

const folder = (path: string, texts: Partial<Record<ItemFileName, string>>) =>
  parseItem({ path, folder: 'active', texts: new Map(Object.entries(texts) as [ItemFileName, string][]) });

test.each<[string, Partial<Record<ItemFileName, string>>, string | undefined]>([
  ['features/login', {}, undefined],
  ['features/login', { 'PLAN.md': '- [ ] A' }, undefined],
  [
    'features/release-2024',
    { 'PROMPT.md': '' },
    'features/release-2024 is not listed: it has no id. Name the folder BUG-001-slug or FEAT-001-slug, or write an id in its JSON file.',
  ],
  [
    'features/login',
    { 'feature_request.json': '{"feature_id": 5}' },
    'features/login is not listed: it has no id. Name the folder BUG-001-slug or FEAT-001-slug, or write an id in its JSON file.',
  ],
  [
    'bugs/BUG-007-x',
    {},
    'bugs/BUG-007-x is not listed: it holds none of bug_report.json, feature_request.json, PROMPT.md, TASKS.md.',
  ],
])('the folder %s with %j is no item', (path, texts, message) => {
  const { task, problems } = folder(path, texts);
  expect(task).toBeUndefined();
  expect(problems.map((problem) => problem.message)).toEqual(message === undefined ? [] : [message]);
});

test('a file that could not be read is a problem of its item', () => {
  const unreadable = {
    file: 'bugs/BUG-1/TASKS.md',
    range: { start: 0, end: 1 },
    severity: 'error',
    code: 'file-binary',
    message: 'x',
  } as const;
  const texts = new Map([['PROMPT.md', '']] as const);
  expect(parseItem({ path: 'bugs/BUG-1', folder: 'active', texts, unreadable: [unreadable] }).task?.problems).toContain(
    unreadable,
  );
  expect(parseItem({ path: 'bugs/x', folder: 'active', texts: new Map(), unreadable: [unreadable] })).toEqual({
    problems: [unreadable],
  });
});
