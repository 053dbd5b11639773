/** Hover texts, as Markdown. Without the editor. */
import * as l10n from '../l10n.ts';
import { escapeMarkdown } from '../shown-text.ts';
import type { IdHolder } from './id-register.ts';

/** What an id stands for. @param addressOf the address of its file; undefined for the file that is read itself */
export function idHover(holders: readonly IdHolder[], addressOf: (holder: IdHolder) => string | undefined): string {
  return holders.map((holder) => holderText(holder, addressOf(holder))).join('\n\n---\n\n');
}

function holderText({ id, title, facts, explanation, file }: IdHolder, address: string | undefined): string {
  const name = title === id ? id : `${id} ${title}`;
  const paragraphs = [
    `**${escapeMarkdown(name)}**`,
    facts.map(escapeMarkdown).join(' · '),
    escapeMarkdown(explanation),
    address === undefined ? '' : `[${l10n.t`Open ${escapeMarkdown(file)}`}](<${address}>)`,
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** What an id stands for that no file holds. */
export function unknownIdHover(id: string): string {
  return l10n.t`No file of this repository holds ${escapeMarkdown(id)}.`;
}
