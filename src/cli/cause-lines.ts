/** Root causes of failures for people. */
import { explainedText } from '../cluster/cause/explained.ts';
import { evidenceLines } from '../cluster/evidence.ts';
import type { Cause } from '../tools/contract.ts';
import { printable, shorten } from './printable.ts';
import { hanging } from './report-lines.ts';
import type { Style } from './style.ts';

/** What failed must stay in sight. */
const shownCauses = 20;

/** One line each, as far as the terminal is wide; nothing for a single one, whose own lines come next. */
export function causeOverview(causes: readonly Cause[], style: Style): string[] {
  if (causes.length < 2) return [];
  const lines = causes.slice(0, shownCauses).map((one) => {
    const text = `${printable(one.object)}: ${printable(one.reason)}. ${printable(one.cause)}`;
    return `  ${markOf(one, style)} ${shorten(text, style.width - 4)}`;
  });
  const more = causes.length - shownCauses;
  return more > 0 ? [...lines, style('dim', `  and ${more} more`)] : lines;
}

/**
 * Each cause: what failed, why, what to do, what was seen, and what fails with it. Lines keep to the terminal.
 * @param said what stands above already, and is not told again
 */
export function causeLines(causes: readonly Cause[], said: string, style: Style): string[] {
  return causes.slice(0, shownCauses).flatMap((one) => {
    const where = one.scope === 'external' ? ' (not of this task)' : '';
    const [object, reason] = [printable(one.object), printable(one.reason)];
    const [first = '', ...others] = hanging('', 2, `${object}: ${reason}${where}`, style);
    const heading = first.startsWith(object) ? style('bold', object) + first.slice(object.length) : first;
    return [
      ...['', `${markOf(one, style)} ${heading}`, ...others],
      ...[...fact('why', one.cause, said, style), ...fact('do', one.remedy, said, style)],
      ...seenLines(one.message, said, style),
      ...fact('also', explainedText(one.explains), '', style),
    ];
  });
}

function markOf({ scope }: Cause, style: Style): string {
  return scope === 'task' ? style('red', style.marks.bad) : style('yellow', style.marks.warning);
}

function fact(name: string, text: string, said: string, style: Style): string[] {
  if (text === '' || said.includes(text)) return [];
  const label = `    ${`${name}:`.padEnd(6)}`;
  return hanging(label, label.length, text, style);
}

/** What a program printed keeps its lines. */
function seenLines(message: string, said: string, style: Style): string[] {
  const [first = '', ...others] = evidenceLines(message);
  if (said.includes(message)) return [];
  return [...fact('seen', first, said, style), ...others.flatMap((line) => hanging(' '.repeat(10), 10, line, style))];
}
