/** Texts that a rollback leaves in git and tells people. Pure. */
import { redact } from '../../codex/redact.ts';
import type { LoggedCommit } from '../../git/commit-log.ts';
import { oneLine } from '../process/messages.ts';
import { runTrailers, withoutTrailers } from '../run-trailers.ts';
import { deedsOf, short } from './runs.ts';

const subjectLimit = 72;

export interface RolledBack {
  readonly itemId: string;
  /** Ids of the runs. */
  readonly runs: readonly string[];
  /** Newest first. */
  readonly commits: readonly Pick<LoggedCommit, 'sha' | 'message'>[];
}

/** `revert(TASK-001): 3 criteria of run 1a2b3c4d`; of a single criterion its text. */
export function rollbackSubject({ itemId, runs, commits }: RolledBack): string {
  const start = `revert(${itemId}): `;
  const [only = '', ...others] = commits.flatMap(deedsOf);
  const deeds = others.length === 0 ? only : `${others.length + 1} criteria of ${runsText(runs)}`;
  return start + oneLine(deeds, subjectLimit - start.length);
}

/** The commit: what is taken back, newest first, why, what a person has to check, and which runs it was. */
export function rollbackMessage(
  rolledBack: RolledBack,
  why: string | undefined,
  checkByHand: readonly string[],
): string {
  const { itemId, runs, commits } = rolledBack;
  const body = [
    rollbackSubject(rolledBack),
    '',
    ...(why === undefined ? [] : [why, '']),
    'Rolled back:',
    ...commits.flatMap((commit) => deedsOf(commit).map((deed) => `- ${deed} (${commit.sha.slice(0, 12)})`)),
    ...(checkByHand.length === 0 ? [] : ['', 'Not in git, check by hand:', ...checkByHand.map((one) => `- ${one}`)]),
  ];
  return `${redact(withoutTrailers(body.join('\n')))}\n\n${runTrailers(itemId, 'Rolled-Back-Run', runs)}`;
}

/** `3 criteria of run 1a2b3c4d of TASK-001`. */
export function whatIsRolledBack({ itemId, runs, commits }: RolledBack): string {
  const count = commits.flatMap(deedsOf).length;
  return `${count === 1 ? '1 criterion' : `${count} criteria`} of ${runsText(runs)} of ${itemId}`;
}

function runsText(runs: readonly string[]): string {
  return runs.length === 1 ? `run ${short(runs[0])}` : `${runs.length} runs`;
}
