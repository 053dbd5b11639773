/** The question before an installation, and what it came to. Pure. */
import { approvedTools } from '../tools/approved-tools.ts';
import type { Installation } from '../workflow/install/install-codex.ts';
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

/** What a person should know before the answer. @param approves whether the tools that change things are approved */
export function installQuestion({ kind, isUsers }: Installation, approves: boolean): string {
  const users = isUsers
    ? ['The lines that go are not as they were installed: you, or another program, wrote them.']
    : [];
  if (kind === 'undo') return [...users, 'Every other line stays as it is. Take it out? [y/N] '].join('\n');
  const names = approvedTools.join(' and ');
  const approval = approves
    ? `Codex may then call ${names} without asking you. They commit, and through Codex' sandbox they change files and your cluster. With --no-approval it asks each time, and \`codex exec\` refuses them.`
    : `Codex asks each time before it calls ${names}, and \`codex exec\` refuses them.`;
  return [...users, approval, 'Every other line stays as it is. Write it? [y/N] '].join('\n');
}

/** What was done, in a sentence. */
export function installResult({ kind, file, before, after }: Installation): string {
  const isSame = before === after;
  if (kind === 'undo') {
    return isSame
      ? `${file} has no server agent-toolkit; nothing was changed.`
      : `The server agent-toolkit is out of ${file}.`;
  }
  if (isSame) return `${file} has the server agent-toolkit already, just so; nothing was changed.`;
  return `Codex has the tools from its next start on: ${file}. \`codex mcp list\` shows the server; \`agent-toolkit install codex --undo\` takes it out.`;
}
