import type { Diagnosis } from '../workflow/doctor/diagnose.ts';
import type { Finding } from '../workflow/doctor/finding.ts';
import { hanging } from './report-lines.ts';
import type { Style } from './style.ts';

/** The longest name of a check, and a blank. */
const nameWidth = 'registry '.length;

/** A line for each check, what to do below it where something is to be done, and the sum. */
export function doctorReport({ findings }: Diagnosis, style: Style): string {
  const lines = findings.flatMap((finding) => findingLines(finding, style));
  return `${[...lines, '', ...summary(findings, style)].join('\n')}\n`;
}

function findingLines({ check, status, message, remedy }: Finding, style: Style): string[] {
  const { good, bad, warning } = style.marks;
  const [mark, colour] = {
    ok: [good, 'green'] as const,
    warning: [warning, 'yellow'] as const,
    failed: [bad, 'red'] as const,
    skipped: ['-', 'dim'] as const,
  }[status];
  const indent = nameWidth + 2;
  const first = `${style(colour, mark)} ${check.padEnd(nameWidth)}`;
  const advice =
    remedy === null ? [] : hanging(' '.repeat(indent), indent, `${style.marks.downstream} ${remedy}`, style);
  return [...hanging(first, indent, message, style), ...advice];
}

function summary(findings: readonly Finding[], style: Style): string[] {
  const count = (wanted: Finding['status']) => findings.filter(({ status }) => status === wanted).length;
  const [failures, warnings] = [count('failed'), count('warning')];
  const { good, bad, warning } = style.marks;
  if (failures > 0) return [style('red', `${bad} ${failures} to mend, ${warnings} to look at.`)];
  if (warnings > 0) return [style('yellow', `${warning} Ready, with ${warnings} to look at.`)];
  return [style('green', `${good} Ready.`)];
}
