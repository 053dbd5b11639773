/** Repositories as object literals, for tests of the gate. */
import type { State } from '../../../../src/cluster/gate/build-plan.ts';
import type { Files } from '../../../../src/cluster/gate/files.ts';
import { readFluxKustomizations } from '../../../../src/cluster/gate/flux-kustomizations.ts';
import { readKustomizations } from '../../../../src/cluster/gate/kustomizations.ts';

export function filesOf(texts: Readonly<Record<string, string>>): Files {
  const yaml = Object.entries(texts).filter(([path]) => /\.ya?ml$|Kustomization$/.test(path));
  return { paths: new Set(Object.keys(texts)), texts: new Map(yaml) };
}

export function stateOf(texts: Readonly<Record<string, string>>): State {
  const files = filesOf(texts);
  return { files, kustomizations: readKustomizations(files), fluxes: readFluxKustomizations(files) };
}

export const configMap = (name: string, data = '{a: "1"}', namespace = 'shop') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${namespace}}\ndata: ${data}\n`;

export const flux = (name: string, path: string, spec = '') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\nspec:\n  path: ${path}\n${spec}`;
