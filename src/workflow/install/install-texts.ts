/** What a person reads before and after an installation, in a terminal and in the editor. Pure. */
import { approvedTools } from '../../tools/approved-tools.ts';
import type { Installation } from './install-codex.ts';

/** What is to be known before the answer, one text each. @param approves whether the tools that change things are approved */
export function installTerms({ kind, isUsers }: Installation, approves: boolean): string[] {
  const users = isUsers
    ? ['The lines that go are not as they were installed: you, or another program, wrote them.']
    : [];
  const rest = 'Every other line stays as it is.';
  return kind === 'undo' ? [...users, rest] : [...users, approvalText(approves), rest];
}

function approvalText(approves: boolean): string {
  const names = approvedTools.join(' and ');
  return approves
    ? `Codex may then call ${names} without asking you. They commit, and through Codex' sandbox they change files and your cluster.`
    : `Codex asks each time before it calls ${names}, and \`codex exec\` refuses them.`;
}

/** What was done, in a sentence or two. */
export function installResult({ kind, file, before, after }: Installation): string {
  const isSame = before === after;
  if (kind === 'undo') {
    return isSame
      ? `${file} has no server agent-toolkit; nothing was changed.`
      : `The server agent-toolkit is out of ${file}.`;
  }
  if (isSame) return `${file} has the server agent-toolkit already, just so; nothing was changed.`;
  return `Codex has the tools from its next start on: the server agent-toolkit is in ${file}.`;
}
