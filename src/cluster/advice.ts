/** The probable cause of a failure and what to do about it, by reason and message. Pure. */
import { clusterRules, namespaceRules } from './advice/cluster-rules.ts';
import { generalRules, lateRules } from './advice/general-rules.ts';
import { networkRules } from './advice/network-rules.ts';
import { podRules } from './advice/pod-rules.ts';
import { workloadRules } from './advice/workload-rules.ts';
import { fluxRules } from './flux/flux-advice.ts';
import { type ObjectRef, refText } from './kube-object.ts';

export interface Advice {
  readonly cause: string;
  readonly remedy: string;
}

export interface AdviceRule {
  readonly reason: RegExp;
  /** Narrows the rule by the kind of the object. */
  readonly kind?: RegExp;
  /** Narrows the rule by what the message says. */
  readonly message?: RegExp;
  readonly cause: string;
  /** NS, NAME and KIND stand for the object's, IMAGE for the image that the message names. */
  readonly remedy: string;
}

/** Kinds that have no namespace. */
const clusterWide =
  /^(Node|Namespace|PersistentVolume|StorageClass|IngressClass|PriorityClass|RuntimeClass|CustomResourceDefinition|APIService|ClusterRole|ClusterRoleBinding|ClusterIssuer|(Validating|Mutating)WebhookConfiguration)$/;

/** The first rule that fits counts: special ones stand before general ones. */
const rules: readonly AdviceRule[] = [
  ...fluxRules,
  ...podRules,
  ...networkRules,
  ...namespaceRules,
  ...generalRules,
  ...clusterRules,
  ...workloadRules,
  ...lateRules,
];

/** Cause and remedy for an object. A reason that no rule knows gets the general one. */
export function adviceFor(ref: ObjectRef, reason: string, message: string): Advice {
  const rule = rules.find(
    (candidate) =>
      candidate.reason.test(reason) &&
      (candidate.kind?.test(ref.kind) ?? true) &&
      (candidate.message?.test(message) ?? true),
  );
  const cause = rule?.cause ?? `${refText(ref)} reports ${reason}.`;
  const remedy = rule?.remedy ?? 'Look at `kubectl -n NS describe KIND NAME`.';
  const isClusterWide = ref.namespace === '' || clusterWide.test(ref.kind);
  const image = /\(image (\S+)\)/.exec(message)?.[1];
  const fill = (text: string) =>
    text
      .replaceAll(image === undefined ? 'IMAGE ' : 'IMAGE', image ?? '')
      .replaceAll(isClusterWide ? '-n NS ' : 'NS', isClusterWide ? '' : ref.namespace)
      .replaceAll('NAME', ref.name)
      .replaceAll('KIND', ref.kind.toLowerCase());
  return { cause: fill(cause), remedy: fill(remedy) };
}
