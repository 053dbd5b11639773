/** The kinds of checks, what each is called, and which labels of a task ask for it. */

export const checkKinds = [
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
export type CheckKind = (typeof checkKinds)[number];

export const checkNames: Readonly<Record<CheckKind, string>> = {
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

const deployment: readonly CheckKind[] = ['flux', 'workloads', 'services', 'events', 'urls'];
const infrastructure: readonly CheckKind[] = ['manifests', 'lint', 'resources'];

/** Labels are compared in lower case. */
const byLabel: ReadonlyMap<string, readonly CheckKind[]> = new Map([
  ['builds', ['images']],
  ['registry', ['images']],
  ['deployment', deployment],
  ['flux', deployment],
  ['infrastructure', infrastructure],
  ['networking', infrastructure],
  ['security', infrastructure],
  ['verification', checkKinds.filter((kind) => kind !== 'commands')],
]);

/** Whether a label decides which checks a task gets. */
export function choosesChecks(label: string): boolean {
  return byLabel.has(label.toLowerCase());
}

/** The labels of a task that ask for the kind, as reasons: `label flux`. */
export function labelsFor(kind: CheckKind, labels: readonly string[]): string[] {
  return labels
    .filter((label) => byLabel.get(label.toLowerCase())?.includes(kind) === true)
    .map((label) => `label ${label}`);
}
