/** After a kill, no git of ours may start what the killed run left in git's setup before a person has been told. */
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { changesOfSetup, SetupReader } from '../../git/setup.ts';
import { isLate } from './late-change.ts';
import type { KilledRun, Place } from './recover-place.ts';
import { RunStopped } from './run.ts';
import { type RecordedAttempt, recordFile, writeRecord } from './run-record.ts';
import { isOnlyInWorkTree, isSame, setupMessage } from './setup-guard.ts';

/**
 * What changed when the run was over is its owner's own.
 * @throws RunStopped, once: whoever runs again has looked at it
 */
export async function stopOnLeftSetup(one: Place, folder: string, run: KilledRun): Promise<void> {
  const { repository, picture } = one;
  if (picture.setup === undefined) return;
  const { keys, files } = changesOfSetup(picture.setup, await new SetupReader(repository).read());
  const early: string[] = [];
  for (const file of files) if (!(await isLate(join(repository.root, file), run.seenAt))) early.push(file);
  const config = join(repository.commonDir, 'config');
  const changes = { keys: keys.length > 0 && (await isLate(config, run.seenAt)) ? [] : keys, files: early };
  if (isSame(changes) || isOnlyInWorkTree(repository, changes)) return;
  await writeRecord(folder, { ...run, attempt: withoutSetup(run.attempt, one) });
  const seenAt = new Date(run.seenAt);
  await utimes(recordFile(folder), seenAt, seenAt);
  throw new RunStopped(`A run on ${run.itemId} was killed. ${setupMessage(changes)}`, 'repository');
}

/** The record without the setup of the repository, whose change has been told. */
function withoutSetup(attempt: RecordedAttempt, { place }: Place): RecordedAttempt {
  if (place === undefined) return { ...attempt, setup: undefined };
  const related = (attempt.related ?? []).map((one) => (one.root === place ? { ...one, setup: undefined } : one));
  return { ...attempt, related };
}
