/** Changed objects against their schemas, and against the cluster in a dry run. */
import type { ClusterConnection } from '../connection.ts';
import { Discovery, type ServedKind } from '../discovery.ts';
import { inParallel } from '../in-parallel.ts';
import { objectPath } from '../resource.ts';
import type { BuiltObject, ChangedObject } from './built-objects.ts';
import type { OpenApiSchema } from './closed-schema.ts';
import { ClusterSchemas } from './cluster-schemas.ts';
import { ownDefinition } from './crd-schemas.ts';
import { dryRunVerdict } from './dry-run-verdict.ts';
import type { Files } from './files.ts';
import { calledOf, groupOf, isEncrypted } from './manifests.ts';

/** What the gate came to. Refusals and notes are one sentence each. */
export interface GateOutcome {
  readonly refusals: readonly string[];
  readonly notes: readonly string[];
}

export interface ObjectFacts {
  readonly files: Files;
  /** Namespaces that the repository makes. */
  readonly namespaces: ReadonlySet<string>;
  /** The verified cluster; undefined where the task has none, or it does not answer. */
  readonly cluster: { readonly connection: ClusterConnection; readonly namespace: string | undefined } | undefined;
  readonly signal: AbortSignal;
}

/** Objects that are looked at; who changes more has them deployed unseen. */
const mostObjects = 200;
const concurrency = 6;

/** @throws ApiError when the cluster stops answering; the signal's reason */
export async function checkObjects(changed: readonly ChangedObject[], facts: ObjectFacts): Promise<GateOutcome> {
  const checker = new Checker(facts);
  const looked = changed.slice(0, mostObjects);
  const outcomes = await inParallel(looked, concurrency, (one) => checker.check(one));
  const left = changed.length - looked.length;
  const rest = left === 0 ? [] : [`${left} more changed objects were not looked at`];
  return {
    refusals: outcomes.flatMap(({ refusals }) => refusals),
    notes: [...outcomes.flatMap(({ notes }) => notes), ...checker.notes(), ...rest],
  };
}

class Checker {
  readonly #facts: ObjectFacts;
  readonly #discovery: Discovery | undefined;
  readonly #schemas: ClusterSchemas | undefined;
  readonly #validators = new Map<string, Promise<((object: unknown) => string[]) | undefined>>();
  readonly #withoutSchema = new Set<string>();
  readonly #skipped = new Map<string, Set<string>>();

  constructor(facts: ObjectFacts) {
    this.#facts = facts;
    const { cluster, signal } = facts;
    this.#discovery = cluster === undefined ? undefined : new Discovery(cluster.connection, signal);
    this.#schemas = cluster === undefined ? undefined : new ClusterSchemas(cluster.connection, signal);
  }

  /** What holds for several objects, one sentence for each reason. */
  notes(): string[] {
    const unknown = [...this.#withoutSchema].sort().join(', ');
    const schemas = unknown === '' ? [] : [`no schema is known of ${unknown}`];
    return [...schemas, ...[...this.#skipped].map(([why, objects]) => `${[...objects].join(', ')}: ${why}`)];
  }

  async check({ after, before }: ChangedObject): Promise<GateOutcome> {
    if (isEncrypted(after)) return this.#skip(after, 'encrypted, so neither schema nor dry run');
    if (after.isUncertain)
      return this.#skip(after, 'some values are not in this repository, so neither schema nor dry run');
    const validate = await this.#validatorOf(after);
    const known = new Set(before === undefined ? [] : validate?.(before.object));
    const errors = validate?.(after.object) ?? [];
    const notes = errors
      .filter((error) => known.has(error))
      .map((error) => `${placed(after)}: ${error}, as it was before`);
    const wrong = errors.filter((error) => !known.has(error));
    if (wrong.length > 0) return { refusals: [`${placed(after)} does not fit its schema: ${wrong.join('; ')}`], notes };
    const tried = await this.#tryOut(after, before);
    return { refusals: tried.refusals, notes: [...notes, ...tried.notes] };
  }

  /** The repository's own definition is newer than the cluster's. */
  async #validatorOf({ apiVersion, kind }: BuiltObject) {
    const key = `${apiVersion} ${kind}`;
    const known = this.#validators.get(key) ?? this.#makeValidator(apiVersion, kind);
    this.#validators.set(key, known);
    const validate = await known;
    if (validate === undefined) this.#withoutSchema.add(`${kind} (${apiVersion})`);
    return validate;
  }

  async #makeValidator(apiVersion: string, kind: string) {
    const own = ownDefinition(this.#facts.files, apiVersion, kind);
    const schema: OpenApiSchema | undefined = own?.schema ?? (await this.#schemas?.find(apiVersion, kind));
    if (schema === undefined) return undefined;
    const { validatorOf } = await import('./validator.ts');
    try {
      return validatorOf(schema);
    } catch {
      return undefined; // no schema that can be read: told as if there were none
    }
  }

  async #tryOut(after: BuiltObject, before: BuiltObject | undefined): Promise<GateOutcome> {
    if (this.#discovery === undefined) return { refusals: [], notes: [] };
    if (after.kind === 'Secret' && groupOf(after.apiVersion) === '')
      return this.#skip(after, 'Secrets are sent to no dry run');
    if (!after.isDeployed) return this.#skip(after, 'nothing deploys it, so no dry run');
    if (after.object.metadata?.name === undefined) return this.#skip(after, 'the server gives its name, so no dry run');
    const served = await this.#discovery.kindsOf(after.apiVersion);
    const kind = served?.find((one) => one.kind === after.kind);
    if (kind === undefined) return this.#notServed(after);
    const answer = await this.#send(after, kind);
    if (answer.verdict === 'note') return this.#skip(after, answer.text);
    if (answer.verdict === 'pass') return { refusals: [], notes: [] };
    // Only who was refused needs to know whether that is new.
    const old = before === undefined ? undefined : await this.#send(before, kind);
    if (old?.verdict === 'refused' && old.text === answer.text)
      return this.#skip(after, `${answer.text}, as it was before`);
    return { refusals: [`the API server refuses ${placed(after)}: ${answer.text}`], notes: [] };
  }

  async #send(object: BuiltObject, kind: ServedKind) {
    const { cluster, namespaces, signal } = this.#facts;
    const { namespace: own, name = '' } = object.object.metadata ?? {};
    if (kind.namespaced && own === undefined && object.flux !== undefined) {
      return { verdict: 'refused' as const, text: `it has no namespace, and Flux (${object.flux.name}) gives it none` };
    }
    const namespace = kind.namespaced ? (own ?? cluster?.namespace ?? 'default') : undefined;
    const sent = {
      ...object.object,
      metadata: { ...object.object.metadata, ...(namespace === undefined ? {} : { namespace }) },
    };
    const answer = await cluster?.connection.applyDry(objectPath(kind, namespace, name), sent, signal);
    return dryRunVerdict({
      ...(answer ?? { status: 503, message: '' }),
      permission: `patch ${kind.plural}${namespace === undefined ? '' : ` in ${namespace}`}`,
      namespace,
      makesNamespace: namespace !== undefined && namespaces.has(namespace),
      isForced: object.flux?.isForced === true || isForcedAlone(object),
    });
  }

  /** What Kubernetes itself defines and this cluster does not serve is gone or misspelt; any other kind may come yet. */
  #notServed(after: BuiltObject): GateOutcome {
    if (!isKubernetesOwn(after.apiVersion))
      return this.#skip(after, 'the cluster does not know its kind yet, so no dry run');
    return {
      refusals: [`the cluster does not serve ${after.kind} of ${after.apiVersion} (${placed(after)})`],
      notes: [],
    };
  }

  #skip(object: BuiltObject, why: string): GateOutcome {
    const objects = this.#skipped.get(why) ?? new Set();
    this.#skipped.set(why, objects.add(calledOf(object)));
    return { refusals: [], notes: [] };
  }
}

function placed(object: BuiltObject): string {
  return `${calledOf(object)} (${object.from})`;
}

/** https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources */
function isForcedAlone({ object: { metadata } }: BuiltObject): boolean {
  const key = 'kustomize.toolkit.fluxcd.io/force';
  return [metadata?.labels?.[key], metadata?.annotations?.[key]].some((value) => /^enabled$/i.test(value ?? ''));
}

const ownGroups: ReadonlySet<string> = new Set(['', 'apps', 'batch', 'autoscaling', 'policy', 'extensions']);
const ownDomains: ReadonlySet<string> = new Set(
  `networking rbac.authorization storage apiextensions admissionregistration scheduling coordination discovery
  certificates node events apiregistration`
    .split(/\s+/)
    .map((name) => `${name}.k8s.io`),
);

function isKubernetesOwn(apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  return ownGroups.has(group) || ownDomains.has(group);
}
