/** What hooks of git do to a run's commits: what they make of one is scanned for secrets as the criterion's own work is. */
import type { CommitRequest, HookChange } from '../../git/commit-request.ts';
import type { Run } from './run.ts';
import { hitsInWords, scanBetween } from './secret-guard.ts';
import { isIgnoredPath } from './secrets/ignored-paths.ts';

/** How a run commits, whatever it commits. Git tidies up after the archive's commit, not after each of the criteria's. */
export async function criterionCommit(run: Run): Promise<Pick<CommitRequest, 'hooks' | 'tidy' | 'review' | 'signal'>> {
  const { setup, context } = run;
  const common = { tidy: 'later', review: hookReview(run), signal: context.signal } as const;
  return (await setup.mayRunHooks()) ? common : { ...common, hooks: 'none' };
}

/** @returns looks at a hook's change, and tells what is wrong with it */
function hookReview(run: Run): (change: HookChange) => Promise<string | undefined> {
  return async ({ before, after, paths }) => {
    const scanned = paths.filter((path) => !isIgnoredPath(path, run.settings.secretsIgnore));
    const hits = await scanBetween(run, before, after, new Set(scanned));
    run.context.log('log', 'info', `A hook of git changed or added ${paths.join(', ')} in the commit.`);
    return hits.length === 0
      ? undefined
      : `A hook of git put a value into the commit that nobody should commit: ${hitsInWords(hits)}. Mend the hook, then run again.`;
  };
}
