/** Which checks a task gets: from what it states, its labels and its text. Pure; shown before anything runs. */
import { mentionedNamespaces } from './mentioned-namespaces.ts';

/** What `verify:` of the task or of the repository lists; all lists may be empty. */
export interface StatedScope {
  readonly namespaces: readonly string[];
  readonly workloads: readonly string[];
  readonly services: readonly string[];
  readonly urls: readonly string[];
  readonly commands: readonly string[];
  readonly images?: readonly string[];
  readonly flux?: readonly string[];
}

export interface TaskFacts {
  readonly labels: readonly string[];
  readonly stated: StatedScope | 'none' | undefined;
  /** Text of the task without its front matter. */
  readonly text: string;
}

/** Where the scope comes from: `verify:`, the text, or nowhere, so that the whole cluster is looked at. */
export type ScopeSource = 'none' | 'verify' | 'text' | 'cluster';

export interface PlannedCheck {
  readonly check: string;
  /** What is looked at, as it is written; everything in the scope where it is empty. */
  readonly objects: readonly string[];
  /** Why the task gets it: `verify`, or its labels. */
  readonly because: string;
  /** Why it is due and not run; undefined for what runs. */
  readonly skipped?: string;
}

export interface CheckPlan {
  readonly scope: ScopeSource;
  /** One sentence on what belongs to the task. */
  readonly about: string;
  readonly checks: readonly PlannedCheck[];
}

const kinds = [
  'workloads',
  'services',
  'urls',
  'flux',
  'events',
  'images',
  'manifests',
  'lint',
  'resources',
  'commands',
] as const;
type Kind = (typeof kinds)[number];

const names: Readonly<Record<Kind, string>> = {
  workloads: 'workloads and their pods',
  services: 'services and their endpoints',
  urls: 'health URLs',
  flux: 'Flux objects',
  events: 'recent warning events',
  images: 'images in the registry',
  manifests: 'kustomize build of what changed',
  lint: 'lint script of the repository',
  resources: 'changed resources as the cluster has them',
  commands: 'commands',
};

const deployment: readonly Kind[] = ['flux', 'workloads', 'services', 'events', 'urls'];
const infrastructure: readonly Kind[] = ['manifests', 'lint', 'resources'];

/** Labels are compared in lower case. */
const byLabel: ReadonlyMap<string, readonly Kind[]> = new Map([
  ['builds', ['images']],
  ['registry', ['images']],
  ['deployment', deployment],
  ['flux', deployment],
  ['infrastructure', infrastructure],
  ['networking', infrastructure],
  ['security', infrastructure],
  ['verification', kinds.filter((kind) => kind !== 'commands')],
]);

/** What the runner does not do. It goes from here when the runner learns it. */
const notRun: Partial<Readonly<Record<Kind, string>>> = {
  flux: 'Flux objects are not judged',
  events: 'events are not looked at',
  images: 'images in registries are not looked at',
  manifests: 'nothing is built',
  lint: 'no script is run',
  resources: 'only workloads and services are looked at',
  commands: 'commands are run at the end of process alone, since a verification by itself only reads',
};

/**
 * The checks of a task. Workloads and services of its scope are looked at whatever its labels; each list of `verify:`
 * and each known label adds its own. `verify: none` leaves nothing.
 */
export function planChecks({ labels, stated, text }: TaskFacts): CheckPlan {
  if (stated === 'none') return { scope: 'none', about: 'Verification is switched off (verify: none).', checks: [] };
  const { scope, about } = scopeOf(stated, text);
  const checks = kinds.flatMap((kind): PlannedCheck[] => {
    const objects = objectsOf(kind, stated);
    const reasons = [...(objects.length > 0 ? ['verify'] : []), ...labelsFor(kind, labels)];
    const isAlways = kind === 'workloads' || kind === 'services';
    if (reasons.length === 0 && !isAlways) return [];
    const skipped = kind === 'urls' && objects.length === 0 ? 'none is stated' : notRun[kind];
    const because = reasons.length === 0 ? 'always' : reasons.join(', ');
    return [{ check: names[kind], objects, because, ...(skipped === undefined ? {} : { skipped }) }];
  });
  return { scope, about, checks };
}

function scopeOf(stated: StatedScope | undefined, text: string): { scope: ScopeSource; about: string } {
  if (stated !== undefined) {
    const { namespaces } = stated;
    const where =
      namespaces.length === 0 ? 'what it names' : `everything in ${namespaces.join(', ')}, and what it names`;
    return { scope: 'verify', about: `verify: states the scope: ${where}.` };
  }
  const { certain, possible } = mentionedNamespaces(text);
  const found = [...certain, ...possible];
  if (found.length > 0) {
    return {
      scope: 'text',
      about: `The text names namespaces; those that the cluster has are the scope: ${found.join(', ')}.`,
    };
  }
  return { scope: 'cluster', about: 'Nothing is stated or named: the whole cluster, and its problems are warnings.' };
}

/** What `verify:` lists for a kind of check; its namespaces say where, not what. */
function objectsOf(kind: Kind, stated: StatedScope | undefined): readonly string[] {
  const lists: Partial<Record<Kind, readonly string[] | undefined>> = { ...stated };
  return lists[kind] ?? [];
}

function labelsFor(kind: Kind, labels: readonly string[]): string[] {
  return labels
    .filter((label) => byLabel.get(label.toLowerCase())?.includes(kind) === true)
    .map((label) => `label ${label}`);
}
