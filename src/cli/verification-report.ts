import type { Failure, ToolResult } from '../tools/contract.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

type Verification = ToolResult<'run_tests'>;

/** A verification for people: the verdict, what failed, why, and what to do. */
export function verificationReport(result: Verification, style: Style): string {
  const lines = [verdictLine(result, style), `  ${printable(result.message)}`];
  if (hasCounts(result)) lines.push(`  ${counts(result)}`);
  if (result.context !== null) lines.push(`  Kube context: ${printable(result.context)}`);
  lines.push(...failureLines(result.failures, result.message, style));
  lines.push(...warningLines(result.warnings, result.message, style));
  return `${lines.join('\n')}\n`;
}

/** One line: passed, failed, blocked, or unverified. */
export function verdictLine({ overall_status: status }: Verification, style: Style): string {
  switch (status) {
    case 'passed':
      return style('green', `${style.marks.good} Verification passed`);
    case 'failed':
      return style('red', `${style.marks.bad} Verification failed`);
    case 'blocked':
      return style('red', `${style.marks.bad} Verification blocked`);
    case 'nothing_to_verify':
      return style('yellow', `${style.marks.unsure} Unverified`);
  }
}

/** Each failure with its probable cause and the remedy, without what was said already; those outside the task say so. */
export function failureLines(failures: readonly Failure[], said: string, style: Style): string[] {
  return failures.flatMap(({ check, object, reason, message, cause, remedy, scope }) => {
    const where = scope === 'external' ? ' (not of this task)' : '';
    const lines = [
      '',
      `${style('red', style.marks.bad)} ${style('bold', printable(object))}: ${printable(reason)} [${check}]${where}`,
    ];
    const facts = [
      ['', message],
      ['cause:', cause],
      ['remedy:', remedy],
    ] as const;
    for (const [name, text] of facts)
      if (text !== '' && !said.includes(text)) lines.push(`    ${name.padEnd(name === '' ? 0 : 8)}${printable(text)}`);
    return lines;
  });
}

/** The warnings, without those that the message has said already. */
export function warningLines(warnings: readonly string[], message: string, style: Style): string[] {
  const unsaid = warnings.filter((warning) => !message.includes(warning.replace(/^Unverified: /, '')));
  return unsaid.map((warning) => `${style('yellow', 'Warning:')} ${printable(warning)}`);
}

function hasCounts({ summary: s }: Verification): boolean {
  return s.deployments_total + s.pods_total + s.services_total + s.endpoints_total > 0;
}

function counts({ summary: s }: Verification): string {
  return [
    `deployments ${s.deployments_healthy}/${s.deployments_total}`,
    `pods ${s.pods_healthy}/${s.pods_total}`,
    `services ${s.services_up}/${s.services_total}`,
    `endpoints ${s.endpoints_accessible}/${s.endpoints_total}`,
  ].join('  ');
}
