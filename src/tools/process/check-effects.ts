/** A check looks, it does not work: what changed while it ran is kept under a ref and put back. */
import { keepLeftover } from '../../git/leftovers.ts';
import type { AttemptWork, WorkingRun } from './attempt-work.ts';
import type { Report } from './report.ts';

type CheckedRun = WorkingRun & { readonly report: Pick<Report, 'leftovers' | 'warnings'> };

/** Paths that the user had changed before are kept, and not put back. @param before the picture when the check began */
export async function putCheckBack(run: CheckedRun, before: string, work: AttemptWork): Promise<void> {
  await work.removeSandboxFolders();
  const { tree: after } = await work.look();
  const changes = (await run.camera.compare(before, after)).filter(({ path }) => !work.isDisowned(path));
  if (changes.length === 0) return;
  const paths = changes.map(({ path }) => path).join(', ');
  const name = `${run.itemId}-during-check`;
  const ref = await keepLeftover(run.repository, {
    before,
    after,
    name,
    message: `${run.itemId}: changed during a check`,
  });
  run.report.leftovers.push(ref);
  run.report.warnings.push(`Files changed while a check ran (${paths}); put back, and kept in ${ref}.`);
  await run.camera.putBack(
    before,
    changes.filter(({ path }) => !work.isUsersOwn(path)),
  );
}
