/** Why a session ends early, in the words of its issue. Pure. */
import type { SessionTask } from '../../session/session-record.ts';
import type { SessionLimits } from './limits.ts';
import { hasFailedEnough } from './limits.ts';
import { isCritical, isFailure } from './tally.ts';

export interface EarlyExit {
  /** The same for what is the same trouble: it stands in the title of the issue, by which an open one is found again. */
  readonly title: string;
  /** One sentence or two for people. */
  readonly reason: string;
  /** What a person has to do. */
  readonly remedy: string;
}

const again = 'then start the session again: agent-toolkit run';

const gitRefused = { title: 'git refused', remedy: `Do what git says (identity, hooks, branch, push), ${again}.` };

const critical: Readonly<Record<string, Pick<EarlyExit, 'title' | 'remedy'>>> = {
  cluster: {
    title: 'the cluster cannot be used',
    remedy: `Do what the message says (kubeconfig, context, API server, registry, Flux), ${again}.`,
  },
  git: gitRefused,
  codex: { title: 'Codex cannot be used', remedy: `Do what the message says (login, limit, installation), ${again}.` },
  repository: {
    title: 'the repository was changed from outside',
    remedy: `Look at the work tree, HEAD and the setup of git as the message says, ${again}.`,
  },
  busy: { title: 'another run holds the repository', remedy: `Let the other run end, or stop it, ${again}.` },
};

/** What ends the session after this task; undefined where it goes on. @param tasks all of the session, this one as the last */
export function exitAfter(tasks: readonly SessionTask[], limits: SessionLimits): EarlyExit | undefined {
  const last = tasks.at(-1);
  if (last === undefined) return undefined;
  if (isCritical(last)) return criticalExit(last);
  if (last.archived?.refused !== undefined) return pushExit(last.item_id, last.archived.refused);
  if (!hasFailedEnough(tasks, limits)) return undefined;
  const failed = tasks.filter(isFailure).slice(-limits.failures);
  const causes = failed.map(({ item_id: id, message }) => `${id}: ${message}`).join('\n');
  const count = limits.failures === 1 ? '1 task failed' : `${limits.failures} tasks failed in a row`;
  return {
    title: count,
    reason: `${count}: ${failed.map(({ item_id: id }) => id).join(', ')}.`,
    remedy: `Look what they have in common, mend it, ${again}.\n\n${causes}`,
  };
}

function criticalExit({ item_id: id, ended_by: by, message }: SessionTask): EarlyExit {
  if (by === 'stop') {
    return {
      title: `STOP in the notes of ${id}`,
      reason: `${id} says STOP: a person halted the work.`,
      remedy: `Take the mark out of the notes of ${id} once work may go on, ${again}.`,
    };
  }
  const { title, remedy } = critical[by ?? ''] ?? { title: 'unexpected error', remedy: `Mend the cause, ${again}.` };
  return { title, reason: `${id} was stopped, since ${title}. ${message}`, remedy };
}

/** What was done does not reach the cluster, and what is done next would not either. */
function pushExit(id: string, refused: string): EarlyExit {
  return { ...gitRefused, reason: `${id} is done and archived, and could not be pushed. ${refused}` };
}

/** The user, or another process of the user's, said stop. */
export const stopExit: EarlyExit = {
  title: 'stop command',
  reason: 'The session was stopped by command.',
  remedy: 'Start the session again when work may go on: agent-toolkit run. What was in work goes on where it was.',
};

/** The branch and its upstream went apart. @param message as the scan tells it */
export function syncExit(message: string): EarlyExit {
  return {
    title: 'the branch and its upstream went apart',
    reason: message,
    remedy: `Bring both together (git pull --rebase), push, ${again}.`,
  };
}

/** Another branch was checked out while the session went on. */
export function branchExit(before: string | undefined, now: string | undefined): EarlyExit {
  const [was, is] = [before ?? 'no branch', now ?? 'no branch'];
  return {
    ...{
      title: 'the repository was changed from outside',
      reason: `The session began on ${was}, and ${is} is checked out now.`,
    },
    remedy: `Check out ${was}, or the branch that the work belongs to, ${again}.`,
  };
}

/** What nobody expected. */
export function unexpectedExit(error: Error): EarlyExit {
  return {
    title: 'unexpected error',
    reason: `The session ended by an error: ${error.message}`,
    remedy: `Look at the message and the state of the repository, ${again}.`,
  };
}
