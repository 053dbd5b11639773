/** What is wrong with a pod, and what to do: images, crashes, nodes. NS, NAME and KIND stand for the object's. */
import type { AdviceRule } from '../advice.ts';

const pull = /^(ImagePullBackOff|ErrImagePull|RegistryUnavailable|ImageInspectError)$/;
const crash =
  /^(Init:)?(CrashLoopBackOff|CrashedNotReady|Restarting|Error|OOMKilled|ContainerCannotRun|StartError|RunContainerError|ContainerStatusUnknown|ExitCode:\d+|Signal:\d+)$/;

/** The first rule that fits counts: special ones stand before general ones. */
export const podRules: readonly AdviceRule[] = [
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
    reason: /^NodeUnreachable$/,
    cause: 'The node of the pod is down or cut off.',
    remedy: 'Look at `kubectl get nodes`.',
  },
  {
    reason: /^SchedulingGated$/,
    cause: 'The pod has scheduling gates, and whoever set them has not taken them away.',
    remedy:
      "Look for the controller of the gates that `kubectl -n NS get pod NAME -o jsonpath='{.spec.schedulingGates}'` names.",
  },
  {
    reason: /^(OutOf\w+|NodeAffinity|UnexpectedAdmissionError|Preempt\w*)$/,
    cause: 'The node of the pod did not admit it: it lacks room, or no longer fits.',
    remedy: 'Compare requests and node selector of the pod with `kubectl describe nodes`, and delete the failed pod.',
  },
  {
    reason: /^(NodeLost|NodeShutdown|Shutdown|Terminated)$/,
    cause: 'The node of the pod was shut down or lost.',
    remedy: 'Look at `kubectl get nodes`; delete the failed pod when its controller has made another one.',
  },
  {
    reason: /^Completed$/,
    cause: 'The main process of a container ended with 0, and it should run for ever.',
    remedy:
      'Give the container a command that stays in the foreground, or make it a Job; its words: `kubectl -n NS logs KIND/NAME`.',
  },
  {
    reason: /^BeingReplaced$/,
    cause: 'A rollout replaces this old pod, and has not come to its end.',
    remedy: 'Look at the new pods of its workload: `kubectl -n NS get pods`.',
  },
];
