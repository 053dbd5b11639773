/** What holds whatever the kind. NS, NAME and KIND stand for the object's. */
import type { AdviceRule } from '../advice.ts';

const fluxKind = /^(Kustomization|HelmRelease|HelmChart|HelmRepository|GitRepository|OCIRepository|Bucket)$/;

/** They stand before those by kind, which may take every other reason. */
export const generalRules: readonly AdviceRule[] = [
  {
    reason: /^KindNotServed$/,
    cause: 'The CustomResourceDefinition of its kind, or this version of it, is missing on the cluster.',
    remedy:
      'Install what brings the definition (its operator or chart) before it, or correct apiVersion and kind in the manifest.',
  },
  {
    reason: /^NotFound$/,
    message: /Flux will not bring it/,
    cause: 'Nothing of Flux on this cluster deploys it, so it was not waited for.',
    remedy:
      'Check that this is the right cluster, and that a GitRepository follows the branch and a Kustomization its folder: `flux get sources git -A`, `flux get kustomizations -A`.',
  },
  {
    reason: /^NotFound$/,
    cause: 'It was never applied, has another name, or was removed.',
    remedy: 'Check name and namespace, and that the manifest was applied (with Flux: that its Kustomization is ready).',
  },
  {
    reason: /^Suspended$/,
    kind: /^(Job|CronJob)$/,
    cause: 'Somebody suspended it, so it starts no pods.',
    remedy: `Resume it: \`kubectl -n NS patch KIND NAME -p '{"spec":{"suspend":false}}'\`, and in its manifest.`,
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
    reason: /^NotObserved$/,
    cause: 'The controller of this kind has not seen the last change: it is down or behind.',
    remedy: 'Look at the controllers: `kubectl -n kube-system get pods`, or at that of its own kind.',
  },
  {
    reason: /^Malformed$/,
    cause: 'Its fields have other types than its kind gives them, so that it cannot be judged.',
    remedy: 'Compare it with `kubectl explain KIND`: `kubectl -n NS get KIND NAME -o yaml`.',
  },
];

/** They stand last: what did not become ready, and no rule of its kind knows why. */
export const lateRules: readonly AdviceRule[] = [
  {
    reason: /^(TimedOut|NotReady|Progressing|ProgressingWithRetry|Reconciling|Stalled|NotApplied|Unknown)$/,
    kind: fluxKind,
    cause: 'Flux has not brought it to Ready in time: it still works on it, or what it needs is not ready.',
    remedy:
      'Read what Ready says: `flux get all -n NS`, and `kubectl -n NS describe KIND NAME`; then the objects that it names. With a slow start, raise spec.timeout.',
  },
  {
    reason: /^Stalled$/,
    cause: 'Its controller has given up on it until it is changed.',
    remedy: 'Mend what the Stalled condition says: `kubectl -n NS describe KIND NAME`.',
  },
  {
    reason: /^(TimedOut|NotReady|NotAvailable|Reconciling)$/,
    cause: 'Its controller did not report it ready in time: it works on it, lacks something, or is down.',
    remedy:
      'Read the conditions and events of `kubectl -n NS describe KIND NAME`, and the logs of its controller; then verify again.',
  },
];
