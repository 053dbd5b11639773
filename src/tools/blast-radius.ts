/** What of the cluster tasks may change, for people, before anything runs: from the last commit of the repository, without a cluster. */
import { existsSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { type BlastRadius, blastRadius } from '../cluster/changes/blast-radius.ts';
import { findRepository, type Repository, readHead } from '../git/repository.ts';
import { readState } from './verify/task-commits.ts';

/** Reads the repository once, for the texts of any tasks; undefined where it has no commit. */
export async function blastRadiusReader(repository: Repository): Promise<((text: string) => BlastRadius) | undefined> {
  const head = await readHead(repository);
  if (head === undefined) return undefined;
  const state = await readState(repository, head.commit);
  return (text) => blastRadius(text, state);
}

/**
 * The same of a repository together with related ones: paths in those begin with the way there, as texts may write them.
 * @param others roots; what is no repository, or has no commit, has nothing to tell
 */
export async function blastRadiusAmong(
  repository: Repository,
  others: readonly string[],
  text: string,
): Promise<BlastRadius | undefined> {
  const own = (await blastRadiusReader(repository))?.(text);
  const radii: BlastRadius[] = [];
  for (const other of others) {
    const found = existsSync(other) ? await findRepository(other) : undefined;
    const way = relative(repository.root, other).replaceAll('\\', '/');
    const reader = found === undefined ? undefined : await blastRadiusReader({ ...found, root: other });
    const radius = reader?.(withoutPlace(text, [way, other, basename(other)]));
    if (radius === undefined || radius.paths.length === 0) continue;
    radii.push({ ...radius, paths: radius.paths.map((path) => `${way}/${path}`) });
  }
  return joined(own, radii);
}

/** The text with paths as they are below the repository, whose place is written in one of these ways. */
function withoutPlace(text: string, ways: readonly string[]): string {
  return text
    .split(/(?<=[\s`"'<>()[\]{},;|*])/)
    .map((word) => {
      const way = ways.find((one) => word.startsWith(`${one}/`));
      return way === undefined ? word : word.slice(way.length + 1);
    })
    .join('');
}

/** All of them as one. That a repository has none of the paths is nothing to tell where another has. Pure. */
export function joined(own: BlastRadius | undefined, others: readonly BlastRadius[]): BlastRadius | undefined {
  if (others.length === 0) return own;
  const all = [...(own === undefined || own.paths.length === 0 ? [] : [own]), ...others];
  const union = (key: keyof BlastRadius) => [...new Set(all.flatMap((one) => one[key]))].sort();
  return {
    paths: union('paths'),
    kustomizations: union('kustomizations'),
    releases: union('releases'),
    namespaces: [...new Set([...union('namespaces'), ...(own?.namespaces ?? [])])].sort(),
    unknown: all.flatMap((one) => one.unknown),
  };
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
