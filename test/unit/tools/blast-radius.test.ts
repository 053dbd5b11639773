/** What people are told of what a task may change. */
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import type { BlastRadius } from '../../../src/cluster/changes/blast-radius.ts';
import { blastRadiusAmong, blastRadiusLines } from '../../../src/tools/blast-radius.ts';
import { temporaryRepository } from '../../support/temporary-repository.ts';

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

test('paths of a related repository count as well, whichever way they are written', async () => {
  const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n';
  const tasks = temporaryRepository({ 'tasks/active/TASK-001.md': '' });
  const manifests = temporaryRepository({ 'apps/web.yaml': deployment }, { name: 'shop-manifests' });
  try {
    const own = { root: tasks.root, gitDir: `${tasks.root}/.git`, commonDir: `${tasks.root}/.git` };
    const path = `${relative(tasks.root, manifests.root)}/apps/web.yaml`;
    const wanted = { paths: [path], namespaces: ['shop'] };
    const others = [manifests.root, '/nonexistent'];
    for (const text of [
      path,
      `In \`${manifests.root}/apps/web.yaml\``,
      'shop-manifests/apps/web.yaml',
      'apps/web.yaml',
    ]) {
      expect(await blastRadiusAmong(own, others, text)).toMatchObject(wanted);
    }
    expect(await blastRadiusAmong(own, others, 'nothing')).toMatchObject({
      paths: [],
      unknown: ['No path of this repository is named, so what changes in the cluster cannot be told.'],
    });
  } finally {
    tasks.remove();
    manifests.remove();
  }
});
