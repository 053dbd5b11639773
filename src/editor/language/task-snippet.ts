/** A new task as a snippet of the editor: what is to be filled in is marked. */
import { nextId } from '../../backlog/create/ids.ts';
import { localDate, localMinute } from '../../backlog/local-time.ts';
import { idOfFileName, isTaskId } from '../../backlog/task-id.ts';
import * as l10n from '../l10n.ts';
import type { CompletionFacts, Suggestion } from './completions.ts';

/** The template for an empty task file: with the id that its name gives, else the next one that is free. */
export function newTaskSnippet(
  { file, folder }: { readonly file: string; readonly folder: string },
  { ids, now }: Pick<CompletionFacts, 'ids' | 'now'>,
): Suggestion {
  const ofName = idOfFileName(file.slice(file.lastIndexOf('/') + 1));
  const free = () =>
    nextId(
      'TASK',
      ids().map(({ id }) => id),
    ) ?? 'TASK-001';
  const id = ofName !== undefined && isTaskId(ofName) ? ofName : free();
  const date = localDate(now);
  const lines = [
    '---',
    `id: ${id}`,
    `title: \${1:What is to be reached, in one line}`,
    `status: ${folder}`,
    `priority: \${2|medium,critical,high,low|}`,
    `created: ${date}`,
    `updated: ${date}`,
    'assignee: unassigned',
    `labels: [$3]`,
    '---',
    '',
    '## Description',
    '',
    `\${4:What is so today, and why it has to change.}`,
    '',
    '## Acceptance Criteria',
    '',
    `- [ ] \${5:One outcome that can be looked at on the cluster or in the repository}`,
    '',
    '## Progress Log',
    '',
    `- ${localMinute(now)}: Created`,
    '$0',
  ];
  const help = l10n.t`A task file with the id ${id}: front matter, description, acceptance criteria, progress log.`;
  return { label: l10n.t('New task'), detail: id, help, insert: lines.join('\n'), kind: 'template' };
}
