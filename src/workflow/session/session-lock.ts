/** One session at a time on a repository, whatever work tree of it. */
import { hostname } from 'node:os';
import type { Repository } from '../../git/repository.ts';
import { holderOf, type LockHolder, takeLock } from '../../session/lock.ts';
import { lockFile } from '../../session/lock-file.ts';
import { InputError } from '../../tools/input-error.ts';

const lockName = 'session';

/** Takes the lock of sessions. @returns releases it. @throws InputError while another session runs */
export async function lockSession({ commonDir }: Repository): Promise<() => Promise<void>> {
  const lock = await takeLock(commonDir, 'session', lockName).catch((error: NodeJS.ErrnoException) => {
    const { code } = error;
    if (code === undefined) throw error;
    throw new InputError(
      `${commonDir} cannot be written to (${code}). Make it writable, and free some space, then run again.`,
    );
  });
  if (lock.status === 'held') return () => lock.release();
  const { holder } = lock;
  const where = holder.host === hostname() ? '' : ` on ${holder.host}`;
  const gone = where === '' ? '' : ` If that machine is gone, remove ${lockFile(commonDir, lockName)}.`;
  throw new InputError(
    `A session runs on this repository already (process ${holder.pid}${where}, since ${holder.since}). ` +
      `Wait for it, or stop it: agent-toolkit stop.${gone}`,
  );
}

/** Who runs a session on the repository now, if anybody does. */
export async function sessionHolder({ commonDir }: Repository): Promise<LockHolder | undefined> {
  return holderOf(commonDir, lockName);
}
