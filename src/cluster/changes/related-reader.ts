/** Objects that others are judged by: a claim by its storage class, an ingress by its services, a CronJob by its Jobs. */
import { ApiError } from '../api-error.ts';
import type { ClusterConnection } from '../connection.ts';
import { groupKind, groupKindOf } from '../group-kind.ts';
import type { KubeObject } from '../kube-object.ts';
import { listed, listPath, type Resource } from '../resource.ts';

const storageClasses: Resource = { kind: 'StorageClass', apiVersion: 'storage.k8s.io/v1', plural: 'storageclasses' };
const jobs: Resource = { kind: 'Job', apiVersion: 'batch/v1', plural: 'jobs' };
const events: Resource = { kind: 'Event', apiVersion: 'v1', plural: 'events' };

/** By `Kind.group`; `everywhere`: the kind has no namespace. */
const needed: Readonly<Record<string, readonly (Resource & { readonly everywhere?: true })[]>> = {
  PersistentVolumeClaim: [{ ...storageClasses, everywhere: true }, events],
  Service: [listed.slices, listed.pods],
  'Ingress.networking.k8s.io': [listed.services, listed.slices],
  'CronJob.batch': [jobs],
  'Deployment.apps': [listed.pods],
  'StatefulSet.apps': [listed.pods],
  'DaemonSet.apps': [listed.pods],
};

/** Reads each list once. What may not be read, or is not served, is not known to the rules. */
export class RelatedReader {
  readonly objects: KubeObject[] = [];
  /** `Kind.group namespace` of the lists that were read; as RelatedObjects takes them. */
  readonly whole = new Set<string>();
  readonly #connection: Pick<ClusterConnection, 'list'>;
  readonly #signal: AbortSignal;
  readonly #lists = new Map<string, Promise<void>>();

  constructor(connection: Pick<ClusterConnection, 'list'>, signal: AbortSignal) {
    this.#connection = connection;
    this.#signal = signal;
  }

  /** What the object is judged by. @throws ApiError when there is no answer; the signal's reason */
  async read(object: KubeObject): Promise<void> {
    for (const resource of needed[groupKindOf(object)] ?? []) {
      const namespace = resource.everywhere === true ? undefined : object.metadata?.namespace;
      const path = listPath(resource, namespace);
      const list = this.#lists.get(path) ?? this.#list(resource, path, namespace);
      this.#lists.set(path, list);
      await list;
    }
  }

  async #list({ kind, apiVersion }: Resource, path: string, namespace = ''): Promise<void> {
    try {
      const objects = await this.#connection.list(path, this.#signal);
      // Objects of a list leave their kind out.
      this.objects.push(...objects.map((object) => ({ ...object, kind, apiVersion })));
      this.whole.add(`${groupKind(kind, apiVersion)} ${namespace}`);
    } catch (error) {
      if (!(error instanceof ApiError) || !['forbidden', 'notFound'].includes(error.kind)) throw error;
    }
  }
}
