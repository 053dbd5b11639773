/** Why commits were not pushed, for people: what happened, what is as it was, and the next step. */
import type { PushRefusal } from '../git/push-reply.ts';
import type { UpstreamRefusal } from '../git/push-upstream.ts';

type Refusal = UpstreamRefusal | { readonly reason: PushRefusal; readonly words: string };

/**
 * The sentences; the caller adds what was to be pushed, and masks secrets: git's words may repeat the remote's address.
 * @param place remote and branch, for example `origin/main`
 */
export function describeRefusal(place: string, refusal: Refusal): string {
  const ahead = `${place} has commits that are not here`;
  switch (refusal.reason) {
    case 'behind':
      return `Others pushed to ${place} before each of our tries, so nothing was pushed, and your branch is as it was: ${refusal.words}\nPush again in a moment.`;
    case 'protected':
      return `${place} is protected and refused the push: ${refusal.words}\nLet the commits go into a pull request (--push pullRequest, or the setting agentToolkit.push), or ask for the right to push.`;
    case 'hook':
      return `A hook of the remote refused the push to ${place}: ${refusal.words}\nDo what it asks for, then push.`;
    case 'local_hook':
      return `The pre-push hook of this repository refused the push to ${place}: ${refusal.words}\nDo what it asks for, then push.`;
    case 'permission':
      return `The push to ${place} was refused, since this login may not push there: ${refusal.words}\nSign in to the remote, or ask for the right to push.`;
    case 'unreachable':
      return `The remote of ${place} could not be reached: ${refusal.words}\nPush when it can be.`;
    case 'other':
      return `The push to ${place} was refused: ${refusal.words}\nMend the cause, then push.`;
    case 'fetch':
      return `${ahead}, and they could not be fetched: ${refusal.words}\nBring your branch up to date (git pull --rebase), then push.`;
    case 'rebase':
      return `${ahead}, and yours could not be put on top of them: ${refusal.words}\nYour branch is as it was. Mend the cause, or bring it up to date yourself (git pull --rebase), then push.`;
    case 'conflict':
      return `${ahead}, and "${refusal.subject}" conflicts with them in ${refusal.files.join(', ')}. Nothing was pushed; your branch, your files and ${place} are as they were. Resolve it in a clean work tree (git pull --rebase), then push.`;
    case 'in_the_way':
      return `${ahead}, and ${filesInTheWay(refusal)}. Nothing was pushed or changed. Commit, revert or move what is in the way, then push.`;
    case 'merges':
      return `${ahead}, and merge commits are among yours (${refusal.commits.join(', ')}), which are not rebased: what was resolved in them could get lost. Bring both together yourself (git pull --no-rebase), then push.`;
    case 'upstream_rewritten':
      return `${place} was rewritten: commits that your branch has are gone there, and a push would bring them back. Compare both (git log --oneline --left-right HEAD...@{upstream}), decide, then push.`;
    case 'operation':
      return `${ahead}, and a ${refusal.operation} is in progress here. Finish or abort it, then push.`;
    case 'index_locked':
      return `${ahead}, and your files cannot follow. ${refusal.words} Nothing was pushed.`;
    case 'apart':
      return `The commits were put on top of ${place} and pushed, but your branch could not follow: ${refusal.words}\nNothing is lost: commit or revert what is in the way, then bring your branch up to date (git pull --rebase).`;
  }
}

function filesInTheWay({ files, words }: { readonly files: readonly string[]; readonly words: string }): string {
  if (files.length === 0) return `your uncommitted files are in the way (${words})`;
  const shown = files.slice(0, 10).join(', ') + (files.length > 10 ? ` and ${files.length - 10} more` : '');
  return `they change what you have not committed: ${shown}`;
}
