/** What came of a push, read from git's own words. */
import { type GitResult, wordsOf } from './git-result.ts';

/**
 * Why a push was not taken: `behind` – the remote branch has commits that are not here, or moved in this moment;
 * `protected` – the branch takes no pushes; `hook` – a hook of the remote refused; `local_hook` – pre-push did;
 * `permission` – no login, or one without the right; `unreachable` – no network, or no such host; `other`.
 */
export type PushRefusal = 'behind' | 'protected' | 'hook' | 'local_hook' | 'permission' | 'unreachable' | 'other';

export type PushReply =
  | { readonly kind: 'pushed' }
  /** The words are those of git and of the remote; they may repeat the remote's address. */
  | { readonly kind: PushRefusal; readonly words: string };

/**
 * Reads the end of `git push --porcelain` of one ref, run with LC_ALL=C. The line of a ref is `flag TAB from:to TAB
 * summary (reason)`, see git-push(1); `[rejected]` is git's own decision, `[remote rejected]` that of the other side.
 */
export function readPushReply(result: GitResult): PushReply {
  if (result.code === 0) return { kind: 'pushed' };
  const line = /^!\t[^\t]*\t\[([a-z ]+)\](?: \((.*)\))?$/m.exec(result.stdout);
  // A pre-push hook speaks on either stream.
  if (line === null) return { kind: withoutAnswer(result), words: wordsOf(result.code, result.stdout + result.stderr) };
  const [, summary = '', reason = ''] = line;
  const words = wordsOf(result.code, `${result.stderr}\n${reason}`);
  if (summary === 'rejected') return { kind: isBehind(reason) ? 'behind' : 'other', words };
  if (movedMeanwhile.test(words)) return { kind: 'behind', words };
  if (branchIsProtected.test(words)) return { kind: 'protected', words };
  if (/hook declined/.test(reason)) return { kind: 'hook', words };
  return { kind: noPermission.test(words) ? 'permission' : 'other', words };
}

function isBehind(reason: string): boolean {
  return reason === 'non-fast-forward' || reason === 'fetch first';
}

/** Two pushes at once: the other one was first, or holds the ref's lock. */
const movedMeanwhile =
  /is at [0-9a-f]{40,64} but expected|incorrect old value provided|reference already exists|\.lock': File exists/;

/** GitHub, GitLab, Gitea, Bitbucket and Azure DevOps, in this order. */
const branchIsProtected =
  /GH006|GH013|protected branch|branch \S+ is protected|\bis (?:a )?protected\b|repository rule violations|not permitted; you must use a pull request/i;

const noPermission =
  /permission(?: to \S+)? denied|authentication failed|returned error: 40[13]|could not read (?:username|password)|terminal prompts disabled|access denied|publickey|write access|not allowed to push|repository not found/i;

const noNetwork =
  /could not resolve|connection (?:refused|timed out|reset|closed)|network is unreachable|no route to host|failed to connect|timed out|unable to connect|returned error: 5\d\d/i;

/** Without a line about the ref nothing was sent; exit code 1 then is a pre-push hook, any other one git's own end. */
function withoutAnswer({ code, stderr }: GitResult): PushRefusal {
  if (noNetwork.test(stderr)) return 'unreachable';
  if (noPermission.test(stderr)) return 'permission';
  return code === 1 && !/^fatal:/m.test(stderr) ? 'local_hook' : 'other';
}
