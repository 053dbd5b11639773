/** Whoever changes how git works in the repository can have git run anything outside the sandbox: the run stops there. */
import { isAbsolute, relative } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import { changesOfSetup, type SetupChanges } from '../../git/setup.ts';
import type { AttemptWork } from './attempt-work.ts';
import { keptIn } from './kept-in.ts';
import { type Run, RunStopped } from './run.ts';

type WatchedRun = Pick<Run, 'repository' | 'setup'>;

/**
 * To be asked before any git that reads files or the index: it may start what was changed.
 * @throws RunStopped where the setup is not as it was before the attempt. Changed hooks of the work tree are kept and put
 *   back; of anything else a person may have set it, and keeping the work would run it.
 */
export async function stopOnChangedSetup(run: WatchedRun, work: AttemptWork): Promise<void> {
  const changes = await changesSince(run, work);
  if (isSame(changes)) return;
  if (!isOnlyInWorkTree(run.repository, changes)) throw new RunStopped(setupMessage(changes), 'repository');
  const leftover = await work.keepAndPutBack('changed git hooks');
  throw new RunStopped(
    `The criterion changed git hooks of this repository (${changes.files.join(', ')}), which would run outside the ` +
      `sandbox; nothing was committed${keptIn(leftover)}. Look at the hooks, then run again.`,
    'repository',
  );
}

/** What keeps git from being used to keep the work of an attempt that broke off; undefined when nothing does. */
export async function setupDanger(run: WatchedRun, work: AttemptWork): Promise<string | undefined> {
  const changes = await changesSince(run, work);
  return isSame(changes) || isOnlyInWorkTree(run.repository, changes) ? undefined : setupMessage(changes);
}

async function changesSince({ setup }: WatchedRun, { baseline }: AttemptWork): Promise<SetupChanges> {
  return changesOfSetup(baseline.setup, await setup.read());
}

export function isSame({ keys, files }: SetupChanges): boolean {
  return keys.length + files.length === 0;
}

/** Whether nothing but hooks of the work tree changed, which no git of the engine runs but a commit. */
export function isOnlyInWorkTree({ root, commonDir, gitDir }: Repository, { keys, files }: SetupChanges): boolean {
  const ofGit = [commonDir, gitDir].map((folder) => relative(root, folder));
  const isInside = (path: string) => !path.startsWith('..') && !isAbsolute(path);
  return (
    keys.length === 0 && files.every((path) => isInside(path) && !ofGit.some((folder) => path.startsWith(`${folder}/`)))
  );
}

/** Names keys and files, never what they say: there may be a password in it. */
export function setupMessage({ keys, files }: SetupChanges): string {
  return (
    `How git works in this repository changed while the criterion ran, by the agent or somebody else: ${[...keys, ...files].join(', ')}. ` +
    'Git may start programs that are named there, so nothing was committed, pushed, kept or put back, and the work tree is ' +
    'as it was left. Look at it (git config --list --show-origin, .git/hooks, .git/info), undo what nobody wanted, ' +
    'commit or revert the rest, then run again.'
  );
}
