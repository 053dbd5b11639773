/** What the commands that were run tell of a command that is cited as evidence. Pure. */
import type { Redact } from './secret-values.ts';
import { exitOfCited, unwrapCommand } from './shell-command.ts';

/** A command that was run to its end. */
export interface FinishedCommand {
  readonly command: string;
  readonly exitCode: number;
}

/** Compares one citation with the last run that tells of it; where none does, without the secrets of both. @returns what is wrong with it */
export function doubtOf(
  cited: string,
  claimed: number,
  finished: readonly FinishedCommand[],
  redacted: Redact,
): string[] {
  // The quotes of a shell call around it would hide where a secret ends.
  const masked = (command: string) => redacted(unwrapCommand(command));
  const told =
    lastTold(cited, finished) ??
    lastTold(
      masked(cited),
      finished.map(({ command, exitCode }) => ({ command: masked(command), exitCode })),
    );
  if (told === undefined) return [`Cited as evidence and never run: \`${cited}\`.`];
  const { exit, ran } = told;
  if (exit === claimed) return [];
  if (exit === 'unclear') {
    return [
      `\`${cited}\` was run last as a part of \`${unwrapCommand(ran.command)}\`, which exited with ${ran.exitCode}; which part failed is not known.`,
    ];
  }
  return [`\`${cited}\` exited with ${exit}, not with ${claimed} as claimed.`];
}

function lastTold(cited: string, finished: readonly FinishedCommand[]) {
  const ran = finished.findLast((one) => exitOfCited(cited, one) !== undefined);
  const exit = ran === undefined ? undefined : exitOfCited(cited, ran);
  return ran === undefined || exit === undefined ? undefined : { ran, exit };
}
