/**
 * Which checks a task gets: from what it states, its labels, its commits and its text. Pure; shown before anything runs,
 * and what runs is what it says.
 */
import type { Touched, TouchedObject } from './changes/touched.ts';
import { type CheckKind, checkKinds, checkNames, labelsFor } from './check-kinds.ts';
import {
  emptyTarget,
  type ScopeSource,
  type StatedScope,
  type Target,
  type TargetReading,
  targetOf,
} from './check-target.ts';
import { refText } from './kube-object.ts';

export interface TaskFacts {
  readonly labels: readonly string[];
  readonly stated: StatedScope | 'none' | undefined;
  /** Text of the task without its front matter. */
  readonly text: string;
  /** What its commits changed; undefined where it has none. */
  readonly touched?: Touched;
  /** The command of the repository's lint script; undefined where it has none. */
  readonly lint?: string;
  /** What is stated and cannot be read, each with its place and what to write instead. */
  readonly unread?: readonly string[];
  /** Why something is not run: commands and the lint script, or builds. Undefined where it is. */
  readonly barred?: { readonly commands?: string; readonly builds?: string };
}

export interface PlannedCheck {
  readonly kind: CheckKind;
  /** What it is called. */
  readonly check: string;
  /** What is looked at, as it is written; everything in the scope where it is empty. */
  readonly objects: readonly string[];
  /** Why the task gets it: `verify`, `commits`, `text`, or its labels. */
  readonly because: string;
  /** Why it is due and not run; undefined for what runs. */
  readonly skipped?: string;
}

export interface CheckPlan {
  readonly scope: ScopeSource;
  /** One sentence on what belongs to the task. */
  readonly about: string;
  readonly target: Target;
  /** What the commits of the task changed, whatever the scope. */
  readonly changed?: Touched;
  readonly checks: readonly PlannedCheck[];
  /** What is stated and cannot be read, so that nothing passes. */
  readonly unread?: readonly string[];
}

/**
 * The checks of a task. Workloads and services of its scope are looked at whatever its labels; each list of `verify:`
 * and each known label adds its own. `verify: none` leaves nothing.
 */
export function planChecks(facts: TaskFacts): CheckPlan {
  const { labels, stated, text, touched, unread } = facts;
  if (stated === 'none') {
    const about = 'Verification is switched off (verify: none).';
    return { scope: 'none', about, target: emptyTarget, checks: [] };
  }
  const reading = targetOf(stated, touched, text);
  const checks = checkKinds.flatMap((kind): PlannedCheck[] => {
    const given = objectsOf(kind, stated);
    const found = reading.scope === 'verify' ? [] : targetList(kind, reading.target);
    const reasons = [
      ...(given.length > 0 ? ['verify'] : []),
      ...(found.length > 0 ? [reading.scope] : []),
      ...labelsFor(kind, labels),
    ];
    const isAlways = kind === 'workloads' || kind === 'services';
    if (reasons.length === 0 && !isAlways) return [];
    const objects = [...given, ...found, ...changedBy(kind, facts)];
    const skipped = whySkipped(kind, objects, facts) ?? (kind === 'events' ? whyNoEvents(reading) : undefined);
    const because = reasons.length === 0 ? 'always' : reasons.join(', ');
    return [{ kind, check: checkNames[kind], objects, because, ...(skipped === undefined ? {} : { skipped }) }];
  });
  const more = { ...(touched === undefined ? {} : { changed: touched }), ...(unread === undefined ? {} : { unread }) };
  return { ...reading, ...more, checks };
}

/** The check, where it is planned and run. */
export function plannedCheck({ checks }: CheckPlan, kind: CheckKind): PlannedCheck | undefined {
  return checks.find((check) => check.kind === kind && check.skipped === undefined);
}

/** What `verify:` lists for a kind of check; its namespaces say where, not what. */
function objectsOf(kind: CheckKind, stated: StatedScope | undefined): readonly string[] {
  const lists: Partial<Record<CheckKind, readonly string[] | undefined>> = { ...stated };
  return lists[kind] ?? [];
}

function targetList(kind: CheckKind, { workloads, services }: Target): readonly string[] {
  return kind === 'workloads' ? workloads : kind === 'services' ? services : [];
}

/** What a check looks at that comes from the repository. */
function changedBy(kind: CheckKind, { touched, lint }: TaskFacts): readonly string[] {
  if (kind === 'lint') return lint === undefined ? [] : [lint];
  if (kind === 'manifests') return touched?.builds ?? [];
  if (kind !== 'resources') return [];
  const { objects = [], removed = [] } = touched ?? {};
  return [...objects.map(calledOf), ...removed.map((object) => `${calledOf(object)} (removed)`)];
}

function calledOf({ namespace = '', ...object }: TouchedObject): string {
  return refText({ ...object, namespace });
}

function whyNoEvents({ scope, target }: TargetReading): string | undefined {
  const { namespaces, workloads, services } = target;
  const isEmpty = namespaces.length + workloads.length + services.length === 0;
  return scope === 'verify' && isEmpty ? 'the scope names nothing of a cluster' : undefined;
}

function whySkipped(kind: CheckKind, objects: readonly string[], facts: TaskFacts): string | undefined {
  const { touched, barred } = facts;
  const noChange =
    touched === undefined ? 'the task has no commits' : 'the commits of the task changed nothing of the kind';
  const empty: Partial<Readonly<Record<CheckKind, string>>> = {
    urls: 'none is stated',
    lint: 'the repository has none',
    manifests: noChange,
    resources: noChange,
  };
  if (objects.length === 0 && empty[kind] !== undefined) return empty[kind];
  if (kind === 'commands' || kind === 'lint') return barred?.commands;
  return kind === 'manifests' ? barred?.builds : undefined;
}
