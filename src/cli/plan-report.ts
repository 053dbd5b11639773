import type { TestPlan } from '../tools/plan-tests.ts';
import { printable } from './printable.ts';
import { hanging, warned } from './report-lines.ts';
import type { Style } from './style.ts';

/** Objects of one check that are named; `--json` has all. */
const mostNamed = 10;

/** What a verification would look at, and what is due and not looked at, each with its reason. */
export function planReport({ item_id: id, about, checks, warnings }: TestPlan, style: Style): string {
  const width = checks.reduce((most, { check }) => Math.max(most, check.length), 0);
  const rows = checks.flatMap(({ check, objects, because, skipped }) => {
    const mark = skipped === undefined ? style('green', style.marks.good) : style('yellow', style.marks.unsure);
    const what = objects.length === 0 ? '' : `${shown(objects)} `;
    const reason = skipped === undefined ? '' : `; not run: ${skipped}`;
    return hanging(`${mark} ${check.padEnd(width)}  `, width + 4, `${what}(${because})${reason}`, style);
  });
  const notes = warnings.flatMap((warning) => warned(warning, style));
  return `${[style('bold', `Plan for ${printable(id)}`), ...hanging('  ', 2, about, style), ...rows, ...notes].join('\n')}\n`;
}

function shown(objects: readonly string[]): string {
  const more = objects.length - mostNamed;
  return more > 0 ? `${objects.slice(0, mostNamed).join(', ')} and ${more} more` : objects.join(', ');
}
