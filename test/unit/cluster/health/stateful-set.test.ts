/** The rule of StatefulSet, case by case. */
import { expect, test } from 'vitest';
import type { Verdict } from '../../../../src/cluster/health/health.ts';
import { statefulSetHealth } from '../../../../src/cluster/health/stateful-set.ts';
import type { StatefulSet } from '../../../../src/cluster/kube-object.ts';

type Spec = NonNullable<StatefulSet['spec']>;
type Status = NonNullable<StatefulSet['status']>;

const set = (spec: Spec = {}, status: Status = {}): StatefulSet => ({
  kind: 'StatefulSet',
  metadata: { namespace: 'shop', name: 'db', generation: 1 },
  spec: { replicas: 3, ...spec },
  status: {
    observedGeneration: 1,
    readyReplicas: 3,
    availableReplicas: 3,
    updatedReplicas: 3,
    currentRevision: 'db-2',
    updateRevision: 'db-2',
    ...status,
  },
});
const partition = (value: number): Spec => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: value } },
});
const onDelete: Spec = { updateStrategy: { type: 'OnDelete' } };

const cases: readonly [string, StatefulSet, Verdict, number][] = [
  ['all there', set(), 'healthy', 0],
  ['one not ready', set({}, { readyReplicas: 2 }), 'progressing', 0],
  ['one not available', set({}, { availableReplicas: 2 }), 'progressing', 0],
  ['not all updated', set({}, { updatedReplicas: 2 }), 'progressing', 0],
  ['all updated, revision not current yet', set({}, { currentRevision: 'db-1' }), 'progressing', 0],
  [
    'partition 2: one updated is enough',
    set(partition(2), { updatedReplicas: 1, currentRevision: 'db-1' }),
    'healthy',
    1,
  ],
  ['partition 2: none updated', set(partition(2), { updatedReplicas: 0, currentRevision: 'db-1' }), 'progressing', 0],
  ['OnDelete, updated by nobody', set(onDelete, { updatedReplicas: 0, currentRevision: 'db-1' }), 'healthy', 1],
  ['OnDelete, one not ready', set(onDelete, { readyReplicas: 2 }), 'progressing', 0],
  ['not observed', set({}, { observedGeneration: 0 }), 'progressing', 0],
];

test.each(cases)('%s', (_name, object, verdict, notes) => {
  const health = statefulSetHealth(object);
  expect(health.verdict).toBe(verdict);
  expect(health.notes ?? []).toHaveLength(notes);
});
