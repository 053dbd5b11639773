import { describe, expect, test } from 'vitest';
import manifest from '../../../../package.json' with { type: 'json' };
import {
  type Diagnosis,
  diagnosisReport,
  diagnosisSchema,
  diagnosisText,
  type Finding,
  findingPicks,
  mendOf,
  mendTitle,
} from '../../../../src/editor/doctor/diagnosis.ts';
import { checkTasks } from '../../../../src/workflow/doctor/check-work.ts';
import { fine, refused, skipped } from '../../../../src/workflow/doctor/finding.ts';

const broken = (check: string, message: string, status: Finding['status'] = 'failed'): Finding => ({
  ...{ check, status, message, remedy: 'Do it.' },
});
const diagnosis: Diagnosis = diagnosisSchema.parse({
  healthy: false,
  findings: [
    fine('git', 'On main.'),
    {
      ...refused('codex', 'Codex is not logged in (no key). Run `codex login`, or set CODEX_API_KEY.'),
      lacks: 'login',
    },
    skipped('registry', 'No task states verify.images.'),
    broken('tasks', '1 warning.', 'warning'),
  ],
});

describe('what can be mended here', () => {
  test.each([
    [diagnosis.findings[1], { kind: 'logIn' }],
    [broken('codex', 'There is no codex on PATH.'), { kind: 'setting', setting: 'codexPath' }],
    [broken('codex', '0.1 is older than 0.169.', 'warning'), undefined],
    [{ ...broken('git', 'In whatever words.'), lacks: 'repository' }, { kind: 'initGit' }],
    [broken('git', 'A merge is going on.'), undefined],
    [broken('config', 'It is no JSON.'), { kind: 'openConfig' }],
    [broken('context', 'None is recorded.'), { kind: 'setting', setting: 'context' }],
    [broken('cluster', 'It does not answer.'), { kind: 'setting', setting: 'kubeconfig' }],
    [broken('tasks', '2 errors.'), { kind: 'lint' }],
    [checkTasks({ tasks: [], humanActions: [], problems: [], hasTasksFolder: false }), { kind: 'initialize' }],
    [broken('registry', 'It does not answer.'), undefined],
    [fine('codex', 'Codex 1.'), undefined],
  ] as const)('%j', (finding, mend) => {
    expect(finding).toBeDefined();
    if (finding !== undefined) expect(mendOf(finding)).toEqual(mend);
  });

  test('names settings that there are', () => {
    for (const setting of ['codexPath', 'context', 'kubeconfig'] as const) {
      const [key = ''] = /agentToolkit\.\w+/.exec(mendTitle({ kind: 'setting', setting })) ?? [];
      expect(manifest.contributes.configuration.flatMap(({ properties }) => Object.keys(properties))).toContain(key);
    }
  });
});

test('what has to be mended comes first, and says so without its icon', () => {
  expect(findingPicks(diagnosis).map(({ label, description }) => [label, description])).toEqual([
    ['$(error) codex', 'to mend'],
    ['$(warning) tasks', 'to look at'],
    ['$(pass) git', 'in order'],
    ['$(circle-slash) registry', 'not looked at'],
  ]);
  expect(findingPicks(diagnosis)[0]?.detail).toBe(
    'Codex is not logged in (no key). → Run `codex login`, or set CODEX_API_KEY.',
  );
});

test('the sum is one line, and the report has all', () => {
  expect(diagnosisText(diagnosis, 'shop')).toBe('shop: 1 to mend, 1 to look at.');
  expect(diagnosisText({ healthy: true, findings: [fine('git', 'On main.')] }, 'shop')).toBe('shop is ready.');
  expect(diagnosisReport(diagnosis, 'shop')).toContain(
    '## codex: to mend\n\nCodex is not logged in (no key).\n\nTo do: Run `codex login`, or set CODEX_API_KEY.\n',
  );
});
