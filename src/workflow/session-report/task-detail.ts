/** What was done for one task of a session, and the proof. Pure. */
import { code, inline, sentence } from '../../session/report/inline.ts';
import { outcomeMarks } from '../../session/report/outcome.ts';
import type { SessionTask } from '../../session/session-record.ts';
import { commitLink, type ReportPlace } from './links.ts';

/** Open criteria that are named; the task's file has them all. */
const shownOpen = 10;

/** Heading, sentence, criteria with their commits, verification, and what else there is to say. */
export function taskDetail(task: SessionTask, place: ReportPlace): string[] {
  const { item_id: id, title, message } = task;
  const lines = [criteria(task, place), proof(task), remarks(task, place), otherCommits(task, place)].flat();
  return [`### ${code(id)} ${inline(title)}`, sentence(message), ...(lines.length === 0 ? [] : [lines.join('\n')])];
}

function criteria(task: SessionTask, place: ReportPlace): string[] {
  const { sections_completed: done, sections_remaining: open, failed_section: failed } = task;
  const links = (criterion: string) =>
    task.commits
      .filter((commit) => commit.criterion === criterion)
      .map(({ sha, repository }) => commitLink(sha, repository, task, place));
  const waiting = open.filter((criterion) => criterion !== failed?.criterion && !done.includes(criterion));
  const more = waiting.length - shownOpen;
  return [
    ...done.map((criterion) => {
      const line = [inline(criterion), ...links(criterion)].join(' ');
      return open.includes(criterion) ? `- ${outcomeMarks.open} ${line} rolled back` : `- ${outcomeMarks.good} ${line}`;
    }),
    ...(failed === null
      ? []
      : [
          `- ${outcomeMarks.bad} ${inline(failed.criterion)}`,
          `  - ${failed.attempts === 1 ? '1 try' : `${failed.attempts} tries`}: ${inline(failed.reason)}`,
        ]),
    ...waiting.slice(0, shownOpen).map((criterion) => `- ${outcomeMarks.open} ${inline(criterion)}`),
    ...(more > 0 ? [`- and ${more} more open`] : []),
  ];
}

/** Commits that belong to no criterion that was done: the log of a failure, the archive. */
function otherCommits(task: SessionTask, place: ReportPlace): string[] {
  const { commits, sections_completed: done, archived } = task;
  const others = commits.filter(
    ({ criterion, sha }) => (criterion === null || !done.includes(criterion)) && sha !== archived?.sha,
  );
  return [
    ...others.map(({ sha, subject, repository }) => `- ${commitLink(sha, repository, task, place)} ${inline(subject)}`),
    ...(archived === null
      ? []
      : [`- ${commitLink(archived.sha, undefined, task, place)} Archived to ${code(archived.to)}`]),
  ];
}

function proof({ tests, message }: SessionTask): string[] {
  if (tests === null) return [];
  const verdict = {
    passed: 'Verification passed',
    failed: 'Verification failed',
    blocked: 'Verification blocked, nothing is proven',
    nothing_to_verify: 'Unverified',
  }[tests.overall_status];
  const causes = tests.causes.map(
    (cause) => `  - ${code(cause.object)} ${inline(cause.reason)}: ${inline(cause.message)}`,
  );
  // The message of a failure is its first cause in words; that of the task ends with it.
  const isSaid = message.includes(tests.message) || tests.causes.some((cause) => cause.message === tests.message);
  return [`- **${verdict}**${isSaid ? '' : `: ${inline(tests.message)}`}`, ...causes];
}

function remarks(task: SessionTask, place: ReportPlace): string[] {
  const { rollback, leftovers, warnings } = task;
  const commit = rollback?.commit ?? null;
  const link = commit === null ? '' : ` ${commitLink(commit, undefined, task, place)}`;
  return [
    ...(rollback === null ? [] : [`- **Rollback ${rollback.status}**: ${inline(rollback.message)}${link}`]),
    ...leftovers.map((ref) => `- Unfinished work, kept and put back: ${code(`git show ${ref}`)}`),
    ...warnings.map((warning) => `- ⚠ ${inline(warning)}`),
  ];
}
