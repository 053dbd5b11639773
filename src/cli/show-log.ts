import type { LogView } from '../backlog/show/item-view.ts';
import { printable } from './printable.ts';
import { hanging } from './report-lines.ts';
import type { Style } from './style.ts';

/** Entries that are shown; the file has them all. */
const shownEntries = 10;

/** The last entries of the progress log in the order of the file, with what stands below them. */
export function logLines(log: readonly LogView[], style: Style): string[] {
  const hidden = log.length - shownEntries;
  const before = hidden > 0 ? [style('dim', `  and ${hidden} more before these`)] : [];
  return [...before, ...log.slice(-shownEntries).flatMap((entry) => entryLines(entry, 0, style))];
}

function entryLines({ date, text, children }: LogView, depth: number, style: Style): string[] {
  const indent = '  '.repeat(depth + 1);
  const when = date === undefined ? '- ' : `${printable(date)}  `;
  const own = hanging(`${indent}${style('dim', when)}`, indent.length + when.length, text, style);
  return [...own, ...children.flatMap((child) => entryLines(child, depth + 1, style))];
}
