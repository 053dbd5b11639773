/** How the help is laid out, on narrow terminals too. */
import type { Command, Help } from 'commander';
import type { CliHost } from './cli-host.ts';
import { wrap } from './printable.ts';

/** Puts them below everything else. */
export function addExamples(command: Command, lines: readonly string[]): void {
  command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

/** Fewer columns than this have no room for names and descriptions side by side. */
export const narrow = 70;

/** A flag, argument or command with its description below it. */
export function stacked(term: string, _termWidth: number, description: string, helper: Help): string {
  const lines = description === '' ? [] : wrap(description, Math.max(20, (helper.helpWidth ?? 80) - 6));
  return [`  ${term}`, ...lines.map((line) => `      ${line}`)].join('\n');
}

/** A paragraph below the flags, as wide as the help. */
export function noteOf(text: string, { stdout }: CliHost): string {
  return `\n${wrap(text, Math.max(20, stdout.columns ?? 100)).join('\n')}`;
}
