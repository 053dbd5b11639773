/** A work item that is being put together, and what is right in each field of it. Pure. */
import { cleanLine, isVisible } from '../../backlog/create/clean-text.ts';
import type { ItemType } from '../../backlog/create/new-item.ts';
import type { Priority } from '../../backlog/task.ts';
import type { ToolInput } from '../../tools/contract.ts';
import * as l10n from '../l10n.ts';

export interface NewItemDraft {
  readonly type: ItemType;
  readonly title: string;
  /** Undefined: it is written into the file when that is there. */
  readonly description: string | undefined;
  readonly criteria: readonly string[];
  readonly priority: Priority;
  readonly labels: readonly string[];
  readonly folder: 'active' | 'backlog';
  /** Ids that it waits for; of a human action, ids that wait for it. */
  readonly related: readonly string[];
}

export const emptyDraft: NewItemDraft = {
  ...{ type: 'bug', title: '', description: '', criteria: [], priority: 'medium' },
  ...{ labels: [], folder: 'active', related: [] },
};

/** Letters, as create_work_item has them. */
const longest = { title: 300, criterion: 2000, label: 100 } as const;

/** What is wrong with the title as it stands, for people; undefined where nothing is. */
export function titleProblem(text: string): string | undefined {
  const line = cleanLine(text);
  if (!isVisible(line)) return l10n.t('Write at least one word.');
  return line.length > longest.title
    ? l10n.t`At most ${longest.title} characters; the rest belongs in the description.`
    : undefined;
}

/** The same for a criterion; an empty one ends the list. */
export function criterionProblem(text: string): string | undefined {
  const line = cleanLine(text);
  if (line === '') return undefined;
  if (!isVisible(line)) return l10n.t('It is empty. Write what has to be true.');
  return line.length > longest.criterion
    ? l10n.t`At most ${longest.criterion} characters. Split it into two criteria.`
    : undefined;
}

/** Labels as they are written into one line, each once. */
export function labelsIn(text: string): string[] {
  return [...new Set(text.split(',').map(cleanLine).filter(isVisible))];
}

export function labelsProblem(text: string): string | undefined {
  const long = labelsIn(text).find((label) => label.length > longest.label);
  return long === undefined ? undefined : l10n.t`"${long.slice(0, 20)}…" has more than ${longest.label} characters.`;
}

/** Whether it can be worked on as soon as it is there. */
export function canBeProcessed({ type, description, folder, related }: NewItemDraft): boolean {
  return type !== 'human_action' && description !== undefined && folder === 'active' && related.length === 0;
}

/** What create_work_item is asked for. What is still to be written in its file is left for the user to commit. */
export function creationInput(draft: NewItemDraft, repository: string): ToolInput<'create_work_item'> {
  const { type, title, description, criteria, priority, labels, folder, related } = draft;
  const isAction = type === 'human_action';
  return {
    ...{ item_type: type, title: cleanLine(title), description: description ?? '', repo_path: repository },
    ...{ priority, labels: [...labels], acceptance_criteria: [...criteria] },
    ...(isAction ? { blocks: [...related] } : { folder, depends_on: [...related] }),
    auto_commit: description !== undefined,
  };
}
