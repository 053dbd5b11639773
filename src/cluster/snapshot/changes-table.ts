/** What changed since a run began, as a short table for its report. Pure. */
import type { Change } from './change.ts';

/** Rows of the table; the result has them all. */
const most = 25;
/** Characters of one cell. */
const longest = 160;

/** Lines of Markdown with a heading; none where nothing was compared. */
export function changesSection(changes: readonly Change[] | undefined): string[] {
  if (changes === undefined) return [];
  const heading = ['', '## Changed since this run began', ''];
  if (changes.length === 0) return [...heading, 'Nothing in the scope of the task.'];
  const rows = changes.slice(0, most).map(({ object, what, before, after }) => {
    return `| ${[object, what, before ?? '–', after ?? '–'].map(cell).join(' | ')} |`;
  });
  const more = changes.length > most ? ['', `And ${changes.length - most} more.`] : [];
  return [...heading, '| Object | What | Before | Now |', '| --- | --- | --- | --- |', ...rows, ...more];
}

function cell(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return (line.length > longest ? `${line.slice(0, longest)}…` : line).replaceAll('|', '\\|');
}
