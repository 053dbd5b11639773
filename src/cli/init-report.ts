import type { InitResult } from '../workflow/init/init-repository.ts';
import { printable } from './printable.ts';
import { hanging, warned } from './report-lines.ts';
import type { Style } from './style.ts';

/** What was made, what stays as it is, and what comes next. */
export function initReport(result: InitResult, style: Style): string {
  const { root, dry_run: dryRun, made, kept, ignored, sha, warnings, next_steps: steps } = result;
  const isReady = made.length === 0 && !ignored;
  const begin = dryRun ? 'Would be made in' : 'Made in';
  const lines = [
    ...hanging('', 0, isReady ? `${root} has all of it already.` : `${begin} ${root}`, style),
    ...made.map((path) => `  ${style('green', '+')} ${printable(path)}`),
    ...(ignored ? [`  ${style('green', '+')} .gitignore: one line`] : []),
    ...kept.map((path) => style('dim', `  = ${printable(path)}`)),
    ...(sha === null ? [] : [`Committed as ${sha.slice(0, 8)}.`]),
    ...warnings.flatMap((warning) => warned(warning, style)),
    ...['', style('bold', 'Next')],
    ...steps.flatMap((step, index) => hanging(`  ${index + 1}. `, 5, step, style)),
  ];
  return `${lines.join('\n')}\n`;
}
