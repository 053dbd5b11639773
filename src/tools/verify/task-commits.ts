/** What the commits of a task changed: found by the trailers of its runs, read as the files are at HEAD. */

import type { Touched } from '../../cluster/changes/touched.ts';
import { removedObjects, touchedObjects } from '../../cluster/changes/touched-objects.ts';
import { type Build, buildName, planBuilds, type State } from '../../cluster/gate/build-plan.ts';
import type { Files } from '../../cluster/gate/files.ts';
import { readFluxKustomizations } from '../../cluster/gate/flux-kustomizations.ts';
import { isKustomizationFile, readKustomizations } from '../../cluster/gate/kustomizations.ts';
import { isManifestFile } from '../../cluster/gate/manifests.ts';
import { readBlobs } from '../../git/blobs.ts';
import { hasUpstream, pathsChangedIn } from '../../git/changed-in.ts';
import { commitsWithLine } from '../../git/commit-log.ts';
import { listTree } from '../../git/planned-tree.ts';
import { type Repository, readHead } from '../../git/repository.ts';
import { runsOf } from '../rollback/runs.ts';
import { trailerPattern } from '../run-trailers.ts';

export interface TaskChanges {
  readonly repository: Repository;
  /** Ids of the runs that made them. */
  readonly runs: readonly string[];
  readonly touched: Touched;
  /** Paths, without documentation. */
  readonly changed: readonly string[];
  /** Of the commits. */
  readonly messages: readonly string[];
  /** The commit before the first of the task, and the one that is verified. */
  readonly from: string | undefined;
  readonly to: string;
  readonly before: State;
  readonly after: State;
  readonly builds: readonly Build[];
}

/** Bytes of one YAML file that are read. */
const fileLimit = 4_000_000;
const nothing: State = { files: { paths: new Set(), texts: new Map() }, kustomizations: new Map(), fluxes: [] };

/**
 * The changes in all repositories that the task may have changed: in related ones those of the runs that are known of its own,
 * since its id may be another task's there.
 */
export async function changesIn(
  repository: Repository,
  related: readonly Repository[],
  taskId: string,
): Promise<TaskChanges[]> {
  const own = await taskChanges(repository, taskId);
  if (own === undefined) return [];
  const others = await Promise.all(related.map((one) => taskChanges(one, taskId, own.runs)));
  return [own, ...others.flatMap((one) => one ?? [])];
}

/**
 * Undefined where the branch has no commit of a run on the task, but for those that were rolled back.
 * @param among ids of the runs that count; all when not said
 */
export async function taskChanges(
  repository: Repository,
  taskId: string,
  among?: readonly string[],
): Promise<TaskChanges | undefined> {
  const head = await readHead(repository);
  if (head === undefined) return undefined;
  const runs = runsOf(await commitsWithLine(repository, trailerPattern), taskId).filter(
    ({ run, rolledBackIn }) => rolledBackIn === undefined && (among?.includes(run) ?? true),
  );
  const kept = runs.flatMap(({ commits }) => commits);
  if (kept.length === 0) return undefined;
  const shas = [...new Set(kept.map(({ sha }) => sha))];
  const from = kept.at(-1)?.parents[0];
  const changed = (await pathsChangedIn(repository, shas)).filter((path) => !path.endsWith('.md'));
  const [before, after, isPushed] = await Promise.all([
    from === undefined || changed.length === 0 ? nothing : readState(repository, from),
    changed.length === 0 ? nothing : readState(repository, head.commit),
    hasUpstream(repository, shas),
  ]);
  const manifests = changed.filter((path) => isManifestFile(path, after.files));
  const builds = planBuilds(after, before, changed, manifests);
  const objects = touchedObjects(before, after, changed);
  const removed = removedObjects(before, after, changed);
  const touched = { isPushed, objects, removed, builds: builds.map(buildName) };
  const messages = kept.map(({ message }) => message);
  const ids = runs.map(({ run }) => run);
  return { repository, runs: ids, touched, changed, messages, from, to: head.commit, before, after, builds };
}

/** The repository at a commit, as far as its YAML files tell what is deployed. */
export async function readState(repository: Repository, commit: string): Promise<State> {
  const entries = await listTree(repository, commit);
  const yaml = entries.flatMap(({ path, blob }) =>
    blob !== undefined && (/\.ya?ml$/.test(path) || isKustomizationFile(path)) ? [{ path, blob }] : [],
  );
  const blobs = await readBlobs(
    repository,
    yaml.map(({ blob }) => blob),
    fileLimit,
  );
  const texts = yaml.flatMap(({ path, blob }): [string, string][] => {
    const found = blobs.get(blob);
    return found === undefined || found.size > fileLimit ? [] : [[path, found.bytes.toString('utf8')]];
  });
  const files: Files = { paths: new Set(entries.map(({ path }) => path)), texts: new Map(texts) };
  return { files, kustomizations: readKustomizations(files), fluxes: readFluxKustomizations(files) };
}
