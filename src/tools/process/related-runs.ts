/** Related repositories in a run: each is worked on as the run itself, with its own pictures, leftovers and pushes. */
import { join } from 'node:path';
import { readBacklog } from '../../backlog/read/read.ts';
import { idKey } from '../../backlog/task-id.ts';
import type { Repository } from '../../git/repository.ts';
import { SetupReader } from '../../git/setup.ts';
import { WorkTreeCamera } from '../../git/work-tree.ts';
import { branchOf } from './head-guard.ts';
import { type Report, startReport } from './report.ts';
import { type Run, RunStopped } from './run.ts';

/** The run in each of the repositories. Tokens and commits are counted in one place; all else of the result is its own. */
export async function relatedRuns(run: Run, repositories: readonly Repository[]): Promise<Run[]> {
  const { commits, tokens } = run.report;
  return Promise.all(
    repositories.map(async (repository, index) => ({
      ...run,
      repository,
      branch: await inPlace(repository.root, () => branchOf(repository)),
      camera: new WorkTreeCamera(repository, join(run.runFolder, `related-${index + 1}`)),
      setup: new SetupReader(repository),
      knownIds: new Set((await readBacklog(repository.root)).tasks.map(({ id }) => idKey(id))),
      related: [],
      place: repository.root,
      report: { ...startReport(run.itemId, []), commits, tokens },
    })),
  );
}

/** Does something in a repository; what stops it there says so. */
export async function inPlace<T>(place: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (place === undefined || !(error instanceof RunStopped)) throw error;
    throw new RunStopped(inWords(place, error.message), error.by);
  }
}

/** What is said of a repository, with its name where it is a related one. */
export function inWords(place: string | undefined, message: string): string {
  return place === undefined ? message : `In the related repository ${place}: ${message}`;
}

/** Adds to the result what became of the related repositories. Once, at the end. */
export function tellRelated({ report, related }: Pick<Run, 'report' | 'related'>): void {
  for (const { repository, report: own } of related) {
    const { leftovers, pushed, pull_request } = own;
    addRelated(report, { repository: repository.root, leftovers, pushed, pull_request });
    for (const warning of own.warnings) report.warnings.push(inWords(repository.root, warning));
  }
}

/** Adds to what is known of a related repository; an earlier run may have left something there. */
export function addRelated(report: Pick<Report, 'related'>, added: Report['related'][number]): void {
  const known = report.related.find(({ repository }) => repository === added.repository);
  if (known === undefined) report.related.push(added);
  else Object.assign(known, added, { leftovers: [...known.leftovers, ...added.leftovers] });
}
