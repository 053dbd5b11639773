import { expect, test } from 'vitest';
import type { ProblemView } from '../../../src/backlog/show/item-view.ts';
import { lintReport } from '../../../src/cli/lint-report.ts';
import { styleFor } from '../../../src/cli/style.ts';
import { createTestHost } from '../../support/cli-host.ts';
import { cpuMsSince } from '../../support/cpu-time.ts';

const { stdout } = createTestHost();
const style = styleFor(stdout, { LANG: 'C.UTF-8' });

const problem = (place: string, rest: Partial<ProblemView> = {}): ProblemView => {
  const [file = '', line = '1'] = place.split(':');
  const lines = { line: Number(line), end_line: Number(line) };
  return { file, ...lines, severity: 'warning', code: 'title-missing', message: 'No title.', ...rest };
};

test('problems stand grouped by file, with what can be mended and a summary', () => {
  const problems = [
    problem('tasks/active/TASK-001.md:3', {
      severity: 'error',
      code: 'front-matter-yaml',
      message: 'No YAML.',
      fix: 'Quote it',
    }),
    problem('tasks/active/TASK-001.md:12'),
    problem('tasks/backlog/TASK-002.md:1', { severity: 'info', code: 'status-outdated', message: 'It is ready.' }),
  ];
  expect(lintReport(problems, { files: 40, mendable: 1 }, style)).toMatchInlineSnapshot(`
    "tasks/active/TASK-001.md:3   error    front-matter-yaml  No YAML.  (fix: Quote it)
    tasks/active/TASK-001.md:12  warning  title-missing      No title.

    tasks/backlog/TASK-002.md:1  info     status-outdated  It is ready.

    ✖ 1 error, 1 warning, 1 note in 40 files; --fix mends 1.
    "
  `);
});

test.each([
  [[], { files: 1 }, '✔ No problems in 1 file.\n'],
  [[problem('a')], { files: 2 }, '! 0 errors, 1 warning in 2 files.\n'],
  [[problem('a', { severity: 'info' })], { files: 2 }, '✔ 0 errors, 0 warnings, 1 note in 2 files.\n'],
  [
    [problem('a', { severity: 'error' }), problem('b'), problem('b:2')],
    { files: 2 },
    '✖ 1 error, 2 warnings in 2 files.\n',
  ],
  [
    [],
    { files: 3, mended: [problem('a:2'), problem('a:3')] },
    'Mended 2 problems in 1 file.\n✔ No problems in 3 files.\n',
  ],
  [[], { files: 3, mended: [] }, '✔ No problems in 3 files.\n'],
  [[problem('a', { fix: 'A' })], { files: 1, mendable: 1 }, '! 0 errors, 1 warning in 1 file; --fix mends 1.\n'],
  [
    [problem('a', { fix: 'A' })],
    { files: 1, mendable: 2 },
    '! 0 errors, 1 warning in 1 file; --fix mends 2, one of which shows only then.\n',
  ],
  [
    [problem('a', { fix: 'A' })],
    { files: 1, mendable: 3 },
    '! 0 errors, 1 warning in 1 file; --fix mends 3, 2 of which show only then.\n',
  ],
])('the summary %#', (problems, summary, expected) => {
  expect(lintReport(problems, summary, style).split('\n\n').at(-1)).toBe(expected);
});

test('10,000 problems are written in one go and in a moment', () => {
  const problems = Array.from({ length: 10_000 }, (_, index) => problem(`tasks/active/TASK-${index}.md:1`));
  const start = process.cpuUsage();
  expect(lintReport(problems, { files: 10_000 }, style).split('\n')).toHaveLength(20_002);
  expect(cpuMsSince(start)).toBeLessThan(2000);
});
