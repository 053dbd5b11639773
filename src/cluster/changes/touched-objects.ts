/** The objects that a change of files touched, as they are deployed. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { isDeployed, type State } from '../gate/build-plan.ts';
import { isKustomizationFile, isPart, type Kustomization, resourceFilesOf } from '../gate/kustomizations.ts';
import { groupOf, isManifestFile, type Manifest, readManifests } from '../gate/manifests.ts';
import { SubstitutionError, substitute } from '../gate/substitute.ts';
import { isMapping, readYaml } from '../gate/yaml.ts';
import { type Placement, placementsOf } from './deployed-as.ts';
import type { TouchedObject } from './touched.ts';

/** Kinds of no namespace, of those that repositories often hold; whatever else has one where its kustomization gives it. */
const clusterWide: ReadonlySet<string> = new Set(
  `Namespace Node PersistentVolume ClusterRole ClusterRoleBinding CustomResourceDefinition StorageClass IngressClass
  PriorityClass RuntimeClass APIService ValidatingWebhookConfiguration MutatingWebhookConfiguration
  ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ClusterIssuer GatewayClass ClusterSecretStore
  ClusterPolicy CSIDriver`.split(/\s+/),
);
/** Kustomize leaves the names of these alone. */
const keepsName: ReadonlySet<string> = new Set(['Namespace', 'CustomResourceDefinition', 'APIService']);

/**
 * Objects of changed manifests and patches, and all that a changed kustomization holds: nobody can tell without a build
 * which of them it changes. Where only its list of resources grew, the new ones.
 * @param changed paths below the root
 */
export function touchedObjects(before: State, after: State, changed: readonly string[]): TouchedObject[] {
  const objects = touchedFiles(before, after, changed).flatMap((file) => {
    const { manifests } = readManifests(file, after.files.texts.get(file) ?? '');
    const placements = placementsOf(file, after);
    return manifests.flatMap((manifest) => placements.flatMap((placement) => deployed(manifest, placement)));
  });
  return [...new Map(objects.map((object) => [keyOf(object), object])).values()];
}

/** Objects that the change took away, or put into another namespace or under another name. */
export function removedObjects(before: State, after: State, changed: readonly string[]): TouchedObject[] {
  const kept = new Set(touchedObjects(before, after, changed).map(keyOf));
  return touchedObjects(after, before, changed).filter((object) => !kept.has(keyOf(object)));
}

function touchedFiles(before: State, after: State, changed: readonly string[]): string[] {
  const { files, kustomizations } = after;
  const isManifest = (path: string) => !isKustomizationFile(path) && isManifestFile(path, files);
  // Examples in documentation and fixtures of tests are nothing that the cluster gets.
  const isUsed = (path: string) => isDeployed(path, after) || isPart(kustomizations, path);
  const own = changed.filter((path) => isManifest(path) && isUsed(path));
  const parts = new Set(changed.filter((path) => !own.includes(path)));
  const held = [...kustomizations.values()].flatMap((kustomization) => {
    const { file, references } = kustomization;
    const isAll = references.some(({ path, sort }) => path !== undefined && sort !== 'resources' && parts.has(path));
    if (!isAll && !parts.has(file)) return [];
    const added = isAll ? undefined : addedTo(kustomization, before, after);
    return [...resourceFilesOf([added ?? kustomization], kustomizations)].filter(isManifest);
  });
  return [...new Set([...own, ...held])];
}

/** What was added to its resources, where nothing else of it changed. */
function addedTo(kustomization: Kustomization, before: State, after: State): Kustomization | undefined {
  const { file, folder, references } = kustomization;
  const was = before.kustomizations.get(folder);
  if (was === undefined) return undefined;
  const rest = (state: State) => {
    const [value] = readYaml(state.files.texts.get(file) ?? '').values;
    return isMapping(value) ? { ...value, resources: undefined } : value;
  };
  if (!isDeepStrictEqual(rest(before), rest(after))) return undefined;
  const known = new Set(was.references.map(({ path }) => path));
  return { ...kustomization, references: references.filter(({ path }) => !known.has(path)) };
}

function deployed({ apiVersion, kind, object }: Manifest, placement: Placement): TouchedObject[] {
  const { metadata, spec } = object;
  if (metadata?.name === undefined) return [];
  const { prefix, suffix } = placement;
  const written = keepsName.has(kind) ? metadata.name : `${prefix}${metadata.name}${suffix}`;
  const place = clusterWide.has(kind) ? undefined : (placement.namespace ?? metadata.namespace);
  const { targetNamespace, ttlSecondsAfterFinished } = isMapping(spec) ? spec : {};
  const [name, namespace, target] = [written, place, targetNamespace].map((text) => substituted(text, placement));
  // Values that are not in the repository.
  if (name === undefined || (namespace === undefined && place !== undefined)) return [];
  return [
    {
      apiVersion,
      kind,
      namespace,
      name,
      ...(target === undefined ? {} : { targetNamespace: target }),
      ...(kind === 'Job' && ttlSecondsAfterFinished !== undefined ? { isFleeting: true as const } : {}),
    },
  ];
}

/** With the values of Flux; undefined where there is none, or one that nobody knows here. */
function substituted(text: unknown, { flux }: Placement): string | undefined {
  if (typeof text !== 'string') return undefined;
  if (!text.includes('${')) return text;
  if (flux?.variables === undefined) return undefined;
  try {
    const { text: filled, missing } = substitute(text, flux.variables);
    return missing.length === 0 && filled !== '' ? filled : undefined;
  } catch (error) {
    if (!(error instanceof SubstitutionError)) throw error;
    return undefined;
  }
}

/** The version of a group tells no objects apart. */
function keyOf({ apiVersion, kind, namespace, name }: TouchedObject): string {
  return [groupOf(apiVersion), kind, namespace ?? '', name].join(' ');
}
