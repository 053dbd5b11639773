/** The push policy `pullRequest`: HEAD goes to the item's own branch at the remote, and a pull request is opened from it. */
import { redact } from '../codex/redact.ts';
import { gitClient } from '../git/client.ts';
import { forgeOf, newPullRequestPage } from '../git/forge.ts';
import { openPullRequest } from '../git/pull-request.ts';
import type { PushTarget } from '../git/push.ts';
import type { Repository } from '../git/repository.ts';

/** Commits that the text of a pull request names. */
const mostSubjects = 100;

/** What a pull request is about. */
export interface ProposedItem {
  /** Names the branch. */
  readonly id: string;
  readonly title: string;
  /** A sentence, where it is no task. */
  readonly about?: string;
}

export interface Proposed {
  /** The address of the pull request; where none could be opened, that of the page to open it on, or a sentence. */
  readonly pullRequest: string;
  readonly warnings: readonly string[];
}

/** Opens the pull request of a branch that is pushed. That it could not be opened is a warning. @throws the signal's reason when aborted */
export async function propose(
  repository: Repository,
  item: ProposedItem,
  { target, base }: { readonly target: PushTarget; readonly base: string },
  signal: AbortSignal,
): Promise<Proposed> {
  const { remote, branch: head } = target;
  const forge = forgeOf(await addressOf(repository, remote));
  if (forge === undefined) {
    const pullRequest = `Open a pull request from ${head} to ${base} at ${redact(remote)}.`;
    return {
      pullRequest,
      warnings: [`No pull request was opened: the remote is neither GitHub nor GitLab. ${pullRequest}`],
    };
  }
  const title = redact(`${item.id}: ${item.title}`);
  const body = await bodyOf(repository, item);
  const outcome = await openPullRequest(repository, forge, { base, head, title, body }, signal);
  if (outcome.status === 'open') return { pullRequest: outcome.url, warnings: [] };
  const page = newPullRequestPage(forge, base, head);
  const { command } = outcome;
  const why = outcome.status === 'not_installed' ? `${command} is not on PATH` : `${command}: ${redact(outcome.words)}`;
  return { pullRequest: page, warnings: [`No pull request was opened (${why}). Open it at ${page}`] };
}

/** As pushes use it, `pushurl` and `insteadOf` applied; a remote without a name is its own address. */
async function addressOf({ root }: Repository, remote: string): Promise<string> {
  const url = await gitClient(root)
    .raw(['remote', 'get-url', '--push', remote])
    .catch(() => remote);
  return url.trim();
}

async function bodyOf({ root }: Repository, { id, about }: ProposedItem): Promise<string> {
  const format = ['--reverse', `--max-count=${mostSubjects}`, '--no-show-signature', '--format=- %s'];
  const subjects = await gitClient(root)
    .raw(['log', ...format, '@{upstream}..HEAD'])
    .catch(() => ''); // an upstream that was never fetched
  const what = about ?? `Work on ${id}, one commit for each acceptance criterion.`;
  return redact(`${what}\n\n${subjects}`.trim());
}
