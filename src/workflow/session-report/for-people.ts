/** What a session leaves for a person to do, most urgent first. Pure. */
import { counted } from '../../session/report/figures.ts';
import { inline } from '../../session/report/inline.ts';
import type { SessionRecord, SessionTask } from '../../session/session-record.ts';
import { actionLink, isPushed, itemLink, type ReportPlace, taskLink } from './links.ts';

const urgencies = ['critical', 'high', 'medium', 'low'] as const;

/** The section; it says so where nothing waits. */
export function forPeople(record: SessionRecord, place: ReportPlace): string[] {
  const lines = [...actionLines(record, place), ...record.tasks.flatMap((task) => taskLines(task, place))];
  return lines.length === 0 ? ['Nothing waits for you.'] : ['## Waits for you', lines.join('\n')];
}

function actionLines({ human_actions: actions }: SessionRecord, place: ReportPlace): string[] {
  const sorted = actions.toSorted(
    (a, b) => urgencies.indexOf(a.effective_urgency) - urgencies.indexOf(b.effective_urgency),
  );
  return sorted.map(({ action_id: id, title, effective_urgency: urgency, blocking_items: blocked, file }) => {
    const frees = blocked.length === 0 ? '' : `; frees ${blocked.map((item) => itemLink(item, place)).join(', ')}`;
    return `- **${urgency}** ${actionLink(id, file)} ${inline(title)}${frees}`;
  });
}

function taskLines(task: SessionTask, place: ReportPlace): string[] {
  const { commits, pull_request: request, rollback } = task;
  const item = taskLink(task, place);
  const isAway = request === null && commits.length > 0 && place.push !== 'nowhere' && !isPushed(task, place);
  return [
    ...(request === null ? [] : [`- ${item} Merge its pull request: ${inline(request)}`]),
    ...(isAway ? [`- ${item} ${counted(commits.length, 'commit')} not pushed.`] : []),
    ...(rollback === null || rollback.status === 'done'
      ? []
      : [`- ${item} Not rolled back: ${inline(rollback.message)}`]),
    ...(rollback?.check_by_hand ?? []).map((check) => `- ${item} Check by hand: ${inline(check)}`),
  ];
}
