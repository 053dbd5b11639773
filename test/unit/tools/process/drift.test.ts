import { expect, test } from 'vitest';
import type { Management } from '../../../../src/cluster/flux-managed.ts';
import { describeChange } from '../../../../src/tools/process/drift.ts';

const change = (exitCode: number | null = 0) => ({
  text: 'kubectl scale deploy web --replicas=3',
  targets: [],
  files: [],
  namespace: undefined,
  isComplete: true,
  isInContainer: false,
  exitCode,
});
const web: Management = { object: 'Deployment shop/web', managed: 'yes', by: 'Kustomization flux-system/apps' };
const api: Management = { object: 'Deployment shop/api', managed: 'no' };
const gone: Management = { object: 'pod shop/gone', managed: 'unknown' };
const start = 'Changed on the cluster directly: kubectl scale deploy web --replicas=3.';

test.each([
  [
    [web],
    `${start} Flux will revert it: Deployment shop/web belongs to Kustomization flux-system/apps; change its manifest instead.`,
  ],
  [[api], `${start} Flux does not manage Deployment shop/api; git cannot take that back.`],
  [[gone], `${start} Flux may manage pod shop/gone, and reverts it then.`],
  [undefined, `${start} Flux may manage what it changed, and reverts it then.`],
  [[], `${start} Flux may manage what it changed, and reverts it then.`],
])('%j', (managements, note) => {
  expect(describeChange(change(), managements)).toBe(note);
});

test('all three at once, of a command that failed', () => {
  expect(describeChange(change(1), [web, api, gone])).toBe(
    'Changed on the cluster directly (exit 1, so perhaps only in part): kubectl scale deploy web --replicas=3. ' +
      'Flux will revert it: Deployment shop/web belongs to Kustomization flux-system/apps; change its manifest instead. ' +
      'Flux may manage pod shop/gone, and reverts it then. Flux does not manage Deployment shop/api; git cannot take that back.',
  );
});

test('what ran in a container', () => {
  expect(
    describeChange({ ...change(), text: 'kubectl exec web -- rm -rf /data', isInContainer: true }, undefined),
  ).toBe(
    'Ran in a container of the cluster: kubectl exec web -- rm -rf /data. Neither git nor Flux takes back what it changed there.',
  );
});
