import { expect, test } from 'vitest';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { cpuMsSince } from '../../../support/cpu-time.ts';
import { task } from '../task-text.ts';

const parse = (...lines: string[]) => parseTask(lines.join('\n'), 'tasks/active/TASK-001.md', 'active');
const codes = (read: { problems: readonly { code: string }[] }) => read.problems.map(({ code }) => code);

test('the fields of a real file', () => {
  const read = parse(
    '---',
    'id: TASK-001',
    'title: Move the registry',
    'status: in progress',
    'priority: P1',
    'created: 2026-01-05',
    'labels: [registry, 2026-01-05, builds]',
    'verify:',
    '  namespaces: shop, web',
    '  urls: https://shop.example/a,b',
    'merged_into: TASK-002',
    '---',
    '## Acceptance Criteria',
    '- [ ] One',
  );
  expect(read).toMatchObject({
    id: 'TASK-001',
    title: 'Move the registry',
    status: 'in_progress',
    priority: 'high',
    labels: ['registry', '2026-01-05', 'builds'],
    verify: { namespaces: ['shop', 'web'], workloads: [], urls: ['https://shop.example/a,b'] },
    mergedInto: 'TASK-002',
    isHumanAction: false,
    stop: false,
    problems: [],
  });
});

test.each([
  ['title: 2026-01-05', '2026-01-05'],
  ['title: 1.10', '1.10'],
  ['title: yes', 'yes'],
  ['title: 0x10', '0x10'],
  ['title: "Quoted: yes"', 'Quoted: yes'],
  ["title: 'It''s done'", "It's done"],
  ['title: "A # inside"', 'A # inside'],
  ['title: 100% (7/7 criteria)', '100% (7/7 criteria)'],
  ['title: [infra, web]', '[infra, web]'],
])('%s is the title %s, as it is written', (line, title) => {
  expect(parse('---', 'id: TASK-001', line, '---').title).toBe(title);
});

test.each([
  ['title: Fix: the registry', 'Fix: the registry'],
  ['title: [infra] Fix it', '[infra] Fix it'],
  ['title: @web is down', '@web is down'],
  ['title: `kubectl` hangs', '`kubectl` hangs'],
  ['title: %CPU is high', '%CPU is high'],
  ['title: Fix: bug #12 now', 'Fix: bug #12 now'],
])('%s is no YAML, and is read line by line with a problem at its line', (line, title) => {
  const read = parse('---', 'id: TASK-001', 'labels: [a, "b c"]', line, 'depends_on:', '  - TASK-004', '---');
  expect(read.title).toBe(title);
  expect(read.labels).toEqual(['a', 'b c']);
  expect(read.dependencies).toMatchObject([{ id: 'TASK-004', direction: 'upstream', source: 'depends_on' }]);
  const problem = read.problems.find(({ code }) => code === 'front-matter-yaml');
  expect(problem).toMatchObject({ severity: 'error', file: 'tasks/active/TASK-001.md' });
  expect(problem?.range.start).toBeGreaterThanOrEqual(3);
});

test('an invalid text is invalid the second time too', () => {
  const twice = [1, 2].map(() => parse('---', 'id: TASK-001', 'title: a: b', '---'));
  expect(twice.map(codes)).toEqual([codes(twice[0] as never), codes(twice[0] as never)]);
  expect(codes(twice[1] as never)).toContain('front-matter-yaml');
});

test.each(['---js', '---javascript', '---coffee', '---json', '---toml', '---constructor', '--- yaml'])(
  '%s is refused and nothing in it is evaluated',
  (fence) => {
    const read = parse(
      fence,
      '{ id: (globalThis.evaluated = "TASK-9") }',
      '---',
      '## Acceptance Criteria',
      '- [ ] One',
    );
    expect(codes(read)).toContain('front-matter-language');
    expect(read.id).toBe('TASK-001');
    expect(read.criteria).toHaveLength(1);
    expect(globalThis).not.toHaveProperty('evaluated');
  },
);

test('front matter that is never closed ends where its fields do', () => {
  const read = parse('---', 'id: TASK-001', 'title: Open', '', '## Acceptance Criteria', '- [ ] One');
  expect(read).toMatchObject({ title: 'Open', criteria: [{ text: 'One' }] });
  expect(codes(read)).toContain('front-matter-unclosed');
});

test('a repeated key is no YAML; the first one counts', () => {
  expect(parse('---', 'title: First', 'title: Second', '---').title).toBe('First');
});

test('without front matter the file name and the folder speak', () => {
  const read = parse('# Heading', '---', '## Acceptance Criteria', '- [ ] One');
  expect(read).toMatchObject({ id: 'TASK-001', title: 'TASK-001', status: 'active', priority: 'medium' });
  expect(codes(read)).toEqual(['id-missing', 'title-missing', 'status-missing', 'priority-missing']);
});

test.each([
  ['id: ../../etc/passwd', 'id-malformed', 'TASK-001'],
  ['id: TASK-002', 'id-differs', 'TASK-002'],
  ['id: TASK-1', undefined, 'TASK-1'],
])('%s', (line, code, id) => {
  const read = parse(
    '---',
    line,
    'title: T',
    'status: active',
    'priority: low',
    '---',
    '## Acceptance Criteria',
    '- [ ] A',
  );
  expect(read.id).toBe(id);
  expect(codes(read)).toEqual(code === undefined ? [] : [code]);
});

test('a blank and # cut a title silently, which is told', () => {
  const read = parse('---', 'id: TASK-001', 'title: Fix issue #12 in web', 'status: active', 'priority: low', '---');
  expect(read.title).toBe('Fix issue');
  expect(codes(read)).toContain('title-cut');
});

test.each([
  ['priority: critical', 'critical'],
  ['priority: P0', 'critical'],
  ['priority: High', 'high'],
  ['priority: p3', 'low'],
  ['priority: urgent', 'medium'],
  ['priority: constructor', 'medium'],
])('%s counts as %s', (line, priority) => {
  expect(parse('---', line, '---').priority).toBe(priority);
});

test.each([
  [['verify: none'], 'none', []],
  [['verify: pods'], undefined, ['verify-unknown']],
  [['verify:', '  pods: [a]'], { namespaces: [] }, ['verify-unknown']],
  [['verify:', '  namespaces: { a: b }'], { namespaces: [] }, ['verify-unknown']],
  [['verify:', '  workloads: [[a], web]'], { workloads: ['web'] }, ['verify-unknown']],
  [['verify:', '  namespaces: [shop', 'owner: @a'], undefined, ['verify-unknown', 'front-matter-yaml']],
  [['verify: none', 'owner: @a'], 'none', ['front-matter-yaml']],
  [
    ['verify:', '  workloads: [deployment/web]', '  flux: [apps]'],
    { workloads: ['deployment/web'], flux: ['apps'] },
    [],
  ],
] as const)('%j', (fields, expected, expectedCodes) => {
  const read = task({ id: 'TASK-001', fields });
  if (expected === undefined || expected === 'none') expect(read.verify).toBe(expected);
  else expect(read.verify).toMatchObject(expected);
  expect(codes(read)).toEqual(expectedCodes);
});

test.each(['human-action', 'human_action', 'Human Action'])('type: %s is a task for a person', (type) => {
  expect(task({ id: 'TASK-001', fields: [`type: ${type}`] }).isHumanAction).toBe(true);
});

test('an alias bomb is read in no time', () => {
  const bomb = [
    'a: &a [x, x]',
    ...'bcdefghijklmnop'.split('').map((key, at) => `${key}: &${key} [${`*${'abcdefghijklmno'[at]}, `.repeat(9)}]`),
  ];
  const started = process.cpuUsage();
  task({ id: 'TASK-001', fields: [...bomb, 'labels: *p'] });
  expect(cpuMsSince(started)).toBeLessThan(1000);
});

test.each([
  ['title: "Backend" service: crash loop', 'Backend" service: crash loop'],
  ['title: [WIP] Foo: bar', '[WIP] Foo: bar'],
])('two fields on one line are no YAML: %s', (line, title) => {
  const read = parse(
    '---',
    'id: TASK-001',
    line,
    'status: active',
    'priority: low',
    '---',
    '## Acceptance Criteria',
    '- [ ] A',
  );
  expect(codes(read)).toContain('front-matter-yaml');
  expect(read.title).toContain(title.slice(-8));
  expect(read.status).toBe('active');
});

test.each([
  ['quoted keys', ['"id": TASK-001', "'title': One"]],
  ['a nested mapping', ['id: TASK-001', 'title: One', 'verify:', '  namespaces: [shop]']],
  ['a merged mapping', ['id: TASK-001', 'title: One', 'base: &b {owner: me}', '<<: *b']],
])('no two fields on one line: %s', (_, lines) => {
  const read = parse('---', ...lines, 'status: active', 'priority: low', '---', '## Acceptance Criteria', '- [ ] A');
  expect(codes(read)).not.toContain('front-matter-yaml');
});

test('a long list of labels takes no time', () => {
  const start = process.cpuUsage();
  parse('---', `labels: [${'a,'.repeat(30_000)}]`, '---');
  expect(cpuMsSince(start)).toBeLessThan(2000);
});

test.each([
  ['depend_on: TASK-002', 'depends_on'],
  ['dependson: TASK-002', 'depends_on'],
  ['dependsOn: TASK-002', 'depends_on'],
  ['depends-on: TASK-002', 'depends_on'],
  ['blocked-by: TASK-002', 'blocked_by'],
  ['blockedBy: TASK-002', 'blocked_by'],
  ['blocked_bye: TASK-002', 'blocked_by'],
  ['bloks: TASK-002', 'blocks'],
  ['priorty: high', 'priority'],
  ['proirity: high', 'priority'],
  ['lables: [a]', 'labels'],
  ['label: a', 'labels'],
  ['Status: blocked', 'status'],
  ['statsu: blocked', 'status'],
  ['tpye: human-action', 'type'],
  ['stopp: true', 'stop'],
  ['verfy: none', 'verify'],
  ['merge_into: TASK-002', 'merged_into'],
])('the key of %s was meant as %s', (line, meant) => {
  const read = task({ id: 'TASK-001', fields: ['owner: @me', line] });
  const [near] = read.problems.filter(({ code }) => code === 'field-unknown');
  expect(near).toMatchObject({ severity: 'warning', range: { start: 6, end: 7 } });
  expect(near?.message).toBe(`"${line.slice(0, line.indexOf(':'))}" means nothing here. Did you mean ${meant}?`);
});

test('other keys are the business of their authors', () => {
  const keys = [
    ...['created', 'updated', 'assignee', 'completed', 'completion', 'resolution', 'retrospective', 'estimated_time'],
    ...['owner', 'tags', 'state', 'stage', 'step', 'steps', 'time', 'date', 'due', 'epic', 'parent', 'kind', 'name'],
    ...['component', 'severity', 'effort', 'points', 'url', 'link', 'links', 'notes', 'author', 'reviewer', 'is', 'ip'],
    ...['dependencies', 'depends', 'related', 'relates_to', 'blockers', 'milestone', 'version', 'cluster', 'context'],
    ...['namespace', 'environment', 'env', 'team', 'area', 'scope', 'slug', 'layout', 'draft', 'weight', 'categories'],
    ...['verified', 'verification', 'titles', 'topic', 'summary', 'description', 'started', 'closed', 'estimate', 'db'],
  ];
  const read = task({ id: 'TASK-001', fields: keys.map((key) => `${key}: x`) });
  expect(read.problems).toEqual([]);
});
