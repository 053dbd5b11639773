/** Which Flux objects are judged for a task, and what each of them has to show. Pure. */
import { type KubeObject, type ObjectRef, refOf, refText } from '../kube-object.ts';
import type { Plan } from '../plan.ts';
import { appliesToScope, type FluxName, isFluxNamed, isReleaseInScope } from './flux-scope.ts';
import { chartRefOf, dependenciesOf, inventoryOf, sourceRefOf, specOf, statusOf } from './flux-spec.ts';
import { type Affected, affectedBy, type Followed, isBelow, type PushProof } from './push-proof.ts';

export interface Selected {
  readonly object: KubeObject;
  readonly ref: ObjectRef;
  /** dependency: it counts only where something of the scope waits for it. */
  readonly role: 'scope' | 'dependency';
  /** What its revision has to hold. */
  readonly proof: PushProof | undefined;
  /** It is only of a source that was pushed to: whether the push concerns it is not known. */
  readonly isBystander: boolean;
}

export interface Selection {
  readonly selected: readonly Selected[];
  /** Names of the scope that no object has. */
  readonly missing: readonly FluxName[];
  /** Why a pushed commit cannot be proven, one sentence each. */
  readonly doubts: readonly string[];
}

export interface SelectRequest {
  readonly plan: Plan;
  readonly named: readonly FluxName[];
  /** What applies something of the plan counts as well, not only what is named. */
  readonly isDue: boolean;
  readonly followed: Followed;
}

/**
 * The scope: what is named, what applies something of the plan, what a push changes, with the HelmReleases that those
 * Kustomizations apply, and the sources of it all. Then everything that these depend on.
 */
export function selectFlux(objects: readonly KubeObject[], request: SelectRequest): Selection {
  const { plan, named, isDue, followed } = request;
  const byName = new Map(objects.map((object) => [refText(refOf(object)), object]));
  const find = (ref: ObjectRef | undefined) => (ref === undefined ? undefined : byName.get(refText(ref)));
  const isStarted = (object: KubeObject) =>
    named.some((name) => isFluxNamed(name, refOf(object))) ||
    (isDue && object.kind === 'Kustomization' && appliesToScope(plan, object)) ||
    (isDue && object.kind === 'HelmRelease' && isReleaseInScope(plan, object)) ||
    followed.sources.has(refText(refOf(object)));
  const affected = affectedBy(followed.sources, objects);
  const bystanders = new Set(
    affected.filter(({ isHeld, object }) => !isHeld && !isStarted(object)).map(kustomizationOf),
  );
  const scope = new Set([...objects.filter(isStarted), ...affected.map(kustomizationOf)]);
  for (const { object, isHeld } of affected) {
    if (!isHeld && bystanders.has(object)) continue;
    for (const ref of inventoryOf(object)) {
      const applied = ref.kind === 'HelmRelease' ? find(ref) : undefined;
      if (applied !== undefined) scope.add(applied);
    }
  }
  addSources(scope, find);
  const all = new Set(scope);
  for (const object of all) {
    for (const ref of dependenciesOf(object)) {
      const needed = find(ref);
      if (needed !== undefined) all.add(needed);
    }
  }
  addSources(all, find);
  const selected = [...all].map((object): Selected => {
    const role = scope.has(object) ? 'scope' : 'dependency';
    const proof = role === 'scope' ? proofOf(object, followed) : undefined;
    return { object, ref: refOf(object), role, proof, isBystander: bystanders.has(object) };
  });
  const missing = named.filter((name) => !objects.some((object) => isFluxNamed(name, refOf(object))));
  return { selected, missing, doubts: [...followed.doubts, ...doubtsOf([...scope], followed)] };
}

function kustomizationOf({ object }: Affected): KubeObject {
  return object;
}

/** A Set takes what is added while it is walked. */
function addSources(objects: Set<KubeObject>, find: (ref: ObjectRef | undefined) => KubeObject | undefined): void {
  for (const object of objects) {
    for (const source of [find(sourceRefOf(object)), find(chartRefOf(object))]) {
      if (source !== undefined) objects.add(source);
    }
  }
}

function proofOf(object: KubeObject, { sources }: Followed): PushProof | undefined {
  if (object.kind === 'GitRepository') return sources.get(refText(refOf(object)));
  const isOfSource = object.kind === 'Kustomization' || object.kind === 'HelmChart';
  const source = isOfSource ? sourceRefOf(object) : undefined;
  return source === undefined ? undefined : sources.get(refText(source));
}

/**
 * Revisions of buckets and OCI artifacts are digests, and name no commit. A HelmChart of a pushed folder is made anew only with
 * another version: https://fluxcd.io/flux/components/source/helmcharts/#reconcile-strategy
 */
function doubtsOf(scope: readonly KubeObject[], { sources, doubts }: Followed): string[] {
  if (sources.size + doubts.length === 0) return [];
  return scope.flatMap((object): string[] => {
    if (object.kind === 'HelmChart') return chartDoubts(object, sources);
    const source = object.kind === 'Kustomization' ? sourceRefOf(object) : undefined;
    if (source === undefined || source.kind === 'GitRepository') return [];
    const what = `${refText(refOf(object))} takes its manifests from ${refText(source)}`;
    return [`That it has what was pushed cannot be proven: ${what}, whose revisions name no commit.`];
  });
}

function chartDoubts(object: KubeObject, sources: Followed['sources']): string[] {
  const { chart, reconcileStrategy } = specOf(object);
  const source = sourceRefOf(object);
  const proof = source && sources.get(refText(source));
  const isMadeAnew = reconcileStrategy === 'Revision' || typeof chart !== 'string';
  if (proof === undefined || isMadeAnew || !proof.paths.some((path) => isBelow(chart, path))) return [];
  const version = statusOf(object).artifact?.revision ?? 'none yet';
  const why = `it is made anew only when its version (${version}) is another (reconcileStrategy ChartVersion)`;
  return [`That ${refText(refOf(object))} has what was pushed to ${chart} cannot be proven: ${why}.`];
}
