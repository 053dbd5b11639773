import { expect, test } from 'vitest';
import { doctorReport } from '../../../../src/cli/doctor-report.ts';
import { styleFor } from '../../../../src/cli/style.ts';
import { isOlderCodex } from '../../../../src/codex/version.ts';
import { doubtful, failed, fine, refused, skipped } from '../../../../src/workflow/doctor/finding.ts';
import { createTestHost } from '../../../support/cli-host.ts';

test.each([
  ['A. B.', 'A.', 'B.'],
  ['The file a.b.json is odd. Mend it,\n  then run again.', 'The file a.b.json is odd.', 'Mend it, then run again.'],
  [
    'Codex is not logged in (Not logged in). Run `codex login`, or set CODEX_API_KEY.',
    'Codex is not logged in (Not logged in).',
    'Run `codex login`, or set CODEX_API_KEY.',
  ],
  ['git was not found on PATH', 'git was not found on PATH', 'Mend what it says, then look again.'],
])('%j: what is wrong, and what to do', (words, message, remedy) => {
  expect(refused('git', words)).toEqual({ check: 'git', status: 'failed', message, remedy });
});

test.each([
  ['codex-cli 0.168.9', true],
  ['codex-cli 0.169.0', false],
  ['codex-cli 0.170.0-alpha.1', false],
  ['codex-cli 1.0.0', false],
  ['codex', undefined],
])('%s is older than 0.169: %s', (version, older) => {
  expect(isOlderCodex(version, [0, 169])).toBe(older);
});

const findings = [
  fine('git', 'On main, in /home/me/a/long/path/to/the/repository.'),
  failed('codex', 'Codex is not logged in.', 'Run `codex login`, or set CODEX_API_KEY.'),
  doubtful('flux', 'There is no Flux.', 'Install it.'),
  skipped('registry', 'No task states verify.images.'),
];

test('each check with what to do below it, and the sum', () => {
  const text = doctorReport({ healthy: false, findings }, styleFor(createTestHost().stdout, { LANG: 'C.UTF-8' }));
  expect(text.split('\n')).toEqual([
    '✔ git      On main, in /home/me/a/long/path/to/the/repository.',
    '✖ codex    Codex is not logged in.',
    '           → Run `codex login`, or set CODEX_API_KEY.',
    '! flux     There is no Flux.',
    '           → Install it.',
    '- registry No task states verify.images.',
    '',
    '✖ 1 to mend, 1 to look at.',
    '',
  ]);
});

test('no line is wider than a terminal of 40 columns', () => {
  const host = createTestHost({ terminal: true, columns: 40 });
  const text = doctorReport({ healthy: false, findings }, styleFor(host.stdout, { LANG: 'C.UTF-8', NO_COLOR: '1' }));
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
});
