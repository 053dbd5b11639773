/** What is wrong with volume claims, nodes, namespaces and definitions, and what to do. NS, NAME and KIND stand for the object's. */
import type { AdviceRule } from '../advice.ts';

const claim = /^PersistentVolumeClaim$/;

/** They stand before those that hold whatever the kind. */
export const namespaceRules: readonly AdviceRule[] = [
  {
    reason: /^Terminating$/,
    kind: /^Namespace$/,
    cause:
      'The namespace is being deleted and does not end: something in it has a finalizer, or an API service is down.',
    remedy:
      'Its conditions name what is left: `kubectl get namespace NAME -o yaml`; check `kubectl get apiservices` too.',
  },
];

/** The first rule that fits counts: special ones stand before general ones. */
export const clusterRules: readonly AdviceRule[] = [
  {
    reason: /^ClaimLost$/,
    cause: 'The volume that the claim was bound to does not exist any more; its data is gone with it.',
    remedy: 'Restore from a backup; then delete the claim, so that it is made anew. What is left: `kubectl get pv`.',
  },
  {
    reason: /^ProvisioningFailed$/,
    cause:
      'The provisioner of the storage class could not make a volume: no such class, a quota, or a fault of the storage.',
    remedy:
      'Compare spec.storageClassName with `kubectl get storageclasses`; what it says: `kubectl -n NS describe pvc NAME`.',
  },
  {
    reason: /^(FailedBinding|VolumeMismatch)$/,
    kind: claim,
    cause: 'No volume fits the claim, and there is no storage class that makes one.',
    remedy:
      'Set spec.storageClassName, or make a volume of this size, class and access mode: `kubectl get storageclasses,pv`.',
  },
  {
    reason: /./,
    kind: claim,
    cause: 'No volume was bound in time: its storage class does not exist, its provisioner is down, or no volume fits.',
    remedy:
      'Compare spec.storageClassName with `kubectl get storageclasses`; what it waits for: `kubectl -n NS describe pvc NAME`.',
  },
  {
    reason: /^(NodeStatusUnknown|NodeStatusNeverUpdated)$/,
    cause: 'The kubelet of the node reports nothing: the node is off, cut off, or its kubelet is down.',
    remedy: 'Check that the machine runs and reaches the API server; on it: `systemctl status kubelet`.',
  },
  {
    reason: /./,
    kind: /^Node$/,
    cause: 'The kubelet says that the node is not ready: network plugin, container runtime or resources.',
    remedy: 'Read the conditions of `kubectl describe node NAME`; on the machine: `journalctl -u kubelet`.',
  },
  {
    reason: /^(NamesNotAccepted|NotAccepted|\w*Conflict)$/,
    kind: /^CustomResourceDefinition$/,
    cause: 'Another definition of the same group has one of its names.',
    remedy: 'Compare spec.names with `kubectl get crds`, and remove or rename one of the two.',
  },
  {
    reason: /./,
    kind: /^CustomResourceDefinition$/,
    cause: 'The API server does not serve the definition yet: its schema is not valid, or the server is behind.',
    remedy: 'Read the conditions of `kubectl describe crd NAME`, mend the schema that they name, then verify again.',
  },
];
