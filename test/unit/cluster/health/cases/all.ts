/** The cases of every kind. */
import { anyKindCases } from './any-kind.ts';
import { autoscalerCases } from './autoscaler.ts';
import type { Case } from './case.ts';
import { disruptionBudgetCases, namespaceCases, nodeCases, resourceDefinitionCases } from './cluster-kinds.ts';
import { daemonSetCases } from './daemon-set.ts';
import { deploymentCases, replicaSetCases } from './deployment.ts';
import { fluxObjectCases, fluxSourceCases } from './flux.ts';
import { gatewayCases } from './gateway.ts';
import { helmReleaseCases } from './helm-release.ts';
import { ingressCases } from './ingress.ts';
import { cronJobCases, jobCases } from './job.ts';
import { kustomizationCases } from './kustomization.ts';
import { podCases } from './pod.ts';
import { endpointSliceCases, serviceCases } from './service.ts';
import { statefulSetCases } from './stateful-set.ts';
import { volumeClaimCases } from './volume-claim.ts';

export const tables: Readonly<Record<string, readonly Case[]>> = {
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
  'Gateway API': gatewayCases,
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
