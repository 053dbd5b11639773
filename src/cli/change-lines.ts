/** What changed on the cluster since a run began, for people. */
import type { ToolResult } from '../tools/contract.ts';
import { hanging } from './report-lines.ts';
import type { Style } from './style.ts';

type Changes = ToolResult<'run_tests'>['changes'];

/** The result has them all, and the Markdown report more. */
const shown = 10;

/** A heading and one entry each; nothing where nothing was compared, or nothing changed. */
export function changeLines(changes: Changes, style: Style): string[] {
  if (changes === undefined || changes.length === 0) return [];
  const lines = changes.slice(0, shown).flatMap(({ object, what, before, after }) => {
    return hanging('  ', 2, `${object}: ${textOf(what, before, after)}`, style);
  });
  const more = changes.length - shown;
  return [
    ...['', style('bold', 'Changed since this run began'), ...lines],
    ...(more > 0 ? [style('dim', `  and ${more} more`)] : []),
  ];
}

function textOf(what: string, before: string | null, after: string | null): string {
  if (what === 'warning') return `new warning, ${after}`;
  if (what !== 'existence') return `${what} ${before ?? 'none'} → ${after ?? 'none'}`;
  return before === null ? `new, ${after}` : 'gone';
}
