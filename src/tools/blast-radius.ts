/** What of the cluster tasks may change, for people, before anything runs: from the last commit of the repository, without a cluster. */
import { type BlastRadius, blastRadius } from '../cluster/changes/blast-radius.ts';
import { type Repository, readHead } from '../git/repository.ts';
import { readState } from './verify/task-commits.ts';

/** Reads the repository once, for the texts of any tasks; undefined where it has no commit. */
export async function blastRadiusReader(repository: Repository): Promise<((text: string) => BlastRadius) | undefined> {
  const head = await readHead(repository);
  if (head === undefined) return undefined;
  const state = await readState(repository, head.commit);
  return (text) => blastRadius(text, state);
}

/** Names of one line that are shown, and sentences of what is not known. */
const mostNames = 8;
const mostUnknown = 3;

/** One line each. Pure. @param about who is meant: `TASK-004`, `The session` */
export function blastRadiusLines(about: string, radius: BlastRadius | undefined): string[] {
  if (radius === undefined) return [`What ${about} may change in the cluster cannot be told: there is no commit yet.`];
  const { paths, kustomizations, releases, namespaces, unknown } = radius;
  const reached = [
    ['Kustomizations', kustomizations],
    ['HelmReleases', releases],
    ['Namespaces', namespaces],
  ] as const;
  const isNone = reached.every(([, names]) => names.length === 0);
  const more = unknown.length - mostUnknown;
  return [
    ...(paths.length === 0 ? [] : [`${about} names: ${listed(paths)}`]),
    ...(isNone
      ? []
      : reached.map(([label, names]) => `${label}: ${names.length === 0 ? 'none found' : listed(names)}`)),
    ...(isNone && paths.length > 0 && unknown.length === 0
      ? ['Nothing of this is deployed, as far as the files tell.']
      : []),
    ...unknown.slice(0, mostUnknown).map((sentence) => `Not known: ${sentence}`),
    ...(more > 0 ? [`Not known: ${more} more of the kind.`] : []),
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(', ')} and ${more} more` : names.join(', ');
}
