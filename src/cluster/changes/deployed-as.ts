/** Where a manifest's objects end up: which namespace, and which name, kustomizations and Flux give them. Pure. */
import type { State } from '../gate/build-plan.ts';
import { isBelow } from '../gate/files.ts';
import type { FluxKustomization } from '../gate/flux-kustomizations.ts';
import type { Kustomization } from '../gate/kustomizations.ts';
import { isMapping, readYaml } from '../gate/yaml.ts';

export interface Placement {
  /** Of all objects; undefined where each has its own. */
  readonly namespace: string | undefined;
  readonly prefix: string;
  readonly suffix: string;
  /** The Flux Kustomization that deploys them, where one does. */
  readonly flux: FluxKustomization | undefined;
}

/**
 * Every way in which the file is deployed: several where overlays share it. What Flux deploys is deployed in no other way.
 * @param file path below the root
 */
export function placementsOf(file: string, state: State): Placement[] {
  const own: Placement = { namespace: undefined, prefix: '', suffix: '', flux: undefined };
  const ends = endsOf(file, own, state, new Set());
  const byFlux = ends.filter(({ flux }) => flux !== undefined);
  return byFlux.length > 0 ? byFlux : ends;
}

/** From a file or folder up to whatever nobody refers to. Outer kustomizations win. */
function endsOf(path: string, inner: Placement, state: State, seen: ReadonlySet<string>): Placement[] {
  const { kustomizations, fluxes, files } = state;
  const parents = [...kustomizations.values()].filter(
    ({ folder, references }) =>
      !seen.has(folder) && references.some((reference) => reference.path === path && reference.sort !== 'data'),
  );
  const outer = parents.flatMap((parent) =>
    endsOf(parent.folder, within(inner, parent, state), state, new Set([...seen, parent.folder])),
  );
  const isFree = parents.length === 0;
  const deploying = fluxes.filter(
    ({ folder }) => folder === path || (isFree && !kustomizations.has(folder) && isBelow(path, folder)),
  );
  const plain = isFree && deploying.length === 0 && (files.paths.has(path) || kustomizations.has(path)) ? [inner] : [];
  return [...outer, ...deploying.map((flux) => byFlux(inner, flux)), ...plain];
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/: namespace, namePrefix, nameSuffix */
function within(inner: Placement, { file, namespace }: Kustomization, { files }: State): Placement {
  const { prefix, suffix } = namePartsOf(readYaml(files.texts.get(file) ?? '').values[0]);
  return {
    ...inner,
    namespace: namespace ?? inner.namespace,
    prefix: prefix + inner.prefix,
    suffix: inner.suffix + suffix,
  };
}

function byFlux(inner: Placement, flux: FluxKustomization): Placement {
  const { targetNamespace } = flux.spec;
  const { prefix, suffix } = namePartsOf(flux.spec);
  const namespace = typeof targetNamespace === 'string' ? targetNamespace : inner.namespace;
  return { namespace, prefix: prefix + inner.prefix, suffix: inner.suffix + suffix, flux };
}

function namePartsOf(value: unknown): { readonly prefix: string; readonly suffix: string } {
  const { namePrefix, nameSuffix } = isMapping(value) ? value : {};
  const text = (part: unknown) => (typeof part === 'string' ? part : '');
  return { prefix: text(namePrefix), suffix: text(nameSuffix) };
}
