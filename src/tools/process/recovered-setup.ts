/** After a kill, no git of ours may start what the killed run left in git's setup before a person has been told. */
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import { changesOfSetup, readSetup } from '../../git/setup.ts';
import { isLate } from './late-change.ts';
import { RunStopped } from './run.ts';
import { type RecordedAttempt, type RecordedRun, recordFile, writeRecord } from './run-record.ts';
import { isOnlyInWorkTree, isSame, setupMessage } from './setup-guard.ts';

type KilledRun = RecordedRun & { readonly attempt: RecordedAttempt; readonly seenAt: number };

/**
 * What changed when the run was over is its owner's own.
 * @throws RunStopped, once: whoever runs again has looked at it
 */
export async function stopOnLeftSetup(repository: Repository, folder: string, run: KilledRun): Promise<void> {
  const { setup, ...attempt } = run.attempt;
  if (setup === undefined) return;
  const { keys, files } = changesOfSetup(setup, await readSetup(repository));
  const early: string[] = [];
  for (const file of files) if (!(await isLate(join(repository.root, file), run.seenAt))) early.push(file);
  const config = join(repository.commonDir, 'config');
  const changes = { keys: keys.length > 0 && (await isLate(config, run.seenAt)) ? [] : keys, files: early };
  if (isSame(changes) || isOnlyInWorkTree(repository, changes)) return;
  await writeRecord(folder, { ...run, attempt });
  const seenAt = new Date(run.seenAt);
  await utimes(recordFile(folder), seenAt, seenAt);
  throw new RunStopped(`A run on ${run.itemId} was killed. ${setupMessage(changes)}`);
}
