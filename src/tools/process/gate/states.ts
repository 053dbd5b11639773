/** The repository before a criterion and as its commit would leave it, as far as the gate reads it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { State } from '../../../cluster/gate/build-plan.ts';
import type { Files } from '../../../cluster/gate/files.ts';
import { readFluxKustomizations } from '../../../cluster/gate/flux-kustomizations.ts';
import { isKustomizationFile, readKustomizations } from '../../../cluster/gate/kustomizations.ts';
import { looksLikeManifest } from '../../../cluster/gate/manifests.ts';
import { readBlobs } from '../../../git/blobs.ts';
import { gitClient } from '../../../git/client.ts';
import { listTree, plannedTree } from '../../../git/planned-tree.ts';
import type { Repository } from '../../../git/repository.ts';
import type { ChangedPath } from '../../../git/work-tree.ts';
import type { ChangedRepository } from '../commit-related.ts';

export interface States {
  readonly head: string;
  /** The tree that the commit would have. */
  readonly tree: string;
  readonly changes: readonly ChangedPath[];
  readonly before: State;
  readonly after: State;
}

/** Bytes of one YAML file that are read; definitions of many kinds in one file are longer than manifests that people write. */
const fileLimit = 4_000_000;

const isYaml = (path: string) => /\.ya?ml$/.test(path) || isKustomizationFile(path);

/** Undefined where the criterion changed nothing that could be a part of a deployment. */
export async function readStates({ one, paths, tree: picture }: ChangedRepository): Promise<States | undefined> {
  const { repository, camera, runFolder } = one.run;
  const { commit: head } = one.head;
  // Documentation is a part of nothing that is deployed.
  const wanted = paths.filter((path) => !path.endsWith('.md'));
  if (!(await concernsDeployment(repository, wanted))) return undefined;
  const tree = await plannedTree(repository, { head, picture, paths }, runFolder);
  const entries = await listTree(repository, tree);
  const changes = (await camera.compare(head, tree)).filter(({ path }) => wanted.includes(path));
  const yaml = entries.flatMap(({ path, blob }) => (blob !== undefined && isYaml(path) ? [{ path, blob }] : []));
  const old = changes
    .filter(({ path, change }) => change !== 'A' && isYaml(path))
    .map(({ path }) => ({ path, blob: `${head}:${path}` }));
  const blobs = await readBlobs(
    repository,
    [...yaml, ...old].map(({ blob }) => blob),
    fileLimit,
  );
  const textsOf = (named: readonly { readonly path: string; readonly blob: string }[]) =>
    named.flatMap(({ path, blob }): [string, string][] => {
      const found = blobs.get(blob);
      return found === undefined || found.size > fileLimit ? [] : [[path, found.bytes.toString('utf8')]];
    });
  const after: Files = { paths: new Set(entries.map(({ path }) => path)), texts: new Map(textsOf(yaml)) };
  const added = new Set(changes.filter(({ change }) => change === 'A').map(({ path }) => path));
  const gone = changes.filter(({ change }) => change === 'D').map(({ path }) => path);
  const before: Files = {
    paths: new Set([...[...after.paths].filter((path) => !added.has(path)), ...gone]),
    texts: new Map([...[...after.texts].filter(([path]) => !added.has(path)), ...textsOf(old)]),
  };
  return { head, tree, changes, before: stateOf(before), after: stateOf(after) };
}

/** Told without a picture, since most criteria of most repositories change no manifest. */
async function concernsDeployment({ root }: Repository, paths: readonly string[]): Promise<boolean> {
  if (paths.some(isKustomizationFile)) return true;
  for (const path of paths.filter(isYaml)) {
    const text = await readFile(join(root, path), 'utf8').catch(() => ''); // gone, or no file
    if (looksLikeManifest(text)) return true;
  }
  if (paths.length === 0) return false;
  return (await gitClient(root).raw(['ls-files', '-z'])).split('\0').some(isKustomizationFile);
}

function stateOf(files: Files): State {
  return { files, kustomizations: readKustomizations(files), fluxes: readFluxKustomizations(files) };
}
