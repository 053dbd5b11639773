import type { RollbackResult } from '../tools/contract.ts';
import { printable } from './printable.ts';
import { hanging, warned } from './report-lines.ts';
import type { Style } from './style.ts';

/** Paths that are named; the commit has them all. */
const shownPaths = 20;

/** What was rolled back, or would be: commits, files, and what a person has to check. */
export function rollbackReport(result: RollbackResult, style: Style): string {
  const lines = [...headline(result, style), ...repositoryLines(result, '', style)];
  for (const one of result.related) lines.push(...repositoryLines(one, ` in ${printable(one.repository)}`, style));
  lines.push(...byHandLines(result.check_by_hand, style));
  for (const warning of result.warnings) lines.push('', ...warned(warning, style));
  return `${lines.join('\n')}\n`;
}

/** @param where follows the headings */
function repositoryLines(
  { status, reverted, paths, pull_request: page }: RollbackResult['related'][number] | RollbackResult,
  where: string,
  style: Style,
): string[] {
  const lines = ['', style('bold', `Commits that ${status === 'refused' ? 'stay' : 'are taken back'}${where}`)];
  for (const { sha, subject } of reverted) lines.push(...hanging(`  ${sha.slice(0, 8)}  `, 12, subject, style));
  if (paths.length > 0) {
    lines.push('', style('bold', `Files${where}`));
    for (const path of paths.slice(0, shownPaths)) lines.push(`  ${printable(path)}`);
    const more = paths.length - shownPaths;
    if (more > 0) lines.push(style('dim', `  and ${more} more`));
  }
  if (page !== null) lines.push('', style('bold', `Pull request${where}`), `  ${printable(page)}`);
  return lines;
}

/** What git cannot take back; nothing where that is nothing. */
export function byHandLines(checkByHand: readonly string[], style: Style): string[] {
  if (checkByHand.length === 0) return [];
  const items = checkByHand.flatMap((one) => hanging('  - ', 4, one, style));
  return ['', style('bold', 'Not in git, check by hand'), ...items];
}

/** Whether something is left of what was to be taken back: at a remote, or in a related repository. */
export function isLeft({ push_pending: pending, related }: Pick<RollbackResult, 'push_pending' | 'related'>): boolean {
  return pending || related.some(({ status }) => status === 'refused');
}

function headline(result: RollbackResult, style: Style): string[] {
  const { status, message } = result;
  const isDone = status === 'done' && !isLeft(result);
  const [colour, mark] = isDone ? (['green', style.marks.good] as const) : (['yellow', style.marks.unsure] as const);
  return hanging(`${mark} `, 2, message, style).map((line) => style(colour, line));
}
