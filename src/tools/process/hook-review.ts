/** What a hook of git makes of a commit is scanned for secrets as the criterion's own work is. */
import type { HookChange } from '../../git/commit-request.ts';
import type { Run } from './run.ts';
import { hitsInWords, scanBetween } from './secret-guard.ts';
import { isIgnoredPath } from './secrets/ignored-paths.ts';

/** @returns looks at a hook's change, and tells what is wrong with it */
export function hookReview(run: Run): (change: HookChange) => Promise<string | undefined> {
  return async ({ before, after, paths }) => {
    const scanned = paths.filter((path) => !isIgnoredPath(path, run.settings.secretsIgnore));
    const hits = await scanBetween(run, before, after, new Set(scanned));
    run.context.log('log', 'info', `A hook of git changed or added ${paths.join(', ')} in the commit.`);
    return hits.length === 0
      ? undefined
      : `A hook of git put a value into the commit that nobody should commit: ${hitsInWords(hits)}. Mend the hook, then run again.`;
  };
}
