/** How the help is laid out, on narrow terminals too. */
import type { Command, Help } from 'commander';
import type { CliHost, Output } from './cli-host.ts';
import { wrap } from './printable.ts';

/** Puts them below everything else; laid out when the help is printed. */
export function addExamples(command: Command, lines: readonly string[], { stdout }: CliHost): void {
  command.addHelpText('after', () => {
    const laid = lines.flatMap((line) => brokenCommand(line, widthOf(stdout) - indent));
    return `\nExamples:\n${laid.map((line) => `${' '.repeat(indent)}${line}`).join('\n')}`;
  });
}

const indent = 2;

/** Columns of the help; where there is no terminal, as many as read well. */
export function widthOf({ columns }: Output): number {
  return columns || 100;
}

/** A command on several lines where it is too wide for one, as a shell reads it: between words, a flag with its value. Pure. */
export function brokenCommand(command: string, width: number): string[] {
  if (command.length <= width) return [command];
  const words = command.match(/(?:--[\w-]+ (?![-|>]))?(?:'[^']*'|[^\s'])+/g) ?? [];
  const lines: string[] = [];
  for (const word of words) {
    const one = [...lines.splice(-1), word].join(' ');
    // The blank and the backslash at the end of a line that goes on.
    if (one === word || one.length <= width - 2) lines.push(one);
    else lines.push(`${one.slice(0, -word.length)}\\`, `    ${word}`);
  }
  return lines;
}

/** Fewer columns than this have no room for names and descriptions side by side. */
export const narrow = 70;

/** A flag, argument or command with its description below it. */
export function stacked(term: string, _termWidth: number, description: string, helper: Help): string {
  const lines = description === '' ? [] : wrap(description, Math.max(20, (helper.helpWidth ?? 80) - 6));
  return [`  ${term}`, ...lines.map((line) => `      ${line}`)].join('\n');
}

/** A paragraph below the flags, as wide as the help; laid out when the help is printed. */
export function noteOf(text: string, { stdout }: CliHost): () => string {
  return () => `\n${wrap(text, Math.max(20, widthOf(stdout))).join('\n')}`;
}
