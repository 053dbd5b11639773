/** One table of rules by kind, and the one function that judges any object by them. */
import { groupKindOf } from '../group-kind.ts';
import type { KubeObject } from '../kube-object.ts';
import { anyKindHealth } from './any-kind.ts';
import type { Around, Known } from './around.ts';
import { autoscalerHealth } from './autoscaler.ts';
import { cronJobHealth } from './cron-job.ts';
import { daemonSetHealth } from './daemon-set.ts';
import { disruptionBudgetHealth } from './disruption-budget.ts';
import { endpointSliceHealth } from './endpoint-slice.ts';
import { fluxHealth, staticFluxHealth } from './flux/flux.ts';
import { helmReleaseHealth } from './flux/helm-release.ts';
import { kustomizationHealth } from './flux/kustomization.ts';
import { helmRepositoryHealth, sourceHealth } from './flux/source.ts';
import { gatewayHealth, routeHealth } from './gateway.ts';
import { type Health, unknown } from './health.ts';
import { withOwnPods } from './held-up.ts';
import { ingressHealth } from './ingress.ts';
import { jobHealth } from './job.ts';
import { namespaceHealth } from './namespace.ts';
import { nodeHealth } from './node.ts';
import { podHealth } from './pod.ts';
import { podCircumstances } from './pod-circumstances.ts';
import {
  chartOf,
  ingressCircumstances,
  isClassMissing,
  serviceOfSlice,
  sourceOf,
  storageClassOf,
} from './related-circumstances.ts';
import { deploymentHealth, replicaSetHealth } from './replicas.ts';
import { resourceDefinitionHealth } from './resource-definition.ts';
import { serviceHealthAround } from './service-circumstances.ts';
import { statefulSetHealth } from './stateful-set.ts';
import { volumeClaimHealth } from './volume-claim.ts';

type Rule = (object: KubeObject, around: Around) => Health;

/** By `Kind.group`, each with what it is told of the objects around. */
const rules: Readonly<Record<string, Rule>> = {
  Pod: (pod, around) => podHealth(pod, podCircumstances(pod, around)),
  'Deployment.apps': withOwnPods(deploymentHealth),
  'ReplicaSet.apps': withOwnPods(replicaSetHealth),
  ReplicationController: withOwnPods(replicaSetHealth),
  'StatefulSet.apps': withOwnPods(statefulSetHealth),
  'DaemonSet.apps': withOwnPods(daemonSetHealth),
  'Job.batch': jobHealth,
  'CronJob.batch': (cronJob, { objects }) => {
    const isWhole = !objects.mayLack('Job.batch', cronJob.metadata?.namespace ?? '');
    return cronJobHealth(cronJob, objects.ownedBy(cronJob, 'Job.batch'), isWhole);
  },
  PersistentVolumeClaim: (claim, { objects }) =>
    volumeClaimHealth(claim, {
      storageClass: storageClassOf(claim, objects),
      isClassMissing: isClassMissing(claim, objects),
      events: objects.eventsAbout(claim),
    }),
  Service: serviceHealthAround,
  'EndpointSlice.discovery.k8s.io': (slice, { objects }) => endpointSliceHealth(slice, serviceOfSlice(slice, objects)),
  'Ingress.networking.k8s.io': (ingress, around) => ingressHealth(ingress, ingressCircumstances(ingress, around)),
  'GatewayClass.gateway.networking.k8s.io': gatewayHealth,
  'Gateway.gateway.networking.k8s.io': gatewayHealth,
  ...Object.fromEntries(
    ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) => [
      `${kind}.gateway.networking.k8s.io`,
      routeHealth,
    ]),
  ),
  'HorizontalPodAutoscaler.autoscaling': (autoscaler, { now, grace }) =>
    autoscalerHealth(autoscaler, now, grace.metricsMs),
  'PodDisruptionBudget.policy': disruptionBudgetHealth,
  'CustomResourceDefinition.apiextensions.k8s.io': resourceDefinitionHealth,
  Node: (node, { now, grace }) => nodeHealth(node, now, grace.nodeMs),
  Namespace: namespaceHealth,
  'GitRepository.source.toolkit.fluxcd.io': sourceHealth,
  'OCIRepository.source.toolkit.fluxcd.io': sourceHealth,
  'Bucket.source.toolkit.fluxcd.io': sourceHealth,
  'HelmChart.source.toolkit.fluxcd.io': sourceHealth,
  'HelmRepository.source.toolkit.fluxcd.io': helmRepositoryHealth,
  'Kustomization.kustomize.toolkit.fluxcd.io': (object, { objects, holdsPush }) =>
    kustomizationHealth(object, { source: sourceOf(object, objects), holdsPush }),
  'HelmRelease.helm.toolkit.fluxcd.io': (object, { objects }) =>
    helmReleaseHealth(object, {
      events: objects.eventsIn(object.metadata?.namespace ?? ''),
      chart: chartOf(object, objects),
    }),
  // Read by the notification controller when it needs them; it gives them no status since v1beta3.
  'Alert.notification.toolkit.fluxcd.io': staticFluxHealth,
  'Provider.notification.toolkit.fluxcd.io': staticFluxHealth,
  // Written by other controllers, each with the status that it likes.
  'ExternalArtifact.source.toolkit.fluxcd.io': anyKindHealth,
};

/** What is known, made ready for judging: each object is judged once, and a broken one takes no other with it. */
export function aroundOf(known: Known): Around {
  const judged = new Map<KubeObject, Health>();
  const around: Around = {
    ...known,
    healthOf: (object) => {
      const health = judged.get(object) ?? soundHealth(object, around);
      judged.set(object, health);
      return health;
    },
  };
  return around;
}

/** A list where a text should be, or the like: what a server never says, and a file may. */
function soundHealth(object: KubeObject, around: Around): Health {
  try {
    const health = healthOf(object, around);
    const { reason, message, notes = [] } = health;
    if ([reason, message, ...notes].every((text) => typeof text === 'string')) return health;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return unknown('Malformed', 'has fields of other types than its kind gives them');
}

/** The health of an object by its kind's rule, by Flux's common rule, or by the rule for any kind. Pure. */
function healthOf(object: KubeObject, around: Around): Health {
  const kind = groupKindOf(object);
  const rule = rules[kind] ?? (kind.endsWith('.toolkit.fluxcd.io') ? fluxHealth : anyKindHealth);
  return rule(object, around);
}
