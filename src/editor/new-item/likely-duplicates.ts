/** What exists already and looks like a new item, as create_work_item would tell afterwards. Reads only. */
import type { Duplicate } from '../../backlog/duplicates/find-duplicates.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import type { Backlog } from '../../backlog/task.ts';
import { similarItems } from '../../tools/create/similar-items.ts';
import * as l10n from '../l10n.ts';
import { withoutIcons } from '../shown-text.ts';
import type { NewItemDraft } from './draft.ts';

/** The best first. @param known what the last reading found; read anew where nothing is known */
export async function likelyDuplicates(
  root: string,
  { type, title, description = '', criteria, priority, labels }: NewItemDraft,
  known: Backlog | undefined,
): Promise<readonly Duplicate[]> {
  const item = { type, title, description, priority, labels, dependsOn: [], blocks: [], criteria };
  return similarItems(root, item, known ?? (await readBacklog(root, {})));
}

export interface DuplicatePick {
  readonly label: string;
  readonly description?: string;
  readonly detail: string;
  /** The item that is opened instead; none: the new one is created all the same. */
  readonly duplicate?: Duplicate;
}

export function duplicatePicks(duplicates: readonly Duplicate[]): DuplicatePick[] {
  const all = duplicates.every(({ ended }) => ended);
  const different =
    duplicates.length === 1 ? l10n.t('It is about something else.') : l10n.t('They are about something else.');
  const why = all ? l10n.t('What was done may have to be done again.') : different;
  return [
    ...duplicates.map((duplicate) => ({
      label: `$(go-to-file) ${withoutIcons(l10n.t`Open ${duplicate.id} ${duplicate.title}`)}`,
      description: duplicate.ended ? l10n.t('done') : l10n.t('open'),
      detail: withoutIcons(duplicate.reason.slice(0, 1).toUpperCase() + duplicate.reason.slice(1)),
      duplicate,
    })),
    { label: `$(add) ${l10n.t('Create It All the Same')}`, detail: why },
  ];
}
