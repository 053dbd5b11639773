/** The kinds that one cluster serves, asked for when they are first needed. */
import { ApiError } from './api-error.ts';
import type { ClusterConnection } from './connection.ts';
import { inParallel } from './in-parallel.ts';
import type { Resource } from './resource.ts';

export interface ServedKind extends Resource {
  readonly namespaced: boolean;
  /** What kubectl takes besides kind and plural, in lower case. */
  readonly words: readonly string[];
}

interface ResourceList {
  readonly resources?: readonly {
    readonly name?: string;
    readonly singularName?: string;
    readonly namespaced?: boolean;
    readonly kind?: string;
    readonly shortNames?: readonly string[];
  }[];
}

interface GroupList {
  readonly groups?: readonly {
    readonly name?: string;
    readonly preferredVersion?: { readonly groupVersion?: string };
    readonly versions?: readonly { readonly groupVersion?: string }[];
  }[];
}

/** The versions of one group, the preferred one first. */
type Versions = readonly string[];

const concurrency = 6;

export class Discovery {
  readonly #connection: Pick<ClusterConnection, 'get'>;
  readonly #signal: AbortSignal;
  readonly #lists = new Map<string, Promise<readonly ServedKind[] | undefined>>();
  #groups: Promise<readonly Versions[]> | undefined;

  constructor(connection: Pick<ClusterConnection, 'get'>, signal: AbortSignal) {
    this.#connection = connection;
    this.#signal = signal;
  }

  /** The kinds of `v1`, or of a group and version; undefined where it is not served. @throws ApiError, the signal's reason */
  kindsOf(apiVersion: string): Promise<readonly ServedKind[] | undefined> {
    const known = this.#lists.get(apiVersion) ?? this.#readKinds(apiVersion);
    this.#lists.set(apiVersion, known);
    return known;
  }

  /**
   * The kind that a word means as kubectl takes it: `deploy`, `Deployment`, `deployments.apps`, `deployments.v1.apps`.
   * In the preferred version of its group, else in another: a group may serve some kinds in an older version alone.
   * @throws ApiError, the signal's reason
   */
  async find(word: string): Promise<ServedKind | undefined> {
    const [name = '', ...rest] = word.toLowerCase().split('.');
    const group = rest.join('.').replace(/^v\d+(?:(?:alpha|beta)\d+)?\.?/, '');
    const means = (kind: ServedKind) =>
      kind.kind.toLowerCase() === name || kind.plural === name || kind.words.includes(name);
    if (group === '') {
      const core = (await this.kindsOf('v1'))?.find(means);
      if (core !== undefined) return core;
    }
    const groups = (await this.#versions()).filter(([first = '']) => group === '' || first.startsWith(`${group}/`));
    for (const versions of [groups.flatMap(([first]) => first ?? []), groups.flatMap(([, ...others]) => others)]) {
      const lists = await inParallel(versions, concurrency, (version) => this.kindsOf(version));
      const found = lists.flatMap((kinds) => kinds ?? []).find(means);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async #readKinds(apiVersion: string): Promise<readonly ServedKind[] | undefined> {
    const path = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const list = (await this.#get(path)) as ResourceList | undefined;
    return list?.resources?.flatMap(({ name, singularName, namespaced = false, kind, shortNames }): ServedKind[] => {
      // `deployments/scale` is no kind of its own.
      if (name === undefined || kind === undefined || name.includes('/')) return [];
      const words = [singularName ?? '', ...(shortNames ?? [])].filter((word) => word !== '');
      return [{ kind, apiVersion, plural: name, namespaced, words }];
    });
  }

  #versions(): Promise<readonly Versions[]> {
    this.#groups ??= this.#get('/apis').then((answer) =>
      ((answer as GroupList | undefined)?.groups ?? []).map(({ preferredVersion, versions = [] }) => {
        const all = [preferredVersion, ...versions].flatMap((version) => version?.groupVersion ?? []);
        return [...new Set(all)];
      }),
    );
    return this.#groups;
  }

  async #get(path: string): Promise<unknown> {
    try {
      return await this.#connection.get(path, this.#signal);
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'notFound') return undefined;
      throw error;
    }
  }
}
