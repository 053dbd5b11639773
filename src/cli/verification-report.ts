import { causesText } from '../cluster/cause/causes-text.ts';
import type { ToolResult } from '../tools/contract.ts';
import { causeLines, causeOverview } from './cause-lines.ts';
import { hanging, warned } from './report-lines.ts';
import type { Style } from './style.ts';

type Verification = ToolResult<'run_tests'>;

/** Warnings that are told; what failed must not be pushed out of sight. */
const shownWarnings = 20;

/** A verification for people: the verdict, a line for each root cause, why each is and what to do, then the rest. */
export function verificationReport(result: Verification, style: Style): string {
  const { causes, message, context } = result;
  // The message of a failure is its first cause in words.
  const isSaid = causes.some((cause) => cause.scope === 'task' || cause.message === message);
  const lines = [
    ...verdictLines(result, style),
    ...(isSaid ? [] : hanging('  ', 2, message, style)),
    ...causeOverview(causes, style),
    ...causeLines(causes, '', style),
    ...(causes.length === 0 ? [] : ['']),
    ...(hasCounts(result) ? hanging('  ', 2, counts(result), style) : []),
    ...(context === null ? [] : hanging('  ', 2, `Kube context: ${context}`, style)),
    ...bugLines(result, style),
    ...warningLines(result.warnings, message, style),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Passed, failed and by how many causes, blocked, or unverified; one line where the terminal is wide enough. */
export function verdictLines({ overall_status: status, causes }: Verification, style: Style): string[] {
  const count = causesText(causes);
  const [colour, mark, text] = {
    passed: ['green', style.marks.good, 'Verification passed'],
    failed: ['red', style.marks.bad, `Verification failed${count === '' ? '' : `: ${count}`}`],
    blocked: ['red', style.marks.bad, 'Verification blocked: nothing is proven'],
    nothing_to_verify: ['yellow', style.marks.unsure, 'Unverified'],
  }[status] as [Parameters<Style>[0], string, string];
  return hanging(`${mark} `, 2, text, style).map((line) => style(colour, line));
}

/** The warnings, without those that the message has said already. */
export function warningLines(warnings: readonly string[], message: string, style: Style): string[] {
  const unsaid = warnings.filter((warning) => !message.includes(warning.replace(/^Unverified: /, '')));
  const more = unsaid.length - shownWarnings;
  return [
    ...unsaid.slice(0, shownWarnings).flatMap((warning) => warned(warning, style)),
    ...(more > 0 ? [style('yellow', `and ${more} more warnings`)] : []),
  ];
}

/** The items that hold the root causes from now on. */
function bugLines({ issues_created: created, issues_updated: updated }: Verification, style: Style): string[] {
  const opened = created.length === 0 ? [] : [`Opened ${created.join(', ')}`];
  const added = updated.length === 0 ? [] : [`Seen again, added to ${updated.join(', ')}`];
  return [...opened, ...added].flatMap((text) => hanging('  ', 2, text, style));
}

function hasCounts({ summary: s }: Verification): boolean {
  return s.deployments_total + s.pods_total + s.services_total + s.endpoints_total > 0;
}

function counts({ summary: s }: Verification): string {
  return [
    `deployments ${s.deployments_healthy}/${s.deployments_total}`,
    `pods ${s.pods_healthy}/${s.pods_total}`,
    `services ${s.services_up}/${s.services_total}`,
    `URLs ${s.endpoints_accessible}/${s.endpoints_total}`,
  ].join(', ');
}
