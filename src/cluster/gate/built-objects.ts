/** The objects that a folder comes to, and which of them differ from before. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { FluxKustomization } from './flux-kustomizations.ts';
import { calledOf, groupOf, identityOf, type Manifest, readManifests } from './manifests.ts';
import { SubstitutionError, substitute } from './substitute.ts';

export interface BuiltObject extends Manifest {
  /** Where it comes from: a folder that was built, or a file. */
  readonly from: string;
  /** The Flux Kustomization that deploys it, where one does. */
  readonly flux: FluxKustomization | undefined;
  /** Whether some of its values come from where nobody can look, so that it is not what is deployed. */
  readonly isUncertain: boolean;
  /** Whether anybody deploys it, as far as the repository tells. */
  readonly isDeployed: boolean;
}

export interface BuiltReading {
  readonly objects: readonly BuiltObject[];
  /** Why Flux would not take them, one sentence each. */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Reads what `kustomize build` printed, or a manifest as it stands, with Flux's post-build substitution.
 * @param from how the place is called in messages
 * @param hasFlux whether Flux deploys anything of the repository, and so may put values into what no Flux object is known of
 */
export function readBuilt(
  from: string,
  output: string,
  flux: FluxKustomization | undefined,
  hasFlux = true,
): BuiltReading {
  const objects: BuiltObject[] = [];
  const problems: string[] = [];
  const empty = new Set<string>();
  for (const document of output.split(/^---[ \t]*$/m)) {
    const raw = readManifests(from, document);
    const isOff = raw.manifests.some(hasSubstitutionOff);
    const variables = isOff ? undefined : flux?.variables;
    let isUncertain = hasFlux && flux === undefined && /\$\{[A-Za-z_#]/.test(document);
    let reading = raw;
    if (variables !== undefined && document.includes('${')) {
      try {
        const { text, missing } = substitute(document, variables);
        reading = readManifests(from, text);
        if (flux?.hasUnknown === true && missing.length > 0) isUncertain = true;
        else for (const name of missing) empty.add(name);
      } catch (error) {
        if (!(error instanceof SubstitutionError)) throw error;
        const which = raw.manifests[0];
        problems.push(
          `${from}: post-build substitution fails${which === undefined ? '' : ` in ${calledOf(which)}`}: ${error.message}.`,
        );
        continue;
      }
    }
    problems.push(...reading.problems);
    objects.push(...reading.manifests.map((manifest) => ({ ...manifest, from, flux, isUncertain, isDeployed: true })));
  }
  const notes = [...empty].map((name) => `${from}: \${${name}} has no value, so Flux leaves its place empty`);
  return { objects, problems, notes };
}

/** https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution */
function hasSubstitutionOff({ object: { metadata } }: Manifest): boolean {
  const key = 'kustomize.toolkit.fluxcd.io/substitute';
  return [metadata?.labels?.[key], metadata?.annotations?.[key]].includes('disabled');
}

export interface ChangedObject {
  readonly after: BuiltObject;
  /** The same object as it was; undefined where it is new. */
  readonly before: BuiltObject | undefined;
}

/** Those that are new or differ. */
export function changedObjects(before: readonly BuiltObject[], after: readonly BuiltObject[]): ChangedObject[] {
  const old = new Map(before.map((object) => [identityOf(object), object]));
  return after
    .map((object) => ({ after: object, before: old.get(identityOf(object)) }))
    .filter((one) => !isDeepStrictEqual(one.before?.object, one.after.object));
}

/** What several builds come to counts once; where they differ in an object (staging and production), each counts. */
export function eachOnce(changed: readonly ChangedObject[]): ChangedObject[] {
  const once = new Map(changed.map((one) => [`${identityOf(one.after)} ${JSON.stringify(one.after.object)}`, one]));
  return [...once.values()];
}

/** Namespaces that some of the objects make. */
export function namespacesOf(objects: readonly Manifest[]): ReadonlySet<string> {
  const made = objects.filter(({ apiVersion, kind }) => kind === 'Namespace' && groupOf(apiVersion) === '');
  return new Set(made.flatMap(({ object }) => object.metadata?.name ?? []));
}
