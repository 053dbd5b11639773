/** Which Flux objects have to show a commit that was pushed, and whether what they show holds it. */

import { commitOf } from '../health/flux/revision.ts';
import { type KubeObject, refOf, refText } from '../kube-object.ts';
import { sourceRefOf, specOf, statusOf } from './flux-spec.ts';
import { isSameRepository } from './repository-address.ts';

/** Whether a commit holds the pushed one; unknown: the local repository does not have it, and nothing is fetched. */
export type Holds = 'yes' | 'no' | 'unknown';

/** A commit that was pushed to one branch of one repository. */
export interface PushProof {
  /** Its full id. */
  readonly commit: string;
  /** Addresses of the remote that it was pushed to, as git has them. */
  readonly remoteUrls: readonly string[];
  readonly branch: string;
  /** What the commits of the task changed, below the repository's root; empty where that is not known. */
  readonly paths: readonly string[];
  /** It was pushed at some time before: a commit that the local repository does not have yet may well hold it. */
  readonly isPast?: true;
  /** Asks the local repository. */
  holds(commit: string): Promise<Holds>;
}

/** What the local repositories say of the revisions of a cluster, each asked once. */
export class Revisions {
  readonly #answers = new Map<string, Holds>();

  /** Asks for every commit that the objects name. What is unknown is asked again: somebody may fetch it meanwhile. */
  async learn(proofs: readonly PushProof[], objects: readonly KubeObject[]): Promise<void> {
    const commits = new Set(objects.flatMap(revisionsOf).flatMap((revision) => commitOf(revision) ?? []));
    for (const proof of proofs) {
      for (const commit of commits) {
        const known = this.#answers.get(keyOf(proof, commit));
        if (known !== 'yes' && known !== 'no') this.#answers.set(keyOf(proof, commit), await proof.holds(commit));
      }
    }
  }

  /** Whether a revision as Flux writes it (`main@sha1:…`) holds the pushed commit. */
  answer(proof: PushProof, revision: string): Holds {
    const commit = commitOf(revision);
    return commit === undefined ? 'unknown' : (this.#answers.get(keyOf(proof, commit)) ?? 'unknown');
  }

  /** Whether the revision is taken for one that holds the pushed commit. */
  isHeld(proof: PushProof, revision: string): boolean {
    const answer = this.answer(proof, revision);
    return answer === 'yes' || (answer === 'unknown' && proof.isPast === true);
  }
}

function keyOf(proof: PushProof, commit: string): string {
  return `${proof.commit} ${commit}`;
}

/** The commits of GitRepositories, of what Kustomizations applied and of what HelmCharts were made from; of the others, a revision is no commit. */
function revisionsOf(object: KubeObject): string[] {
  const isGit = object.kind === 'GitRepository' || sourceRefOf(object)?.kind === 'GitRepository';
  if (!isGit || object.kind === 'HelmRelease') return [];
  const { artifact, lastAppliedRevision, lastAttemptedRevision, observedSourceArtifactRevision } = statusOf(object);
  const all = [artifact?.revision, lastAppliedRevision, lastAttemptedRevision, observedSourceArtifactRevision];
  return all.flatMap((revision) => revision ?? []);
}

/** The sources that have to show a commit, by what refText calls them, and what cannot be proven of it. */
export interface Followed {
  readonly sources: ReadonlyMap<string, PushProof>;
  readonly doubts: readonly string[];
}

/**
 * For each push the GitRepositories of its address and branch; where there is none, those of the branch whose commit the
 * local repository knows: a cluster may reach it by another name. A source that does not follow a branch never shows it.
 * @param isWhole whether these are all GitRepositories of the cluster: where more may be, none that is missing is a doubt
 */
export function followedBy(
  proofs: readonly PushProof[],
  objects: readonly KubeObject[],
  revisions: Revisions,
  isWhole: boolean,
): Followed {
  const sources = new Map<string, PushProof>();
  const doubts: string[] = [];
  const git = objects.filter(({ kind }) => kind === 'GitRepository');
  for (const proof of proofs) {
    const same = git.filter((object) => isSource(object, proof));
    const following = same.filter((object) => branchOf(object) === proof.branch);
    const known = git.filter((object) => branchOf(object) === proof.branch && isKnown(object, proof, revisions));
    const found = following.length > 0 || same.length > 0 ? following : known;
    for (const object of found) sources.set(refText(refOf(object)), proof);
    if (found.length === 0 && (isWhole || same.length > 0)) doubts.push(doubtOf(proof, same));
  }
  return { sources, doubts };
}

function isSource(object: KubeObject, { remoteUrls }: PushProof): boolean {
  const { url = '' } = specOf(object);
  return remoteUrls.some((remote) => isSameRepository(remote, url));
}

function isKnown(object: KubeObject, proof: PushProof, revisions: Revisions): boolean {
  const { revision } = statusOf(object).artifact ?? {};
  return revision !== undefined && revisions.answer(proof, revision) !== 'unknown';
}

/** The branch that a GitRepository follows; undefined for one that follows tags or stays at a commit. */
function branchOf(object: KubeObject): string | undefined {
  // https://fluxcd.io/flux/components/source/gitrepositories/#reference: the later one wins.
  const { branch = 'master', tag, semver, name, commit } = specOf(object).ref ?? {};
  if (commit) return undefined;
  if (name) return /^refs\/heads\/(.+)$/.exec(name)?.[1];
  return semver || tag ? undefined : branch;
}

function doubtOf({ commit, branch }: PushProof, same: readonly KubeObject[]): string {
  const what = `That the cluster has the pushed commit ${commit.slice(0, 10)} cannot be proven`;
  if (same.length === 0) return `${what}: no GitRepository follows the branch ${branch} of the repository.`;
  const ways = same.map((object) => `${refText(refOf(object))} follows ${followText(object)}`);
  return `${what}: ${ways.join(', ')}.`;
}

function followText(object: KubeObject): string {
  const { branch = 'master', tag, semver, name, commit } = specOf(object).ref ?? {};
  if (commit) return `one commit (${commit.slice(0, 10)})`;
  if (name) return `the reference ${name}`;
  if (semver) return `the versions ${semver}`;
  return tag ? `the tag ${tag}` : `the branch ${branch}`;
}

/** A Kustomization of a pushed source. */
export interface Affected {
  readonly object: KubeObject;
  /** Its path holds some of what was pushed. What no path holds (a base that overlays share), any of the source may build from. */
  readonly isHeld: boolean;
}

/**
 * The Kustomizations that a push changes: those of its source whose path holds a file that it touched; all of that source
 * where none does, or where it touched a file that may be built from and that no path holds.
 */
export function affectedBy(followed: Followed['sources'], objects: readonly KubeObject[]): Affected[] {
  return [...followed].flatMap(([source, proof]) => {
    const fromIt = objects.filter((object) => {
      const ref = sourceRefOf(object);
      return object.kind === 'Kustomization' && ref !== undefined && refText(ref) === source;
    });
    const isHeld = (object: KubeObject) => proof.paths.some((path) => holdsPath(object, path));
    const isOpen = (path: string) => mayBeBase(path) && !fromIt.some((object) => holdsPath(object, path));
    const isWhole = fromIt.some(isHeld) && !proof.paths.some(isOpen);
    return fromIt
      .map((object) => ({ object, isHeld: isHeld(object) }))
      .filter((affected) => affected.isHeld || !isWhole);
  });
}

/** Whether a file may be part of what a kustomization builds from: neither text, an item of the backlog, nor below a folder for tools. */
function mayBeBase(path: string): boolean {
  return !/\.(?:md|txt)$|^\.|^(?:feature-management\/)?(?:tasks|bugs|features|human-actions|completed)\//.test(path);
}

function holdsPath(kustomization: KubeObject, path: string): boolean {
  return isBelow(specOf(kustomization).path ?? '', path);
}

/** Whether a file is in a folder of the repository, as Flux writes folders: `./apps/production`. */
export function isBelow(written: string, path: string): boolean {
  const folder = written.split('/').filter((step) => step !== '' && step !== '.');
  return folder.length === 0 || path.startsWith(`${folder.join('/')}/`);
}
