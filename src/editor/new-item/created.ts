/** What a new item has become, for people. Pure. */
import type { ItemType } from '../../backlog/create/new-item.ts';
import type { ToolResult } from '../../tools/contract.ts';
import * as l10n from '../l10n.ts';
import type { NewItemDraft } from './draft.ts';

type Result = ToolResult<'create_work_item'>;

/** The file that a person reads first, below the repository root: instructions before reports, text before data. */
export function createdFile({ location, files_created: files }: Result, type: ItemType): string {
  const base = location.slice(0, location.lastIndexOf('/') + 1);
  const own = files.map((file) => base + file).filter((file) => file === location || file.startsWith(`${location}/`));
  const named = type === 'human_action' ? 'INSTRUCTIONS.md' : 'PROMPT.md';
  const found = own.find((file) => file.endsWith(`/${named}`)) ?? own.find((file) => file.endsWith('.md')) ?? own[0];
  return found ?? location;
}

/** One to three sentences. Likely duplicates were shown before. */
export function createdText(
  { item_id: id, location, committed, warnings }: Result,
  { description }: Pick<NewItemDraft, 'description'>,
): { readonly severity: 'info' | 'warning'; readonly message: string } {
  const created =
    committed === null
      ? l10n.t`Created ${id} as ${location}.`
      : l10n.t`Created ${id} as ${location}, in commit ${committed.slice(0, 8)}.`;
  const next = description === undefined ? [l10n.t('Write its description and criteria, then commit it.')] : [];
  const message = [created, ...next, ...warnings].join(' ');
  return { severity: warnings.length === 0 ? 'info' : 'warning', message };
}
