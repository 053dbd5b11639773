/** What people are told of what a task may change. */
import { expect, test } from 'vitest';
import type { BlastRadius } from '../../../src/cluster/changes/blast-radius.ts';
import { blastRadiusLines } from '../../../src/tools/blast-radius.ts';

const nothing: BlastRadius = { paths: [], kustomizations: [], releases: [], namespaces: [], unknown: [] };
const named = { ...nothing, paths: ['apps/web'] };

test.each<[string, BlastRadius | undefined, string[]]>([
  ['no commit', undefined, ['What TASK-001 may change in the cluster cannot be told: there is no commit yet.']],
  ['nothing deployed', named, ['TASK-001 names: apps/web', 'Nothing of this is deployed, as far as the files tell.']],
  [
    'all of it',
    {
      ...named,
      kustomizations: ['flux-system/apps'],
      namespaces: Array.from({ length: 10 }, (_, index) => `n${index}`),
    },
    [
      'TASK-001 names: apps/web',
      'Kustomizations: flux-system/apps',
      'HelmReleases: none found',
      'Namespaces: n0, n1, n2, n3, n4, n5, n6, n7 and 2 more',
    ],
  ],
  [
    'not all is known',
    { ...nothing, unknown: ['A.', 'B.', 'C.', 'D.', 'E.'] },
    ['Not known: A.', 'Not known: B.', 'Not known: C.', 'Not known: 2 more of the kind.'],
  ],
])('%s', (_name, radius, wanted) => {
  expect(blastRadiusLines('TASK-001', radius)).toEqual(wanted);
});
