/** What a rule may know beside the object: the objects around it, the clock, and what earlier looks have seen. */
import type { KubeObject, Pod } from '../kube-object.ts';
import type { Health } from './health.ts';
import type { RelatedObjects } from './related-objects.ts';

/** How long trouble that may pass by itself has to last before it counts; milliseconds. */
export interface Grace {
  /** An image that cannot be pulled: registries hiccup. */
  readonly pullMs: number;
  /** A pod that no node takes: nodes are added on demand. */
  readonly schedulingMs: number;
  /** Metrics that an autoscaler cannot read. */
  readonly metricsMs: number;
  /** A node that is not ready: it may be starting. */
  readonly nodeMs: number;
}

/** What a single look at a pod cannot tell. */
export interface Earlier {
  /** When the present trouble with its images was first seen; undefined when this is the first look. */
  pullTroubleSince(pod: Pod): number | undefined;
  /** Restart counts by container when the pod was first seen. */
  restartsBefore(pod: Pod): Readonly<Record<string, number>>;
}

/** All that is known when an object is judged. */
export interface Known {
  /** When the objects were looked at; milliseconds since the epoch. */
  readonly now: number;
  readonly grace: Grace;
  readonly earlier: Earlier;
  readonly objects: RelatedObjects;
  /** Whether this Service of type LoadBalancer must have its address. */
  needsAddress(service: KubeObject): boolean;
  /** Hosts of ingresses that answered a request. */
  readonly answeringHosts: ReadonlySet<string>;
  /** Whether a revision of Flux holds the commit that was pushed; undefined when nothing was. */
  readonly holdsPush: ((revision: string) => boolean) | undefined;
}

/** The same, with the health of the other objects by their own rules. */
export interface Around extends Known {
  healthOf(object: KubeObject): Health;
}
