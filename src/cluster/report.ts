/** A verification as Markdown, to be read in ten seconds: what failed, why, what to do; then everything else. Pure. */
import type { Check, CheckStatus, Failure, Verification } from './verification.ts';

const marks: Readonly<Record<CheckStatus, string>> = { fail: '✗', warn: '!', skipped: '–', pass: '✓' };
const headings: Readonly<Record<Verification['overall'], string>> = {
  passed: 'passed',
  failed: 'failed',
  blocked: 'blocked',
  nothing_to_verify: 'nothing to verify',
};

/** Checks in the order in which they matter: fail, warn, skipped, pass. Healthy objects of a kind share a row. */
export function verificationReport(itemId: string, verification: Verification): string {
  const { overall, message, checks, failures, warnings, context } = verification;
  const order = Object.keys(marks);
  const shown = [...foldPassed(checks)].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  const lines = [
    `# Verification of ${itemId}: ${headings[overall]}`,
    '',
    message,
    ...(context === undefined ? [] : ['', `Kube context: ${context}`]),
    ...(failures.length === 0 ? [] : ['', '## Failures', ...failures.flatMap(failureLines)]),
    ...(warnings.length === 0 ? [] : ['', '## Warnings', '', ...warnings.map((text) => `- ${oneLine(text)}`)]),
    ...(shown.length === 0 ? [] : ['', '## Checks', '', ...table(shown)]),
  ];
  return `${lines.join('\n')}\n`;
}

function failureLines({ object, reason, message, cause, remedy, scope }: Failure, index: number): string[] {
  const where = scope === 'external' ? ' (not of this task)' : '';
  return [
    '',
    `${index + 1}. **${object}**: ${reason}${where}`,
    `   - What: ${oneLine(message)}`,
    `   - Probable cause: ${oneLine(cause)}`,
    `   - What to do: ${oneLine(remedy)}`,
  ];
}

/** More than three healthy objects of a kind become one row. */
function foldPassed(checks: readonly Check[]): Check[] {
  const passed = new Map<string, Check[]>();
  for (const check of checks) {
    if (check.status === 'pass') passed.set(check.name, [...(passed.get(check.name) ?? []), check]);
  }
  const folded = [...passed].flatMap(([name, all]): Check[] => {
    const [first] = all;
    if (first === undefined || all.length <= 3) return all;
    return [{ ...first, name: '', object: `${all.length} ${name}s`, actual: 'all healthy', evidence: '' }];
  });
  return [...checks.filter(({ status }) => status !== 'pass'), ...folded];
}

function table(checks: readonly Check[]): string[] {
  const rows = checks.map(({ status, name, object, actual }) => {
    // Objects of the cluster say their kind themselves.
    const what = object.startsWith(name) ? object : `${name} ${object}`;
    const cells = [`${marks[status]} ${status}`, what, actual];
    return `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| Status | Check | Found |', '| --- | --- | --- |', ...rows];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
