/** What the fields of the front matter mean, and their values, for people. Without the editor. */
import { readPriority, readStatus } from '../../backlog/parse/field-values.ts';
import { asideWords, doneWords, givenUpWords, isKnownStatus, usualWords } from '../../backlog/parse/known-status.ts';
import * as l10n from '../l10n.ts';

/** The fields, in the order in which they are written. */
export const fieldHelp = (): Readonly<Record<string, string>> => ({
  id: l10n.t('The id of the task, as its file is named: `TASK-012`. Other files name it by this.'),
  title: l10n.t('One line. Quote it when it holds `: ` or ` #`, or begins with a sign such as `[` or `@`.'),
  status: l10n.t`How the task stands: ${usualWords.gitops.join(', ')}. Any other known word of that meaning does, too.`,
  priority: l10n.t('critical, high, medium or low, or P0 to P3. The queue is in this order.'),
  created: l10n.t('The day on which the task was written, YYYY-MM-DD.'),
  updated: l10n.t('The day of the last change, YYYY-MM-DD. Runs keep it.'),
  assignee: l10n.t('Who has taken the task. It decides nothing.'),
  labels: l10n.t(
    'A list, `[web, networking]`. Labels choose what is verified; with `deployment` or `flux`, commits are pushed after every criterion.',
  ),
  depends_on: l10n.t('Ids that have to be done first: one, several with commas, or a list.'),
  blocked_by: l10n.t('Ids that the task waits for, tasks and human actions alike; as `depends_on`.'),
  blocks: l10n.t('Ids that wait for this task. It is said for people: what waits says so itself.'),
  type: l10n.t('`human-action`: a person does it. It is listed with what waits for people, and never executed.'),
  stop: l10n.t('`true` holds the task back, and ends a session that comes to it.'),
  verify: l10n.t(
    '`none`, or a mapping that says what is verified: `namespaces`, `workloads`, `services`, `urls`, `images`, `flux`, `commands`.',
  ),
  until: l10n.t('Of a human action: the resource, Secret, DNS name, URL or command that tells when it is done.'),
  estimated_time: l10n.t('How long a person will need. It decides nothing.'),
  completed: l10n.t('The day on which the task was archived, YYYY-MM-DD. Archiving writes it.'),
  merged_into: l10n.t('The task that keeps the criteria of this one.'),
  superseded_by: l10n.t('The task that replaces this one. The retrospective deprecates it then.'),
});

/** What a value means; undefined where nothing is to be said. */
export function valueHelp(key: string, value: string): string | undefined {
  if (key === 'status') return statusHelp(readStatus(value));
  if (key !== 'priority') return undefined;
  const priority = readPriority(value);
  return priority === undefined ? undefined : priorityHelp()[priority];
}

const priorityHelp = () => ({
  critical: l10n.t('P0: before everything else.'),
  high: l10n.t('P1: after what is critical.'),
  medium: l10n.t('P2: the usual one, and that of a task without one.'),
  low: l10n.t('P3: last.'),
});

function statusHelp(status: string): string | undefined {
  if (!isKnownStatus(status)) return undefined;
  if (status === 'blocked')
    return l10n.t(
      'Waits for what `blocked_by`, `depends_on` and the dependencies name; ready when all of that is done.',
    );
  if (doneWords.has(status)) return l10n.t('Done. The file belongs in tasks/completed/.');
  if (givenUpWords.has(status))
    return l10n.t('Given up: over without being done. The file belongs in tasks/deprecated/.');
  if (asideWords.has(status)) return l10n.t('Put aside: it is not started until the status says something else.');
  return l10n.t('Open: it is worked on when nothing is in its way.');
}
