import type { applyLeftover, LeftoverView, removeLeftover, showLeftover } from '../workflow/leftovers.ts';
import { printable, printableText } from './printable.ts';
import { hanging } from './report-lines.ts';
import type { Style } from './style.ts';

/** Unfinished work, the newest first: its name, when, on what, and the files. */
export function leftoversReport(leftovers: readonly LeftoverView[], style: Style): string {
  if (leftovers.length === 0) return 'No unfinished work is kept.\n';
  const lines = leftovers.flatMap(({ name, at, message, paths, kind }) => [
    `${style('bold', printable(name))}${at === undefined ? '' : style('dim', `  ${at.slice(0, 16).replace('T', ' ')}`)}`,
    ...hanging('  ', 2, kind === 'file' ? 'One file that git ignores, as it was found.' : message, style),
    ...(paths.length === 0 ? [] : hanging('  ', 2, paths.join(', '), style).map((line) => style('dim', line))),
    '',
  ]);
  return `${lines.join('\n')}\nLook: agent-toolkit leftovers show NAME. Then apply or drop it.\n`;
}

/** The diff of one leftover; what would steer the terminal is taken out. */
export function leftoverReport({ text }: Awaited<ReturnType<typeof showLeftover>>): string {
  return printableText(text);
}

/** What was applied, and what is left to do. */
export function appliedReport({ name, paths }: Awaited<ReturnType<typeof applyLeftover>>, style: Style): string {
  const head = style('green', `${style.marks.good} ${printable(name)} is in the work tree again, not committed`);
  const files = paths.map((path) => `  ${printable(path)}`);
  return `${[head, ...files, `It is still kept: agent-toolkit leftovers drop ${printable(name)}`].join('\n')}\n`;
}

/** What was dropped, and what brings it back. */
export function droppedReport({ name, undo }: Awaited<ReturnType<typeof removeLeftover>>, style: Style): string {
  return `${style('green', `${style.marks.good} ${printable(name)} is dropped`)}\nUntil git collects it, this brings it back: ${printable(undo)}\n`;
}
