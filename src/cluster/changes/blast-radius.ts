/** What of the cluster a task may change, as far as its words and the repository's own files tell: nothing is asked of a cluster. Pure. */
import { isDeployed, type State } from '../gate/build-plan.ts';
import { isPart } from '../gate/kustomizations.ts';
import { readManifests } from '../gate/manifests.ts';
import { mentionedNamespaces } from '../mentioned-namespaces.ts';
import { placementsOf } from './deployed-as.ts';
import { filesOf, namedPlaces } from './named-places.ts';
import { besides, reachedManifests } from './reached-manifests.ts';
import type { TouchedObject } from './touched.ts';
import { touchedObjects } from './touched-objects.ts';

export interface BlastRadius {
  /** Files and folders that the text names; those that are not there yet are among them. */
  readonly paths: readonly string[];
  /** Kustomizations of Flux that deploy them: `flux-system/apps`. */
  readonly kustomizations: readonly string[];
  /** `shop/web`. */
  readonly releases: readonly string[];
  readonly namespaces: readonly string[];
  /** What could not be told, one sentence each. */
  readonly unknown: readonly string[];
}

/** Rather too many than too few. @param text of the task @param state of the repository */
export function blastRadius(text: string, state: State): BlastRadius {
  const { files, fluxes } = state;
  const { found, fresh, unclear } = namedPlaces(text, files);
  const start = [
    ...found.flatMap((place) => filesOf(place, files)),
    ...fresh.flatMap((one) => besides(one.folder, state)),
  ];
  const touched = reachedManifests(start, state);
  const objects = touchedObjects(state, state, touched);
  const byFlux = new Map(
    touched.map((file) => [file, placementsOf(file, state).flatMap(({ flux }) => flux?.name ?? [])]),
  );
  const own = objects.filter((one) => isFluxKustomization(one)).map(nameOf);
  const mentioned = mentionedNamespaces(text).certain;
  return {
    paths: [...found, ...fresh.map(({ path }) => path)].sort(),
    kustomizations: sorted([...[...byFlux.values()].flat(), ...own]),
    releases: sorted(objects.filter(isRelease).map(nameOf)),
    namespaces: sorted([...objects.flatMap(namespacesOf), ...mentioned]),
    unknown: [
      ...(found.length + fresh.length === 0 && unclear.length === 0
        ? ['No path of this repository is named, so what changes in the cluster cannot be told.']
        : []),
      ...unclear.map((name) => `Several folders have a ${name}; which is meant cannot be told.`),
      ...fresh.map(({ path, folder }) => `${path} is not there yet; told is what ${folder} belongs to.`),
      ...untold(touched, state, fluxes.length === 0 ? undefined : byFlux),
      ...(touched.length > 0 && fluxes.length === 0
        ? ['No Kustomization of Flux stands in this repository, so which one deploys this cannot be told.']
        : []),
      ...(objects.some((one) => one.namespace === undefined && namespacesOf(one).length === 0 && isUnplaced(one))
        ? ['Some objects state no namespace: they are of none, or of the one that Flux or the context gives them.']
        : []),
      ...objects
        .filter(isSource)
        .map((one) => `What takes its manifests or charts from ${one.kind} ${nameOf(one)} was not looked for.`),
    ],
  };
}

/** @param byFlux undefined where no Kustomization of Flux is known at all */
function untold(
  touched: readonly string[],
  state: State,
  byFlux: ReadonlyMap<string, readonly string[]> | undefined,
): string[] {
  return touched.flatMap((file) => {
    const { manifests, problems } = readManifests(file, state.files.texts.get(file) ?? '');
    if (problems.length > 0) return problems;
    if (!isDeployed(file, state) && !isPart(state.kustomizations, file))
      return [`Nothing in this repository deploys ${file}.`];
    if (manifests.length > 0 && touchedObjects(state, state, [file]).length === 0) {
      return [`What ${file} is called in the cluster comes from values that are not in this repository.`];
    }
    return byFlux?.get(file)?.length === 0 ? [`No Kustomization of Flux in this repository deploys ${file}.`] : [];
  });
}

function namespacesOf({ kind, name, namespace, targetNamespace }: TouchedObject): string[] {
  const own = kind === 'Namespace' ? name : namespace;
  return [own, targetNamespace].flatMap((one) => (one === undefined || one === '' ? [] : [one]));
}

/** What has a namespace as a rule. */
function isUnplaced({ kind }: TouchedObject): boolean {
  return /^(?:Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod|Service|Ingress|ConfigMap|Secret|HelmRelease)$/.test(
    kind,
  );
}

const isFluxKustomization = ({ apiVersion, kind }: TouchedObject) =>
  kind === 'Kustomization' && apiVersion.startsWith('kustomize.toolkit.fluxcd.io/');
const isRelease = ({ kind }: TouchedObject) => kind === 'HelmRelease';
const isSource = ({ apiVersion }: TouchedObject) => apiVersion.startsWith('source.toolkit.fluxcd.io/');
const nameOf = ({ namespace, name }: TouchedObject) => (namespace === undefined ? name : `${namespace}/${name}`);

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
