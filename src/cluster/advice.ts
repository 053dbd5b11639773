/** The probable cause of a failure and what to do about it, by reason and message. Pure. */
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

const pull = /^(ImagePullBackOff|ErrImagePull|RegistryUnavailable|ImageInspectError)$/;
const crash =
  /^(CrashLoopBackOff|CrashedNotReady|Restarting|Error|OOMKilled|ContainerCannotRun|StartError|RunContainerError)$/;

/** The first rule that fits counts: special ones stand before general ones. */
const rules: readonly AdviceRule[] = [
  ...fluxRules,
  {
    reason: pull,
    message: /manifest unknown|not found|does not exist|no such manifest/i,
    cause: 'The image IMAGE does not exist in the registry: its name or tag is wrong, or it was never pushed.',
    remedy: 'Check name and tag of the image in the manifest, and that the image was built and pushed.',
  },
  {
    reason: pull,
    message: /unauthorized|authentication|denied|forbidden|no basic auth/i,
    cause: 'The registry refuses the credentials of the pull, or there are none.',
    remedy: 'Check imagePullSecrets of the pod or its service account in namespace NS.',
  },
  {
    reason: pull,
    message: /x509|certificate|server gave HTTP response to HTTPS/i,
    cause: "The nodes do not trust the registry's certificate, or it speaks plain HTTP.",
    remedy: "Add the registry's certificate authority (or an insecure-registry entry) to the nodes' container runtime.",
  },
  {
    reason: pull,
    message: /no such host|dial tcp|timeout|timed out|connection refused/i,
    cause: 'The nodes cannot reach the registry.',
    remedy: 'Check the registry address in the image name, and that the registry runs and answers from the nodes.',
  },
  {
    reason: pull,
    cause: 'The image cannot be pulled.',
    remedy: 'Look at `kubectl -n NS describe KIND NAME`: its events hold the answer of the registry.',
  },
  {
    reason: /^ErrImageNeverPull$/,
    cause: 'The image is not on the node and imagePullPolicy is Never.',
    remedy: 'Load the image onto the node, or change imagePullPolicy.',
  },
  { reason: /^InvalidImageName$/, cause: 'The image name is not valid.', remedy: 'Correct the image in the manifest.' },
  {
    reason: crash,
    message: /OOMKilled|exit code 137/,
    cause: 'A container used more memory than its limit and was killed.',
    remedy: 'Raise resources.limits.memory, or find what uses the memory.',
  },
  {
    reason: crash,
    message: /exit code 12[67]|executable file not found|no such file or directory|permission denied/i,
    cause: 'The command of a container does not exist in the image or may not be run.',
    remedy: 'Check command and args of the container against the image.',
  },
  {
    reason: crash,
    cause: 'A container starts and ends with an error.',
    remedy: 'Read its last words: `kubectl -n NS logs KIND/NAME --all-containers --previous`.',
  },
  {
    reason: /^CreateContainerConfigError$/,
    cause: 'A ConfigMap, a Secret or one of their keys that a container needs does not exist.',
    remedy: 'Create it in namespace NS, or correct its name in the manifest.',
  },
  {
    reason: /^(CreateContainerError|CreatePodSandboxError|PostStartHookError|PreStartHookError)$/,
    cause: 'The container runtime cannot create the container.',
    remedy: 'Look at `kubectl -n NS describe KIND NAME`: its events hold what the runtime says.',
  },
  {
    reason: /^Unschedulable$/,
    message: /PersistentVolumeClaim|volume/i,
    cause: 'A volume claim of the pod is not bound, or its volume is out of reach of every node.',
    remedy: 'Look at `kubectl -n NS get pvc`, and at the storage class.',
  },
  {
    reason: /^Unschedulable$/,
    message: /Insufficient/i,
    cause: 'No node has the CPU or memory that the pod requests.',
    remedy: 'Lower resources.requests, or add a node.',
  },
  {
    reason: /^Unschedulable$/,
    message: /taint|affinity|selector/i,
    cause: 'Taints, node selector or affinity exclude every node.',
    remedy: 'Compare nodeSelector, affinity and tolerations of the pod with `kubectl get nodes --show-labels`.',
  },
  { reason: /^Unschedulable$/, cause: 'No node takes the pod.', remedy: 'Look at `kubectl -n NS describe KIND NAME`.' },
  {
    reason: /^Evicted$/,
    cause: 'The node was short of memory or disk and evicted the pod.',
    remedy: 'Set requests and limits that fit, or free resources on the node.',
  },
  {
    reason: /^(ProgressDeadlineExceeded|MinimumReplicasUnavailable)$/,
    cause: 'New pods did not become ready before the progress deadline.',
    remedy: 'Look at the pods: `kubectl -n NS get pods`, and at the readiness probe.',
  },
  {
    reason: /^(FailedCreate|ReplicaFailure)$/,
    message: /quota/i,
    cause: 'A resource quota of the namespace is used up.',
    remedy: 'Look at `kubectl -n NS describe quota`; lower the requests or raise the quota.',
  },
  {
    reason: /^(FailedCreate|ReplicaFailure)$/,
    cause: 'The API refuses to create pods: a quota, an admission rule or a missing service account.',
    remedy: 'Look at `kubectl -n NS describe KIND NAME`: the message names the rule.',
  },
  {
    reason: /^NoReadyEndpoints$/,
    message: /matches no pod/,
    cause: 'The selector of the service matches no pod.',
    remedy: 'Compare spec.selector of the service with the labels of the pods, and check that the workload runs.',
  },
  {
    reason: /^NoReadyEndpoints$/,
    message: /no selector/,
    cause: 'The service has no selector, and nobody has added endpoints.',
    remedy: 'Add a selector, or an EndpointSlice for it.',
  },
  {
    reason: /^NoReadyEndpoints$/,
    cause: 'The pods behind the service are not ready.',
    remedy: 'Repair the pods first: `kubectl -n NS get pods`; the endpoints follow.',
  },
  {
    reason: /^PortWithoutEndpoints$/,
    cause: 'No pod behind the service has the target port.',
    remedy: 'Compare targetPort of the service with the (named) ports of the containers.',
  },
  {
    reason: /^NoLoadBalancerAddress$/,
    cause: 'Nothing in the cluster gives the service an address.',
    remedy: 'Check the cloud or load-balancer controller (on minikube: `minikube tunnel`).',
  },
  {
    reason: /^NotFound$/,
    cause: 'It was never applied, has another name, or was removed.',
    remedy: 'Check name and namespace, and that the manifest was applied (with Flux: that its Kustomization is ready).',
  },
  {
    reason: /^Suspended$/,
    cause: 'Somebody paused or suspended it, so changes are not rolled out.',
    remedy: 'Resume it: `kubectl -n NS rollout resume KIND/NAME` (or spec.suspend: false).',
  },
  {
    reason: /^Terminating$/,
    cause: 'It is being deleted and does not end: a finalizer, or its node is gone.',
    remedy: 'Look at its finalizers and its node: `kubectl -n NS get KIND NAME -o yaml`.',
  },
  {
    reason: /^NodeUnreachable$/,
    cause: 'The node of the pod is down or cut off.',
    remedy: 'Look at `kubectl get nodes`.',
  },
  {
    reason: /^NotObserved$/,
    cause: 'The controller of this kind has not seen the last change: it is down or behind.',
    remedy: 'Look at the controllers in kube-system.',
  },
  {
    reason: /^(BackoffLimitExceeded|DeadlineExceeded|JobFailed|PodFailurePolicy)$/,
    cause: 'The pods of the job failed too often or ran too long.',
    remedy: 'Read their last words: `kubectl -n NS logs KIND/NAME --all-containers`.',
  },
  {
    reason: /^(TimedOut|NotReady|RolloutProgressing)$/,
    cause: 'It did not become ready in time: slow to start, or its readiness probe does not pass.',
    remedy: 'Look at `kubectl -n NS describe KIND NAME`, at its readiness probe and its logs; then verify again.',
  },
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
  const image = /\(image (\S+)\)/.exec(message)?.[1];
  const fill = (text: string) =>
    text
      .replaceAll(image === undefined ? 'IMAGE ' : 'IMAGE', image ?? '')
      .replaceAll(ref.namespace === '' ? '-n NS ' : 'NS', ref.namespace)
      .replaceAll('NAME', ref.name)
      .replaceAll('KIND', ref.kind.toLowerCase());
  return { cause: fill(cause), remedy: fill(remedy) };
}
