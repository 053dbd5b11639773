/** The checks of a verification as a Markdown table. Pure. */
import { bounded } from './evidence.ts';
import type { Check, CheckStatus } from './verification.ts';

/** In the order in which they matter. */
const marks: Readonly<Record<CheckStatus, string>> = { fail: '✗', warn: '!', skipped: '–', pass: '✓' };
/** Objects of a kind with the same status that have rows of their own; healthy ones beyond that share one. */
const mostAlike: Readonly<Record<CheckStatus, number>> = { fail: 10, warn: 10, skipped: 10, pass: 3 };
const longestCell = 200;

/** Nothing for no checks. What was found is told beside its evidence, where that says more. */
export function checkTable(checks: readonly Check[]): string[] {
  const statuses = Object.keys(marks) as CheckStatus[];
  const rows = statuses.flatMap((status) => rowsOf(checks.filter((check) => check.status === status)));
  if (rows.length === 0) return [];
  return ['', '## Checks', '', '| Status | Check | Found | Evidence |', '| --- | --- | --- | --- |', ...rows];
}

/** Rows of checks that have one status. */
function rowsOf(checks: readonly Check[]): string[] {
  const byName = new Map<string, Check[]>();
  for (const check of checks) {
    const alike = byName.get(check.name);
    if (alike === undefined) byName.set(check.name, [check]);
    else alike.push(check);
  }
  return [...byName].flatMap(([name, alike]) => {
    const [{ status } = { status: 'pass' as const }] = alike;
    const most = mostAlike[status];
    if (alike.length <= most) return alike.map(rowOf);
    if (status === 'pass') return [row(status, `${alike.length} ${name}s`, 'all healthy', '')];
    const more = alike.length - most;
    return [...alike.slice(0, most).map(rowOf), row(status, `${more} more of ${name}`, 'as those above', '')];
  });
}

function rowOf({ status, name, object, actual, evidence }: Check): string {
  // Objects of the cluster say their kind themselves.
  const what = object.startsWith(name) ? object : `${name} ${object}`;
  return row(status, what, actual, beyond(actual, evidence));
}

/** What the evidence says besides what was found. */
function beyond(actual: string, evidence: string): string {
  if (actual.includes(evidence)) return '';
  return evidence.startsWith(actual) ? evidence.slice(actual.length).replace(/^[;:,.\s]+/, '') : evidence;
}

function row(status: CheckStatus, ...cells: string[]): string {
  const shown = cells.map((cell) => bounded(inOneLine(cell), longestCell).replaceAll('|', '\\|'));
  return `| ${[`${marks[status]} ${status}`, ...shown].join(' | ')} |`;
}

/** The text with single blanks for all white space. */
export function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
