/** Objects that are judged together, and how they belong together. */
import { groupKind, groupKindOf } from '../group-kind.ts';
import {
  controllerOf,
  type EndpointSlice,
  type KubeEvent,
  type KubeObject,
  type ObjectRef,
  type Pod,
  refOf,
  refText,
  type Service,
} from '../kube-object.ts';
import { subjectOf } from './events.ts';
import { slicesOfEndpoints } from './legacy-endpoints.ts';
import { controllersOf } from './pod-controllers.ts';

/** What is known of objects that are not among these. */
export interface Completeness {
  /** Not all of a cluster was handed in: of a kind and namespace without any object, nothing is known. */
  readonly partial: boolean;
  /** `Kind.group namespace` of the lists that were handed in whole: what is not among them does not exist. */
  readonly whole?: ReadonlySet<string>;
  /** Objects that were looked for and do not exist, as refText calls them. */
  readonly gone?: ReadonlySet<string>;
}

export class RelatedObjects {
  readonly #byName = new Map<string, KubeObject>();
  /** `Kind.group namespace` of what is there. */
  readonly #places = new Set<string>();
  readonly #pods = new Map<string, Pod[]>();
  readonly #labelled = new Map<string, Pod[]>();
  readonly #slices = new Map<string, EndpointSlice[]>();
  readonly #owned = new Map<string, KubeObject[]>();
  readonly #events = new Map<string, KubeEvent[]>();
  readonly #completeness: Completeness;

  constructor(objects: Iterable<KubeObject>, completeness: Completeness) {
    this.#completeness = completeness;
    for (const object of objects) this.add(object);
  }

  /** One more object; of two with the same name the later one counts. */
  add(object: KubeObject): void {
    try {
      this.#add(object);
    } catch (error) {
      // Labels or owners of another type than Kubernetes gives them: it belongs to nothing.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  #add(object: KubeObject): void {
    const kind = groupKindOf(object);
    const { name = '', namespace = '' } = object.metadata ?? {};
    this.#byName.set(`${kind} ${namespace}/${name}`, object);
    this.#places.add(`${kind} ${namespace}`);
    if (kind === 'Pod') this.#addPod(object);
    else if (kind === 'EndpointSlice.discovery.k8s.io') {
      const service = object.metadata?.labels?.['kubernetes.io/service-name'];
      if (service !== undefined) push(this.#slices, `${namespace}/${service}`, object);
    } else if (kind === 'Event') push(this.#events, subjectOf(object).namespace || namespace, object);
    else {
      const owner = controllerOf(object);
      if (owner !== undefined) push(this.#owned, `${kind} ${namespace}/${owner.kind}/${owner.name}`, object);
    }
  }

  #addPod(pod: Pod): void {
    for (const controller of controllersOf(pod)) push(this.#pods, refText(controller), pod);
    const { namespace = '', labels = {} } = pod.metadata ?? {};
    for (const [key, value] of Object.entries(labels)) push(this.#labelled, `${namespace} ${key}=${value}`, pod);
  }

  /** The object of this kind (`Kind.group`) and name. */
  named(kind: string, namespace: string, name: string): KubeObject | undefined {
    return this.#byName.get(`${kind} ${namespace}/${name}`);
  }

  /** The owner that an object refers to, or what its name stands for. */
  owner({ kind, namespace, name }: ObjectRef, apiVersion?: string): KubeObject | undefined {
    const wanted = groupKind(kind, apiVersion);
    return this.named(wanted, namespace, name) ?? this.named(wanted, '', name);
  }

  /** Whether the object was looked for and does not exist. */
  isGone(ref: ObjectRef): boolean {
    return this.#completeness.gone?.has(refText(ref)) === true;
  }

  /** Whether objects of this kind may exist in the namespace that were not handed in. */
  mayLack(kind: string, namespace: string): boolean {
    const { partial, whole } = this.#completeness;
    const place = `${kind} ${namespace}`;
    return partial && !this.#places.has(place) && whole?.has(place) !== true;
  }

  /** Pods that the object controls, those of a Deployment's ReplicaSets among them. */
  podsOf(object: KubeObject): readonly Pod[] {
    return this.#pods.get(refText(refOf(object))) ?? [];
  }

  /** Objects of one kind (`Kind.group`) that the object controls. */
  ownedBy(owner: KubeObject, kind: string): readonly KubeObject[] {
    const { name = '', namespace = '' } = owner.metadata ?? {};
    return this.#owned.get(`${kind} ${namespace}/${owner.kind}/${name}`) ?? [];
  }

  /** Pods that the selector of a service means; none without a selector. */
  selectedBy(service: Service): readonly Pod[] {
    const { namespace = '' } = service.metadata ?? {};
    const selector = Object.entries(service.spec?.selector ?? {});
    const lists = selector.map(([key, value]) => this.#labelled.get(`${namespace} ${key}=${value}`) ?? []);
    const [shortest = []] = lists.toSorted((a, b) => a.length - b.length);
    return shortest.filter((pod) => selector.every(([key, value]) => pod.metadata?.labels?.[key] === value));
  }

  /** All slices of a service; what servers before 1.21 keep in Endpoints alone is read as one. */
  slicesOf(service: KubeObject): readonly EndpointSlice[] {
    const { name = '', namespace = '' } = service.metadata ?? {};
    const slices = this.#slices.get(`${namespace}/${name}`);
    if (slices !== undefined) return slices;
    const endpoints = this.named('Endpoints', namespace, name);
    return endpoints === undefined ? [] : slicesOfEndpoints(endpoints);
  }

  /** Whether the endpoints of services in the namespace are known. */
  knowsEndpoints(namespace: string): boolean {
    return !this.mayLack('EndpointSlice.discovery.k8s.io', namespace) || !this.mayLack('Endpoints', namespace);
  }

  /** Events of the namespace. */
  eventsIn(namespace: string): readonly KubeEvent[] {
    return this.#events.get(namespace) ?? [];
  }

  /** Events about the object. */
  eventsAbout(object: KubeObject): readonly KubeEvent[] {
    const text = refText(refOf(object));
    return this.eventsIn(object.metadata?.namespace ?? '').filter((event) => refText(subjectOf(event)) === text);
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
