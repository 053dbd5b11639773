/** The question before an installation, and what it came to. Pure. */
import type { Installation } from '../workflow/install/install-codex.ts';
import { installTerms } from '../workflow/install/install-texts.ts';
import { printable, printableText } from './printable.ts';
import type { Style } from './style.ts';

/** The lines that go and come. */
export function installLines({ file, removed, added }: Installation, style: Style): string {
  const lines = [
    ...removed.map((line) => style('red', `- ${printableText(line)}`.trimEnd())),
    ...added.map((line) => style('green', `+ ${printableText(line)}`.trimEnd())),
  ];
  return `${printable(file)}:\n\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`;
}

/** @param approves whether the tools that change things are approved */
export function installQuestion(installation: Installation, approves: boolean): string {
  const { kind } = installation;
  const other =
    approves && kind === 'install' ? ['With --no-approval it asks each time, and `codex exec` refuses them.'] : [];
  const question = kind === 'install' ? 'Write it? [y/N] ' : 'Take it out? [y/N] ';
  return [...installTerms(installation, approves), ...other, question].join('\n');
}
