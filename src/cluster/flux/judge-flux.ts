/** Judges the selected Flux objects together, with what was pushed and what was asked of their controllers. Pure. */
import type { Known } from '../health/around.ts';
import { readyOf } from '../health/flux/flux.ts';
import { shortRevision } from '../health/flux/revision.ts';
import { type Health, progressing } from '../health/health.ts';
import { RelatedObjects } from '../health/related-objects.ts';
import { aroundOf } from '../health/rules.ts';
import { type KubeEvent, type KubeObject, type ObjectRef, refText } from '../kube-object.ts';
import { inventoryOf, sourceRefOf, statusOf } from './flux-spec.ts';
import type { PushProof, Revisions } from './push-proof.ts';
import type { Selected } from './select.ts';

export interface FluxJudgement extends Selected {
  readonly health: Health;
  /** What was seen, for the report. */
  readonly evidence: string;
  /** Its last attempt was at what was pushed, or nothing was pushed: what it says is said of the present. */
  readonly isOfPush: boolean;
  /** The Kustomization that applies it, and has not applied what was pushed. */
  readonly behind: ObjectRef | undefined;
}

export interface FluxCircumstances {
  readonly now: number;
  /** All Flux objects of the cluster. */
  readonly objects: readonly KubeObject[];
  /** Of the namespaces of HelmReleases in trouble. */
  readonly events: readonly KubeEvent[];
  readonly revisions: Revisions;
  /** Whether its controller was asked to reconcile it, and has not answered yet. */
  isPending(object: KubeObject): boolean;
}

/** Whether time may change the verdict. */
export function isWaiting({ verdict }: Health): boolean {
  return verdict === 'progressing' || verdict === 'terminating' || verdict === 'unknown';
}

/** Each by the rule of its kind, and by what it has to show. */
export function judgeFlux(selected: readonly Selected[], circumstances: FluxCircumstances): FluxJudgement[] {
  const { objects, events, revisions } = circumstances;
  const related = new RelatedObjects([...objects, ...events], { partial: false });
  const around = (proof: PushProof | undefined) =>
    aroundOf({
      ...knownAt(circumstances.now),
      objects: related,
      holdsPush: proof && ((revision) => revisions.isHeld(proof, revision)),
    });
  const plain = around(undefined);
  const byProof = new Map<PushProof, typeof plain>();
  const stage = { ...circumstances, behind: behindOf(selected, revisions), related };
  return selected.map((one): FluxJudgement => {
    const { proof, object } = one;
    const known = proof === undefined ? plain : (byProof.get(proof) ?? around(proof));
    if (proof !== undefined) byProof.set(proof, known);
    const isOfPush = proof === undefined || isAttempted(object, proof, revisions);
    const health = provenHealth(one, known.healthOf(object), stage);
    const behind = object.kind === 'HelmRelease' ? stage.behind.get(refText(one.ref)) : undefined;
    return { ...one, health, evidence: evidenceOf(object), isOfPush, behind };
  });
}

/** Nothing of it concerns Flux' rules but the clock. */
function knownAt(now: number): Omit<Known, 'objects' | 'holdsPush'> {
  return {
    now,
    grace: { pullMs: 0, schedulingMs: 0, metricsMs: 0, nodeMs: 0 },
    earlier: { pullTroubleSince: () => undefined, restartsBefore: () => ({}) },
    needsAddress: () => false,
    answeringHosts: new Set(),
  };
}

interface Stage extends FluxCircumstances {
  /** HelmReleases of Kustomizations that have not applied what was pushed, with these. */
  readonly behind: ReadonlyMap<string, ObjectRef>;
  readonly related: RelatedObjects;
}

/** What is said of an older revision, or before an answer, says nothing yet: it is waited for. */
function provenHealth(one: Selected, health: Health, stage: Stage): Health {
  const { object, proof, ref } = one;
  if (isFinal(health)) return health;
  const told = proof === undefined ? health : withProof(one, proof, health, stage);
  const kustomization = stage.behind.get(refText(ref));
  if (told.verdict === 'failed' && kustomization !== undefined) {
    return later(told, `${refText(kustomization)} has not applied the pushed commit yet`);
  }
  if (!stage.isPending(object)) return told;
  if (told.verdict === 'failed') return later(told, 'a new attempt was asked for');
  if (told.verdict !== 'healthy') return told;
  return progressing('ReconcilePending', `${told.message}; it was asked to reconcile, and has not answered yet`);
}

function isFinal({ verdict }: Health): boolean {
  return verdict === 'suspended' || verdict === 'terminating';
}

function withProof(one: Selected, proof: PushProof, health: Health, stage: Stage): Health {
  const { object } = one;
  const { revisions } = stage;
  if (health.verdict === 'failed') {
    // A fetch that fails is tried again.
    if (object.kind === 'GitRepository') return later(health, 'its controller tries again');
    if (isAttempted(object, proof, revisions)) return health;
    return later(health, `said before it had the pushed commit ${proof.commit.slice(0, 10)}`);
  }
  if (health.verdict !== 'healthy' && health.reason !== 'OldRevision') return health;
  const revision = shownBy(object);
  const answer = revision === undefined ? 'no' : revisions.answer(proof, revision);
  if (health.verdict === 'healthy' && answer === 'yes') return health;
  const places = placesText(object, stage);
  if (answer === 'unknown' && proof.isPast === true) {
    const note = 'has a commit that this repository does not have; fetch to know whether it holds what was pushed';
    return { ...health, notes: [...(health.notes ?? []), note] };
  }
  if (answer === 'unknown') {
    const why = 'this repository does not have that commit, so it is no proof';
    return progressing('RevisionUnknown', `${places}; ${why} of the pushed commit ${proof.commit.slice(0, 10)}`);
  }
  return progressing('OldRevision', `${places}; the pushed commit is ${proof.commit.slice(0, 10)}`);
}

function later(health: Health, why: string): Health {
  return { ...health, verdict: 'progressing', troubled: true, message: `${health.message} (${why})` };
}

/** The revision that a source stored, that a Kustomization applied, or that a HelmChart was made from. */
function shownBy(object: KubeObject): string | undefined {
  const { artifact, lastAppliedRevision, observedSourceArtifactRevision } = statusOf(object);
  if (object.kind === 'HelmChart') return observedSourceArtifactRevision;
  return object.kind === 'Kustomization' ? lastAppliedRevision : artifact?.revision;
}

/** Whether its last attempt was at a revision that holds the push. */
function isAttempted(object: KubeObject, proof: PushProof, revisions: Revisions): boolean {
  const revision = object.kind === 'Kustomization' ? statusOf(object).lastAttemptedRevision : shownBy(object);
  return revision !== undefined && revisions.isHeld(proof, revision);
}

/** Which revision is where. */
function placesText(object: KubeObject, { related }: Stage): string {
  const own = shownBy(object);
  if (object.kind !== 'Kustomization') return own === undefined ? 'has stored nothing' : `has ${shortRevision(own)}`;
  const applied = own === undefined ? 'has applied nothing' : `applied ${shortRevision(own)}`;
  const ref = sourceRefOf(object);
  const source = ref && related.named(`${ref.kind}.source.toolkit.fluxcd.io`, ref.namespace, ref.name);
  const stored = source && statusOf(source).artifact?.revision;
  return ref === undefined || stored === undefined
    ? applied
    : `${applied}; ${refText(ref)} has ${shortRevision(stored)}`;
}

/** The objects that a Kustomization applies which is still at an older revision. */
function behindOf(selected: readonly Selected[], revisions: Revisions): Map<string, ObjectRef> {
  const behind = new Map<string, ObjectRef>();
  for (const { object, proof, ref } of selected) {
    const applied = object.kind === 'Kustomization' ? shownBy(object) : undefined;
    if (object.kind !== 'Kustomization' || proof === undefined) continue;
    if (applied !== undefined && revisions.isHeld(proof, applied)) continue;
    for (const inner of inventoryOf(object)) behind.set(refText(inner), ref);
  }
  return behind;
}

function evidenceOf(object: KubeObject): string {
  const { artifact, lastAppliedRevision, lastAttemptedRevision } = statusOf(object);
  const revision = artifact?.revision ?? lastAppliedRevision ?? lastAttemptedRevision;
  const ready = readyOf(object);
  const condition = ready === undefined ? 'no condition Ready' : `Ready=${ready.status} ${ready.reason ?? ''}`.trim();
  return revision === undefined ? condition : `${condition}, revision ${shortRevision(revision)}`;
}
