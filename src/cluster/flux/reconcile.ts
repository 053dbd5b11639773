/** Asks Flux' controllers to reconcile now: https://fluxcd.io/flux/components/kustomize/kustomizations/#triggering-a-reconcile */
import { ApiError } from '../api-error.ts';
import type { ClusterConnection } from '../connection.ts';
import { type KubeObject, type ObjectRef, refOf, refText } from '../kube-object.ts';
import { objectPath } from '../resource.ts';
import { dependenciesOf, sourceRefOf, specOf, statusOf } from './flux-spec.ts';
import type { FluxJudgement } from './judge-flux.ts';
import type { ServedFlux } from './read-objects.ts';

/** Kinds that a Kustomization takes its manifests from. */
const manifestSources = new Set(['GitRepository', 'OCIRepository', 'Bucket']);

interface Asked {
  /** What it had handled before. */
  readonly before: string | undefined;
}

/**
 * Asks each object once, in the order of what depends on what: sources, then Kustomizations after those that they depend on,
 * then, only where that is wished, HelmReleases whose retries are used up.
 */
export class Reconciler {
  readonly #connection: ClusterConnection;
  readonly #served: ServedFlux;
  readonly #reset: boolean;
  readonly #asked = new Map<string, Asked>();
  readonly #refused = new Set<string>();
  /** What is told of it, in the order in which it happened. */
  readonly notes: string[] = [];

  constructor(connection: ClusterConnection, served: ServedFlux, reset: boolean) {
    this.#connection = connection;
    this.#served = served;
    this.#reset = reset;
  }

  /**
   * Asks those whose turn has come. What is suspended is not asked, and what may not be patched is left to its interval.
   * @returns asked: somebody was asked now. waiting: there is an answer to wait for
   * @throws ApiError that passes by itself, or that says that the user is not known; the signal's reason
   */
  async advance(judgements: readonly FluxJudgement[], signal: AbortSignal): Promise<'asked' | 'waiting' | 'done'> {
    const wanted = judgements.filter((judgement) => this.#isWanted(judgement));
    const open = wanted.filter(({ ref }) => !this.#asked.has(refText(ref)) && !this.#refused.has(refText(ref)));
    const unsettled = new Set(wanted.filter((judgement) => !this.#isSettled(judgement)).map(({ ref }) => refText(ref)));
    const due = open.filter((judgement) => firstOf(judgement, wanted).every((ref) => !unsettled.has(refText(ref))));
    for (const judgement of due) await this.#ask(judgement, signal);
    // Those that wait for each other never have their turn.
    if (due.length > 0) return 'asked';
    return wanted.some(({ object }) => this.isPending(object)) ? 'waiting' : 'done';
  }

  /** Whether it was asked, and its controller has not answered. */
  isPending(object: KubeObject): boolean {
    const asked = this.#asked.get(refText(refOf(object)));
    return asked !== undefined && statusOf(object).lastHandledReconcileAt === asked.before;
  }

  #isWanted({ object, health, ref }: FluxJudgement): boolean {
    if (object.kind !== 'HelmRelease') return object.kind === 'Kustomization' || manifestSources.has(object.kind ?? '');
    return this.#reset && (health.verdict !== 'healthy' || this.#asked.has(refText(ref)));
  }

  #isSettled({ ref, object }: FluxJudgement): boolean {
    const key = refText(ref);
    if (this.#refused.has(key)) return true;
    return this.#asked.has(key) && !this.isPending(object);
  }

  async #ask({ ref, object }: FluxJudgement, signal: AbortSignal): Promise<void> {
    const key = refText(ref);
    const served = this.#served.get(ref.kind);
    if (served === undefined) return;
    if (specOf(object).suspend === true) {
      this.#refuse(key, `${key} is suspended, so it was not asked to reconcile. Resume it: flux resume.`);
      return;
    }
    const at = momentText();
    const annotations = {
      'reconcile.fluxcd.io/requestedAt': at,
      // Both count only where they are what requestedAt is.
      ...(ref.kind === 'HelmRelease'
        ? { 'reconcile.fluxcd.io/resetAt': at, 'reconcile.fluxcd.io/forceAt': at }
        : undefined),
    };
    try {
      const path = objectPath(served, ref.namespace, ref.name);
      await this.#connection.mergePatch(path, { metadata: { annotations } }, signal);
      this.#asked.set(key, { before: statusOf(object).lastHandledReconcileAt });
    } catch (error) {
      // Without valid credentials nothing more is known of anything.
      if (!(error instanceof ApiError) || error.isTransient || error.kind === 'unauthorized') throw error;
      const group = served.apiVersion.split('/')[0];
      const interval = specOf(object).interval;
      const wait = `its own interval${interval === undefined ? '' : ` (${interval})`} is waited for`;
      const why =
        error.kind === 'forbidden'
          ? `the user of the kubeconfig may not patch ${served.plural}.${group} in ${ref.namespace}`
          : error.message;
      this.#refuse(key, `${key} was not asked to reconcile, and ${wait}: ${why}.`);
    }
  }

  #refuse(key: string, note: string): void {
    this.#refused.add(key);
    this.notes.push(note);
  }
}

/** What has to answer first: the source of a Kustomization and what it depends on; everything else for a HelmRelease. */
function firstOf(judgement: FluxJudgement, wanted: readonly FluxJudgement[]): ObjectRef[] {
  const { object } = judgement;
  if (object.kind === 'HelmRelease') {
    return wanted.filter((other) => other.object.kind !== 'HelmRelease').map(({ ref }) => ref);
  }
  if (object.kind !== 'Kustomization') return [];
  return [sourceRefOf(object), ...dependenciesOf(object)].flatMap((ref) => ref ?? []);
}

/** RFC 3339 with nanoseconds, as Flux' own CLI writes it. */
function momentText(): string {
  const below = process.hrtime.bigint() % 1_000_000n;
  return new Date().toISOString().replace('Z', `${below.toString().padStart(6, '0')}Z`);
}
