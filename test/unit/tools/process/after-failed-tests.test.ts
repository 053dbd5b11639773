import { expect, test } from 'vitest';
import { rollsBackByItself } from '../../../../src/tools/process/after-failed-tests.ts';
import { failedResult, nothingResult } from '../../../support/fake-toolbox.ts';

const commits = [{ sha: 'a', subject: 'feat(TASK-001): x', criterion: 'x' }];
const compared = { ...failedResult, changes: [] };
const own = failedResult.causes;
const external = own.map((cause) => ({ ...cause, scope: 'external' as const }));
const broken = own.map((cause) => ({ ...cause, before: 'broken' as const }));
const unknown = own.map((cause) => ({ ...cause, before: 'unknown' as const }));
const failed = { pushed: true, commits, test_result: compared };

test.each([
  [true, 'a failure of the task, after commits of this run that are deployed', failed, 'auto', 'auto'],
  [true, 'among others', { ...failed, test_result: { ...compared, causes: [...external, ...own] } }, 'auto', 'auto'],
  [true, 'pushed by hand under that policy', failed, 'auto', 'afterArchive'],
  [false, 'not asked for', failed, 'offer', 'auto'],
  [false, 'nothing was pushed', { ...failed, pushed: false }, 'auto', 'auto'],
  [false, 'pushed to the branch of a pull request, which nobody deploys', failed, 'auto', 'pullRequest'],
  [
    false,
    'all causes are of others, whatever follows from them',
    { ...failed, test_result: { ...compared, causes: external } },
    'auto',
    'auto',
  ],
  [false, 'this run reached no criterion', { ...failed, commits: [] }, 'auto', 'auto'],
  [
    true,
    'a related repository has commits of it, which are taken back there',
    { ...failed, commits: [{ ...commits[0], repository: '/src/shop' }, ...commits] },
    'auto',
    'auto',
  ],
  [
    false,
    'a related repository alone has commits of it: no box was ticked',
    { ...failed, commits: [{ ...commits[0], repository: '/src/shop' }] },
    'auto',
    'auto',
  ],
  [false, 'it only logged a failure', { ...failed, commits: [{ ...commits[0], criterion: null }] }, 'auto', 'auto'],
  [
    false,
    'the verification was not possible',
    { ...failed, test_result: { ...compared, overall_status: 'blocked' } },
    'auto',
    'auto',
  ],
  [false, 'how the cluster was before is not known', { ...failed, test_result: failedResult }, 'auto', 'auto'],
  [
    false,
    'all that fails did so before',
    { ...failed, test_result: { ...compared, causes: [...broken, ...external] } },
    'auto',
    'auto',
  ],
  [
    false,
    'how some of it was before is not known',
    { ...failed, test_result: { ...compared, causes: [...broken, ...unknown] } },
    'auto',
    'auto',
  ],
  [
    true,
    'one cause came with the run',
    { ...failed, test_result: { ...compared, causes: [...broken, ...own] } },
    'auto',
    'auto',
  ],
  [
    false,
    'a URL failed before, and no cluster is looked at',
    { ...failed, test_result: { ...compared, causes: broken, context: null } },
    'auto',
    'auto',
  ],
  [
    true,
    'no cluster was looked at, so there is nothing to compare',
    { ...failed, test_result: { ...failedResult, context: null } },
    'auto',
    'auto',
  ],
  [false, 'there was nothing to verify', { ...failed, test_result: nothingResult }, 'auto', 'auto'],
  [false, 'nothing was verified', { ...failed, test_result: null }, 'auto', 'auto'],
] as const)('%s: %s', (expected, _what, report, wish, push) => {
  expect(rollsBackByItself(structuredClone(report) as never, wish, push)).toBe(expected);
});
