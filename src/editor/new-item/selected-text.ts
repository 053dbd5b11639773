/** A selection of any file as the description of a new item: where it stands, and what it says. Pure. */
import * as l10n from '../l10n.ts';

export interface SelectedText {
  /** Below the repository's root, or as the window shows it, with forward slashes. */
  readonly path: string;
  /** First and last line, from 1. */
  readonly lines: readonly [first: number, last: number];
  readonly text: string;
  /** The editor's id of the language. */
  readonly language: string;
}

/** Markdown. The text is fenced, so that neither its lists nor its headings become the item's. */
export function describeSelection({ path, lines: [first, last], text, language }: SelectedText): string {
  const file = `\`${path}\``;
  const where = first === last ? l10n.t`In ${file}, line ${first}:` : l10n.t`In ${file}, lines ${first} to ${last}:`;
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [where, '', fence + language, text.replace(/\r\n?/g, '\n').replace(/^\n+|\s+$/g, ''), fence].join('\n');
}
