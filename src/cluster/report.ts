/**
 * A verification as Markdown, to be read in ten seconds: what failed, why, what to do, by root cause; what is not of this
 * task; then the checks with their evidence, then warnings. Pure.
 */
import type { Cause } from './cause/cause.ts';
import { causesOf } from './cause/causes.ts';
import { causesText } from './cause/causes-text.ts';
import { explainedText } from './cause/explained.ts';
import { evidenceLines } from './evidence.ts';
import { checkTable, inOneLine } from './report-table.ts';
import { changesSection } from './snapshot/changes-table.ts';
import type { Verification } from './verification.ts';

/** The others are counted. */
const mostCauses = 20;
const mostWarnings = 30;

const headings: Readonly<Record<Verification['overall'], string>> = {
  passed: 'passed',
  failed: 'failed',
  blocked: 'blocked',
  nothing_to_verify: 'nothing to verify',
};

export function verificationReport(itemId: string, verification: Verification): string {
  const { overall, message, checks, warnings, changes, context } = verification;
  const causes = causesOf(verification);
  const own = causes.filter(({ scope }) => scope === 'task');
  const external = causes.filter(({ scope }) => scope === 'external');
  const where = context === undefined ? [] : ['', `Kube context: ${context}`];
  const lines = [
    `# Verification of ${itemId}: ${headings[overall]}`,
    '',
    // A lead sentence would say the first cause twice.
    own.length === 0 ? message : `${causesText(causes)}. ${countedFailures(verification)}`,
    ...where,
    ...section('What failed, why, and what to do', own),
    ...section('Not of this task', external),
    ...changesSection(changes),
    ...checkTable(checks),
    ...warningLines(warnings),
  ];
  return `${lines.join('\n')}\n`;
}

/** `12 of 40 checks failed.` */
function countedFailures({ checks }: Verification): string {
  const failed = checks.filter(({ status }) => status === 'fail').length;
  return `${failed} of ${checks.length} checks failed.`;
}

function section(heading: string, causes: readonly Cause[]): string[] {
  if (causes.length === 0) return [];
  const more = causes.length - mostCauses;
  return [
    ...['', `## ${heading}`],
    ...causes.slice(0, mostCauses).flatMap(causeLines),
    ...(more > 0 ? ['', `And ${more} more.`] : []),
  ];
}

function causeLines({ object, reason, message, cause, remedy, explains }: Cause, index: number): string[] {
  const others = explainedText(explains);
  return [
    '',
    `${index + 1}. **${inOneLine(object)}**: ${inOneLine(reason)}`,
    `   - Why: ${inOneLine(cause)}`,
    `   - What to do: ${inOneLine(remedy)}`,
    ...seenLines(message),
    ...(others === '' ? [] : [`   - Fails with it: ${inOneLine(others)}`]),
  ];
}

/** What a program printed stays in lines, in a fence that nothing in it can close. */
function seenLines(message: string): string[] {
  const [first = '', ...others] = evidenceLines(message);
  const seen = `   - Seen: ${inOneLine(first)}`;
  if (others.length === 0) return [seen];
  const ticks = others.reduce((most, line) => Math.max(most, /`+/.exec(line)?.[0].length ?? 0), 2);
  const fence = '`'.repeat(ticks + 1);
  return [seen, '', ...[`${fence}text`, ...others, fence].map((line) => `     ${line}`)];
}

function warningLines(warnings: readonly string[]): string[] {
  if (warnings.length === 0) return [];
  const more = warnings.length - mostWarnings;
  return [
    ...['', '## Warnings', ''],
    ...warnings.slice(0, mostWarnings).map((text) => `- ${inOneLine(text)}`),
    ...(more > 0 ? [`- And ${more} more.`] : []),
  ];
}
