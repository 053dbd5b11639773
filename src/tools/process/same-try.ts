/** A second try that does exactly what the first did is stuck: a third would do it too. Pure. */
import type { Verdict } from '../../codex/judge.ts';
import type { Tried } from '../../codex/previous-try.ts';
import { unwrapCommand } from '../../codex/shell-command.ts';

/** One try, and what was found of it. */
export interface JudgedTry {
  readonly verdict: Verdict;
  readonly tried: Tried;
}

/**
 * The verdict on a second try, which says so where it did the same as the first: the same commands with the same exit
 * codes in the same order, and the same changes on top of the same files. Two time-outs stay what they are: the
 * criterion is too large.
 */
export function secondVerdict(first: JudgedTry | undefined, second: JudgedTry): Verdict {
  const { verdict } = second;
  if (first === undefined || !isFailure(first.verdict) || !isFailure(verdict)) return verdict;
  if (traceOf(first) !== traceOf(second)) return verdict;
  const did = second.tried.commands.length === 0 ? 'nothing' : 'the same commands with the same exit codes';
  const made = second.tried.changed.length === 0 ? 'no change of a file' : 'the same changes';
  return { verdict: 'stuck', reason: `Stuck: both tries ran ${did} and made ${made}. ${verdict.reason}` };
}

function isFailure(verdict: Verdict): verdict is Extract<Verdict, { readonly reason: string }> {
  return verdict.verdict === 'failed' || verdict.verdict === 'stuck';
}

function traceOf({ verdict, tried: { commands, before, after } }: JudgedTry): string {
  const ran = commands.map(({ command, exitCode }) => JSON.stringify([unwrapCommand(command), exitCode]));
  if (verdict.verdict !== 'stuck') return JSON.stringify([before, after, ran]);
  // How often a loop went round before it was ended, and what it was at just then, is chance.
  const finished = ran.filter((_, index) => commands[index]?.exitCode !== null);
  return JSON.stringify([before, after, 'over and over', [...new Set(finished)]]);
}
