// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is what Flux substitutes.
/** What is said of builds of changed kustomizations. */
import { expect, test } from 'vitest';
import { buildFindings, type ChangedBuild } from '../../../../src/cluster/changes/build-findings.ts';

const build = (more: Partial<ChangedBuild> = {}): ChangedBuild => ({
  ...{ name: 'apps/shop', ending: 'built', objects: 2, problems: [], wasSo: false, notes: [] },
  ...more,
});
const problems = ['apps/shop does not build: no such file.'];

test.each<[string, ChangedBuild, string, string, { reason: string; scope: string } | undefined]>([
  ['built', build(), 'pass', 'builds: 2 objects', undefined],
  ['one object', build({ objects: 1 }), 'pass', 'builds: 1 object', undefined],
  ['failed', build({ ending: 'failed', problems }), 'fail', problems.join(), { reason: 'BuildFailed', scope: 'task' }],
  [
    'as before',
    build({ ending: 'failed', problems, wasSo: true }),
    ...(['warn', problems.join(), { reason: 'BuildFailed', scope: 'external' }] as const),
  ],
  [
    'what Flux would not take',
    build({ problems: ['x: post-build substitution fails.'] }),
    ...(['fail', 'x: post-build substitution fails.', { reason: 'SubstitutionFailed', scope: 'task' }] as const),
  ],
  [
    'out of time',
    build({ ending: 'unfinished' }),
    ...(['skipped', 'not built in time', { reason: 'NotBuilt', scope: 'external' }] as const),
  ],
])('%s', (_name, one, status, actual, failure) => {
  const { checks, failures, isSupporting, isUnread } = buildFindings([one], 'kustomize build', 7);
  expect(checks).toMatchObject([{ name: 'Kustomize build', object: 'apps/shop', status, actual, duration_ms: 7 }]);
  expect(failures).toMatchObject(failure === undefined ? [] : [failure]);
  expect(isSupporting).toBe(true);
  expect(isUnread).toBe(one.ending === 'unfinished');
});

test('counts and warnings', () => {
  const builds = [
    build({ notes: ['apps/shop: ${x} has no value'] }),
    build({ name: 'b', ending: 'failed', problems, wasSo: true }),
    build({ name: 'c', ending: 'unfinished' }),
  ];
  const { counts, warnings } = buildFindings(builds, 'kustomize build', 0);
  expect(counts).toBe('1 of 2 changed kustomizations build');
  expect(warnings).toEqual([
    'apps/shop: ${x} has no value.',
    'b did not build before the task either, in the same words.',
  ]);
});
