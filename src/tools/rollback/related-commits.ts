/** What runs committed in related repositories: a rollback leaves it there, and says so. */
import { relative, sep } from 'node:path';
import { commitsWithLine } from '../../git/commit-log.ts';
import type { Repository } from '../../git/repository.ts';
import { findRelated } from '../related/find-related.ts';
import { readTrailers, trailerPattern } from '../run-trailers.ts';
import { short } from './runs.ts';

/** One sentence for each related repository that has commits of the runs, with the command that takes them back. */
export async function toldOfRelated(repository: Repository, runs: readonly string[]): Promise<string[]> {
  // A configuration of the user's that cannot be read is no reason not to roll back; nothing is known of others then.
  const found = await findRelated(repository, process.env).catch(() => undefined);
  const told: string[] = [];
  for (const related of found?.agreed ?? []) {
    const commits = await commitsWithLine(related, trailerPattern);
    const own = commits.filter(({ message }) => readTrailers(message, 'Run').some(({ run }) => runs.includes(run)));
    if (own.length === 0) continue;
    const way = relative(repository.root, related.root).split(sep).join('/');
    const shas = own.map(({ sha }) => short(sha)).join(' ');
    told.push(`What was committed in ${way} stays there. To take it back: git -C '${way}' revert ${shas}`);
  }
  return told;
}
