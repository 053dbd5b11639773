/** What the lint script of a repository says of a verification. */
import { expect, test } from 'vitest';
import type { CommandRun } from '../../../src/cluster/command-outcome.ts';
import { lintFindings } from '../../../src/cluster/lint-outcome.ts';

const run = (status: CommandRun['status'], actual: string, output = ''): CommandRun => ({
  ...{ command: 'make --silent lint', status, actual, output, durationMs: 5 },
});

test.each<[string, CommandRun, string, string[], string[]]>([
  ['passed', run('pass', 'exited with 0'), 'pass', [], []],
  ['found a fault', run('fail', 'exited with 1', 'a.yaml: wrong'), 'fail', ['LintFailed'], []],
  ['did not end', run('fail', 'did not end within 300 s'), 'fail', ['TimedOut'], []],
  [
    'its program is missing',
    run('fail', 'exited with 127', 'sh: 1: yamllint: not found'),
    ...([
      'skipped',
      [],
      [
        'The lint script "make --silent lint" was skipped: a program that it needs cannot be run here (exited with 127: sh: 1: yamllint: not found).',
      ],
    ] satisfies [string, string[], string[]]),
  ],
  [
    'the same in the words of make',
    run('fail', 'exited with 2', 'make: yamllint: No such file or directory\nmake: *** [Makefile:2: lint] Error 127'),
    ...(['skipped', [], [expect.stringContaining('cannot be run here')]] satisfies [string, string[], string[]]),
  ],
  [
    'a fault in the words of make',
    run('fail', 'exited with 2', 'make: *** [Makefile:2: lint] Error 1'),
    ...(['fail', ['LintFailed'], []] satisfies [string, string[], string[]]),
  ],
  [
    'was not run',
    run('skipped', 'nobody may'),
    ...(['skipped', [], ['The lint script "make --silent lint" was skipped: nobody may.']] satisfies [
      string,
      string[],
      string[],
    ]),
  ],
])('%s', (_name, one, status, reasons, warnings) => {
  const found = lintFindings([one]);
  expect(found.checks).toMatchObject([{ name: 'Lint script', object: 'make --silent lint', status }]);
  expect(found.failures.map(({ reason }) => reason)).toEqual(reasons);
  expect(found.warnings).toEqual(warnings);
  expect(found.isSupporting).toBe(true);
});
