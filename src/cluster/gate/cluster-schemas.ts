/** Schemas that the cluster publishes: OpenAPI v3, one document for each group and version. */
import { ApiError } from '../api-error.ts';
import type { ClusterConnection } from '../connection.ts';
import type { OpenApiSchema } from './closed-schema.ts';
import { groupOf } from './manifests.ts';
import { isMapping, type Mapping, mappingsOf } from './yaml.ts';

export class ClusterSchemas {
  readonly #connection: Pick<ClusterConnection, 'get'>;
  readonly #signal: AbortSignal;
  readonly #documents = new Map<string, Promise<Mapping>>();
  #index: Promise<Mapping> | undefined;

  constructor(connection: Pick<ClusterConnection, 'get'>, signal: AbortSignal) {
    this.#connection = connection;
    this.#signal = signal;
  }

  /** Undefined where the cluster publishes none of this kind. @throws ApiError, the signal's reason */
  async find(apiVersion: string, kind: string): Promise<OpenApiSchema | undefined> {
    const components = await this.#components(apiVersion);
    const group = groupOf(apiVersion);
    const version = apiVersion.slice(group === '' ? 0 : group.length + 1);
    const root = Object.values(components).find(
      (schema): schema is Mapping =>
        isMapping(schema) &&
        mappingsOf(schema['x-kubernetes-group-version-kind']).some(
          (one) => one['group'] === group && one['version'] === version && one['kind'] === kind,
        ),
    );
    return root === undefined ? undefined : { root, components };
  }

  #components(apiVersion: string): Promise<Mapping> {
    const known = this.#documents.get(apiVersion) ?? this.#readComponents(apiVersion);
    this.#documents.set(apiVersion, known);
    return known;
  }

  async #readComponents(apiVersion: string): Promise<Mapping> {
    this.#index ??= this.#get('/openapi/v3');
    const { paths } = await this.#index;
    const entry = isMapping(paths)
      ? paths[apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`]
      : undefined;
    const address = isMapping(entry) ? entry['serverRelativeURL'] : undefined;
    if (typeof address !== 'string') return {};
    const { components } = await this.#get(address);
    return isMapping(components) && isMapping(components['schemas']) ? components['schemas'] : {};
  }

  /** Servers before 1.24 publish none. */
  async #get(path: string): Promise<Mapping> {
    try {
      const answer = await this.#connection.get(path, this.#signal);
      return isMapping(answer) ? answer : {};
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'notFound') return {};
      throw error;
    }
  }
}
