/** What the agent did to repositories inside the work tree: no box is ticked for what no commit of this one can hold. */
import { endSentence } from '../../codex/codex-error.ts';
import { isAtRemote } from '../../git/inner-repository.ts';
import type { AttemptWork } from './attempt-work.ts';
import type { InnerChange, InnerState } from './inner-work.ts';
import { keptIn } from './kept-in.ts';
import { RunStopped } from './run.ts';

/**
 * Goes on where nothing in them changed, where a submodule with nothing uncommitted is gone, or where one is at another
 * commit that its remote has: then the commit of this repository says all of it.
 * @throws RunStopped otherwise; changed files are kept, and put back where the same commit is still checked out
 */
export async function stopOnInnerWork(work: AttemptWork): Promise<void> {
  const { inner } = work;
  const fresh = await inner.fresh();
  if (fresh.length > 0) {
    const leftover = await work.keepAndPutBack('made a repository inside this one');
    throw new RunStopped(
      `The criterion made a git repository inside this one (${fresh.join(', ')}), whose content no commit here can ` +
        `hold. It was left where it is${keptIn(leftover)}. Move or remove it, then run again.`,
      'criterion',
    );
  }
  const written = await inner.written();
  if (written.length > 0) {
    const leftover = await work.keepAndPutBack('wrote into a submodule that is not checked out');
    throw new RunStopped(
      `The criterion wrote into ${written.join(', ')}, a submodule that is not checked out, where git sees nothing. The ` +
        `files were left there${keptIn(leftover)}. Move or remove them, check the submodule out (git submodule update ` +
        '--init), then run again.',
      'criterion',
    );
  }
  const changes = await inner.changes();
  await stopOnFiles(work, changes);
  for (const change of changes) await stopOnMove(work, change);
}

async function stopOnFiles(work: AttemptWork, changes: readonly InnerChange[]): Promise<void> {
  // What people saved in an editor is theirs.
  const isWork = (state: InnerState, path: string) => !work.isDisowned(`${state.path}/${path}`);
  const changed = changes
    .map(({ state, files }) => ({ state, files: files.filter(({ path }) => isWork(state, path)) }))
    .filter(({ files }) => files.length > 0);
  if (changed.length === 0) return;
  const leftover = await work.keepAndPutBack('changed files of another repository');
  const paths = changed.flatMap(({ state, files }) => files.map(({ path }) => `${state.path}/${path}`));
  const shown = paths.slice(0, 10).join(', ') + (paths.length > 10 ? ` and ${paths.length - 10} more` : '');
  const names = changed.map(({ state }) => state.path).join(', ');
  throw new RunStopped(
    `The criterion changed files of ${names}, which no commit of this repository can hold: ${shown}. They are kept in ` +
      `${leftover}, and those that were clean before were put back. Make the change in ${names} itself, commit and push ` +
      'it there, then let the criterion move the submodule to that commit.',
    'criterion',
  );
}

async function stopOnMove(work: AttemptWork, { state, inner, head, isFilled }: InnerChange): Promise<void> {
  const { path, usersOwn } = state;
  if (inner === undefined) {
    if (isFilled) {
      const leftover = await work.keep('another repository is none any more');
      throw new RunStopped(
        `The criterion took the git folder of ${path} away, or put another one there, and git sees nothing of the files ` +
          `in it. Nothing was committed or put back${keptIn(leftover)}. Look at ${path}, then run again.`,
        'repository',
      );
    }
    if (usersOwn.length === 0) return;
    const leftover = await work.keepAndPutBack('removed another repository');
    throw new RunStopped(
      `The criterion removed ${path}, a repository with edits that no commit of it held: ${usersOwn.join(', ')}. Their ` +
        `contents are in the tree ${state.tree} of this repository (git archive ${state.tree})${keptIn(leftover)}. Check it ` +
        `out again (git submodule update --init ${path}), put them where they belong, then run again.`,
      'criterion',
    );
  }
  if (head === undefined || (inner.isAbsorbed && (await isAtRemote(inner, head)))) return;
  const leftover = await work.keep('another repository moved');
  throw new RunStopped(
    `The criterion moved ${path} from ${place(state.head)} to ${place(head)}, which is at none of its remotes as far as ` +
      `this clone knows, so nobody else could check it out. Nothing was committed or put back${keptIn(leftover)}. Push ` +
      `that commit, or go back (git submodule update ${path}), then run again.`,
    'repository',
  );
}

/**
 * After a try that failed: what it checked out in a submodule is not taken back by the engine.
 * @param leftover what was kept besides
 * @throws RunStopped where a submodule is at another commit than before, or gone
 */
export async function stopOnMovedLeft(work: AttemptWork, reason: string, leftover: string | undefined): Promise<void> {
  const moved = (await work.inner.changes()).filter(({ state, head }) => head !== (state.head ?? undefined));
  const [first] = moved;
  if (first === undefined) return;
  const names = moved.map(({ state }) => state.path).join(' ');
  throw new RunStopped(
    `${endSentence(reason)} The try left ${names} at another commit than before (${place(first.state.head)}), or removed it, which is ` +
      `not taken back by itself${keptIn(leftover)}. Run git submodule update --init ${names}, then run again.`,
    'repository',
  );
}

function place(commit: string | null): string {
  return commit?.slice(0, 10) ?? 'no commit';
}
