/** Every case of every kind, judged as objects of a cluster, and again after they were written as YAML and JSON. */
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readDump } from '../../../../src/cluster/dump/read-dump.ts';
import type { Known } from '../../../../src/cluster/health/around.ts';
import type { Health } from '../../../../src/cluster/health/health.ts';
import { RelatedObjects } from '../../../../src/cluster/health/related-objects.ts';
import { aroundOf } from '../../../../src/cluster/health/rules.ts';
import type { KubeObject } from '../../../../src/cluster/kube-object.ts';
import { anyKindCases } from './cases/any-kind.ts';
import { autoscalerCases } from './cases/autoscaler.ts';
import { type Case, now } from './cases/case.ts';
import { disruptionBudgetCases, namespaceCases, nodeCases, resourceDefinitionCases } from './cases/cluster-kinds.ts';
import { daemonSetCases } from './cases/daemon-set.ts';
import { deploymentCases, replicaSetCases } from './cases/deployment.ts';
import { fluxObjectCases, fluxSourceCases } from './cases/flux.ts';
import { helmReleaseCases } from './cases/helm-release.ts';
import { ingressCases } from './cases/ingress.ts';
import { cronJobCases, jobCases } from './cases/job.ts';
import { kustomizationCases } from './cases/kustomization.ts';
import { podCases } from './cases/pod.ts';
import { endpointSliceCases, serviceCases } from './cases/service.ts';
import { statefulSetCases } from './cases/stateful-set.ts';
import { volumeClaimCases } from './cases/volume-claim.ts';

const tables: Readonly<Record<string, readonly Case[]>> = {
  Pod: podCases,
  Deployment: deploymentCases,
  ReplicaSet: replicaSetCases,
  StatefulSet: statefulSetCases,
  DaemonSet: daemonSetCases,
  Job: jobCases,
  CronJob: cronJobCases,
  PersistentVolumeClaim: volumeClaimCases,
  Service: serviceCases,
  EndpointSlice: endpointSliceCases,
  Ingress: ingressCases,
  HorizontalPodAutoscaler: autoscalerCases,
  PodDisruptionBudget: disruptionBudgetCases,
  CustomResourceDefinition: resourceDefinitionCases,
  Node: nodeCases,
  Namespace: namespaceCases,
  'sources of Flux': fluxSourceCases,
  Kustomization: kustomizationCases,
  HelmRelease: helmReleaseCases,
  'other objects of Flux': fluxObjectCases,
  'any other kind': anyKindCases,
};

function healthOf(object: KubeObject, related: readonly KubeObject[], known: Case['known']): Health {
  const all: Known = {
    now,
    grace: { pullMs: 30_000, schedulingMs: 60_000, metricsMs: 60_000, nodeMs: 60_000 },
    earlier: { pullTroubleSince: () => undefined, restartsBefore: () => ({}) },
    needsAddress: () => false,
    answeringHosts: new Set(),
    holdsPush: undefined,
    ...known,
    objects: new RelatedObjects([object, ...related], { partial: true }),
  };
  return aroundOf(all).healthOf(object);
}

/** What a case looks like when its objects went through a file. */
function reread(objects: readonly KubeObject[], write: (value: unknown) => string): readonly KubeObject[] {
  const {
    objects: read,
    faults,
    skipped,
  } = readDump(Buffer.from(write({ apiVersion: 'v1', kind: 'List', items: objects })));
  expect({ faults, skipped }).toEqual({ faults: [], skipped: [] });
  return read;
}

const written: Readonly<Record<string, (value: unknown) => string>> = {
  'YAML as kubectl writes it': (value) =>
    stringify(value, { lineWidth: 80, indentSeq: false, aliasDuplicateObjects: false }),
  JSON: (value) => JSON.stringify(value, null, 4),
};

for (const [kind, cases] of Object.entries(tables)) {
  describe(kind, () => {
    test.each(cases.map((one) => [one.name, one] as const))(
      '%s',
      (_name, { object, related = [], known, is, says }) => {
        const health = healthOf(object, related, known);
        expect(`${health.verdict} ${health.reason}`).toBe(is);
        const { message, notes = [] } = health;
        if (says !== undefined) expect([message, ...notes].join('; ')).toContain(says);
        for (const [format, write] of Object.entries(written)) {
          const [first, ...others] = reread([object, ...related], write);
          expect({ format, health: healthOf(first ?? {}, others, known) }).toEqual({ format, health });
        }
      },
    );
  });
}

test('no two cases of a kind have the same name, and there are as many objects as were asked for', () => {
  const names = Object.entries(tables).flatMap(([kind, cases]) => cases.map(({ name }) => `${kind}: ${name}`));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(200);
});
