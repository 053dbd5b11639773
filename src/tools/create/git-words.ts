/** What git says when it refuses a commit, fit to stand before a sentence of ours. */
import { endSentence } from '../../codex/codex-error.ts';
import { redact } from '../../codex/redact.ts';

/** The end of git's words; of the many lines about a missing identity the cause and the two commands that mend it. */
export function gitWords(message: string): string {
  const lines = redact(message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  // In every language git prints these two commands as they are, and the cause last.
  const commands = lines.filter((line) => /^git config --global user\.(?:email|name) /.test(line));
  if (commands.length === 0) return endSentence(lines.join('\n'));
  return `${endSentence(lines.at(-1) ?? '')} Run ${commands.join(' and ')}.`;
}
