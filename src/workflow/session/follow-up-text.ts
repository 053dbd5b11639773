/** The item that is opened where a task was worked through and its verification failed. Pure. */
import type { Task } from '../../backlog/task.ts';
import type { SessionTask } from '../../session/session-record.ts';
import type { ToolInput } from '../../tools/contract.ts';
import { oneLine } from '../../tools/process/messages.ts';
import { followUpMark } from './marks.ts';

type Item = Omit<ToolInput<'create_work_item'>, 'repo_path'>;
type RecordedCause = NonNullable<SessionTask['tests']>['causes'][number];

/** A bug in the backlog, with the priority of the task and its labels. */
export function followUpItem(
  task: SessionTask,
  { priority, labels }: Pick<Task, 'priority' | 'labels'>,
  sessionId: string,
): Item {
  const causes = task.tests?.causes ?? [];
  const [first] = causes;
  const name = first === undefined ? oneLine(task.tests?.message ?? task.message, 120) : nameOf(first);
  const isTakenBack = task.rollback?.status === 'done';
  const goal = isTakenBack
    ? `What made the verification of ${task.item_id} fail is gone, so that ${task.item_id} can be done again`
    : `The verification of ${task.item_id} passes (agent-toolkit verify ${task.item_id})`;
  return {
    item_type: 'bug',
    title: oneLine(`Verification failed after ${task.item_id}: ${name}`, 200),
    description: [
      `${task.item_id} (${oneLine(task.title, 200)}) was worked through, and its verification failed.`,
      '',
      oneLine(task.tests?.message ?? task.message, 1000),
      ...causes.flatMap(causeLines),
      ...rollbackLines(task),
      '',
      `**Run:** ${task.commits.length === 0 ? 'no commits' : task.commits.map(({ sha, subject }) => `${sha.slice(0, 10)} ${oneLine(subject, 120)}`).join('; ')}`,
      '',
      followUpMark(task.item_id, sessionId),
    ].join('\n'),
    priority,
    folder: 'backlog',
    labels: labels.filter((label) => label.toLowerCase() !== 'bug'),
    acceptance_criteria: [
      ...causes.slice(0, 20).map((cause) => `${nameOf(cause)} is gone, and a verification shows it`),
      goal,
    ],
  };
}

function nameOf({ object, reason }: Pick<RecordedCause, 'object' | 'reason'>): string {
  return oneLine(`${object}: ${reason}`, 150);
}

function causeLines({ message, cause, remedy, ...named }: RecordedCause): string[] {
  const why = cause === undefined ? [] : [`**Probable cause:** ${oneLine(cause, 600)}`];
  const what = remedy === undefined ? [] : [`**What to do:** ${oneLine(remedy, 600)}`];
  const all = [`**What failed:** ${nameOf(named)}. ${oneLine(message, 600)}`, ...why, ...what];
  return all.flatMap((line) => ['', line]);
}

function rollbackLines({ rollback }: SessionTask): string[] {
  if (rollback === null) return [];
  const byHand = rollback.check_by_hand.map((one) => `- Check by hand: ${oneLine(one, 300)}`);
  return ['', `**Rollback:** ${oneLine(rollback.message, 600)}`, ...(byHand.length === 0 ? [] : ['', ...byHand])];
}
