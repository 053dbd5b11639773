/** One list of a cluster, kept up to date: by a watch, or by reading it again and again where it cannot be watched. */
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from './api-error.ts';
import type { ClusterConnection, ListOptions } from './connection.ts';
import { slimObject } from './dump/slim-object.ts';
import type { KubeObject } from './kube-object.ts';
import { permissionText } from './permission.ts';
import { isFurther, listPath, type Resource } from './resource.ts';
import type { WatchEvent } from './watch-events.ts';
import type { WatchPlaces } from './watch-places.ts';

/** What is listed: a kind, in one namespace or everywhere, and of one name where it has one. */
export interface Place {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly name?: string;
}

export interface FeedListener {
  /** Something may have changed: objects, whether they may be read, whether the API can be reached. */
  onChange(): void;
  /** The list cannot be watched and is read again and again instead; told once. */
  onUnwatched(place: Place, reason: ApiError): void;
}

export interface FeedOptions {
  readonly within?: readonly string[];
  readonly keep?: (object: KubeObject) => KubeObject;
}

/** A watch that ends sooner than this without an event is taken for one that cannot be had just now; milliseconds. */
const shortestWatchMs = 1_000;

export class Feed {
  readonly place: Place;
  readonly #connection: ClusterConnection;
  readonly #keep: (object: KubeObject) => KubeObject;
  /** Namespaces whose objects are kept; all when undefined. */
  readonly #within: ReadonlySet<string | undefined> | undefined;
  #objects = new Map<string, KubeObject>();
  #version = '';
  #permission: string | undefined;
  #lost: ApiError | undefined;
  #isServed = true;

  /** @param options within: namespaces whose objects are kept. keep: what is kept of each; what rules of health read when left out */
  constructor(connection: ClusterConnection, place: Place, { within, keep = slimObject }: FeedOptions = {}) {
    this.#connection = connection;
    this.place = place;
    this.#keep = keep;
    this.#within = within === undefined ? undefined : new Set(within);
  }

  get objects(): Iterable<KubeObject> {
    return this.#objects.values();
  }

  /** The permission to list, where it is missing: `list pods in shop`. */
  get missingPermission(): string | undefined {
    return this.#permission;
  }

  /** False for a kind that the cluster does not serve, where it need not. */
  get isServed(): boolean {
    return this.#isServed;
  }

  /** Why the list could not be read of late; the objects are out of date then. */
  get lost(): ApiError | undefined {
    return this.#lost;
  }

  /** Reads the list. What is forbidden or not served is empty. @throws ApiError, the signal's reason */
  async list(signal: AbortSignal): Promise<void> {
    try {
      const options = { ...this.#selection(), keep: (object: KubeObject) => this.#kept(object) };
      const { objects, resourceVersion } = await this.#connection.snapshot(this.#path(), signal, options);
      this.#objects = new Map();
      for (const object of objects) this.#put(object);
      this.#version = resourceVersion;
      this.#permission = undefined;
      this.#isServed = true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#isServed = !(error.kind === 'notFound' && isFurther(this.place.resource.kind));
      if (error.kind !== 'forbidden' && this.#isServed) throw error;
      this.#objects = new Map();
      this.#permission = this.#isServed ? permissionText(this.place) : undefined;
    }
  }

  /** A feed of less, with what this one knows of it. @param within namespaces whose objects count */
  narrowed(place: Place, within: readonly string[]): Feed {
    const feed = new Feed(this.#connection, place, { within, keep: this.#keep });
    feed.#version = this.#version;
    feed.#permission = this.#permission;
    feed.#isServed = this.#isServed;
    for (const object of this.#objects.values()) feed.#put(object);
    return feed;
  }

  /**
   * Keeps the list up to date until the signal aborts, or until it can never be read again (`lost` says why): by a watch
   * from the moment that there is a place for one. A list must have been read before. Failures that pass are waited for,
   * each time longer.
   * @param pauseMs first and longest pause
   */
  async follow(
    places: WatchPlaces,
    pauseMs: readonly [number, number],
    signal: AbortSignal,
    listener: FeedListener,
  ): Promise<void> {
    const place = new Held(places);
    try {
      await this.#followIn(place, pauseMs, signal, listener);
    } finally {
      place.giveBack();
    }
  }

  async #followIn(
    place: Held,
    pauseMs: readonly [number, number],
    signal: AbortSignal,
    listener: FeedListener,
  ): Promise<void> {
    let mayWatch = true;
    let pause = pauseMs[0];
    while (!signal.aborted) {
      let asked = 0;
      try {
        const isReadable = this.#isServed && this.#permission === undefined && this.#lost === undefined;
        // Kept while a watch is begun anew: what matters less does not take it meanwhile.
        if (mayWatch && isReadable && place.take()) {
          const started = Date.now();
          const events = await this.#watch(signal, listener);
          if (events > 0 || Date.now() - started >= shortestWatchMs) {
            pause = pauseMs[0];
            continue; // ended in its time: the next one goes on from the last version
          }
        }
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        asked = error.retryAfterMs ?? 0;
        if (['forbidden', 'notFound', 'refused'].includes(error.kind)) {
          mayWatch = false;
          place.giveBack();
          listener.onUnwatched(this.place, error);
        }
      }
      await delay(Math.max(pause, asked), undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      pause = Math.min(pause * 1.5, pauseMs[1]);
      if (!(await this.#listAgain(signal, listener))) return;
    }
  }

  /** @returns whether it may be read, now or later */
  async #listAgain(signal: AbortSignal, { onChange }: FeedListener): Promise<boolean> {
    try {
      await this.list(signal);
      this.#lost = undefined;
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof ApiError)) throw error;
      this.#lost = error;
    }
    onChange();
    return this.#lost?.mayPass ?? true;
  }

  /** @returns how many events came until the server ended it */
  async #watch(signal: AbortSignal, { onChange }: FeedListener): Promise<number> {
    let count = 0;
    for await (const event of this.#connection.watch(this.#path(), this.#version, signal, this.#selection())) {
      count += 1;
      this.#version = event.object.metadata?.resourceVersion ?? this.#version;
      if (event.type !== 'BOOKMARK' && this.#take(event)) onChange();
    }
    return count;
  }

  /** @returns whether the object counts */
  #take({ type, object }: WatchEvent): boolean {
    if (type !== 'DELETED') return this.#put(this.#kept(object));
    return this.#objects.delete(keyOf(object));
  }

  #put(object: KubeObject): boolean {
    if (this.#within?.has(object.metadata?.namespace) === false) return false;
    this.#objects.set(keyOf(object), object);
    return true;
  }

  /** Objects of a list leave their kind out. */
  #kept(object: KubeObject): KubeObject {
    const { kind, apiVersion } = this.place.resource;
    return this.#keep({ ...object, kind, apiVersion });
  }

  #path(): string {
    return listPath(this.place.resource, this.place.namespace);
  }

  #selection(): ListOptions {
    return this.place.name === undefined ? {} : { fieldSelector: `metadata.name=${this.place.name}` };
  }
}

/** At most one place. */
class Held {
  readonly #places: WatchPlaces;
  #isHeld = false;

  constructor(places: WatchPlaces) {
    this.#places = places;
  }

  take(): boolean {
    this.#isHeld ||= this.#places.take();
    return this.#isHeld;
  }

  giveBack(): void {
    if (this.#isHeld) this.#places.giveBack();
    this.#isHeld = false;
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}
