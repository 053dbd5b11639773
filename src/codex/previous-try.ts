/** What a fresh process is told of the try before it: what was tried, what came of it, and where that is kept. Pure. */
import type { RanCommand } from './exec.ts';
import type { Verdict } from './judge.ts';
import { redact } from './redact.ts';
import { unwrapCommand } from './shell-command.ts';

/** What one try did. */
export interface Tried {
  readonly commands: readonly RanCommand[];
  /** Pictures of the work tree before and after. */
  readonly before: string;
  readonly after: string;
  /** Paths that differ between them. */
  readonly changed: readonly string[];
  /** The ref that keeps the changes; undefined when there were none. */
  readonly leftover: string | undefined;
}

const shownCommands = 20;
const shownCommand = 300;
const shownPaths = 20;

/** A short note, secrets masked. */
export function previousTry(
  { verdict, reason }: Exclude<Verdict, { verdict: 'proven' }>,
  { commands, changed, leftover }: Tried,
): string {
  const advice =
    verdict === 'timed_out'
      ? 'Its time ran out. Build on what it did where that is right, and do not repeat what takes long.'
      : 'Do it differently.';
  return redact([reason, ...ran(commands), ...changes(changed, leftover), advice].join('\n'));
}

function ran(commands: readonly RanCommand[]): string[] {
  if (commands.length === 0) return ['It ran no command.'];
  const shown = commands.slice(-shownCommands).map(({ command, exitCode }) => {
    const text = unwrapCommand(command).replace(/\s+/g, ' ');
    const cut = text.length > shownCommand ? `${text.slice(0, shownCommand)}…` : text;
    return `- \`${cut}\` (${exitCode === null ? 'not finished' : `exit ${exitCode}`})`;
  });
  const before = commands.length - shown.length;
  return [`What it ran${before === 0 ? '' : `, after ${before} more`}:`, ...shown];
}

function changes(changed: readonly string[], leftover: string | undefined): string[] {
  if (changed.length === 0 || leftover === undefined) return ['It changed no file.'];
  const shown = changed.slice(0, shownPaths);
  const more = changed.length - shown.length;
  // Named, so that what is taken over is known to be the agent's own work.
  const paths = more > 0 ? '.' : shown.map((path) => `'${path.replaceAll("'", `'\\''`)}'`).join(' ');
  return [
    `What it changed: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    'That was put back, but for files that git ignores, and is kept. See it with ' +
      `\`git diff ${leftover}^ ${leftover}\`; take it over with ` +
      `\`git diff --binary ${leftover}^ ${leftover} -- ${paths} | git apply\`.`,
  ];
}
