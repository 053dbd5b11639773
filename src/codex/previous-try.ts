/** What a fresh process is told of the try before it: what was tried, what came of it, and where that is kept. Pure. */
import type { RanCommand } from './exec.ts';
import type { Verdict } from './judge.ts';
import { redact } from './redact.ts';
import { unwrapCommand } from './shell-command.ts';

/** What one try changed in a repository. */
interface Changed {
  /** Root of a related repository; absent for the one with the task. */
  readonly place?: string;
  readonly changed: readonly string[];
  readonly leftover: string | undefined;
}

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
  /** The same in related repositories, where something was changed. */
  readonly elsewhere?: readonly Changed[];
}

const shownCommands = 20;
const shownCommand = 300;
const shownPaths = 20;

/** A short note, secrets masked. */
export function previousTry(
  { verdict, reason }: Exclude<Verdict, { verdict: 'proven' }>,
  { commands, changed, leftover, elsewhere = [] }: Tried,
): string {
  const advice =
    verdict === 'timed_out'
      ? 'Its time ran out. Build on what it did where that is right, and do not repeat what takes long.'
      : 'Do it differently.';
  const places = [{ changed, leftover }, ...elsewhere].filter(
    (one) => one.changed.length > 0 && one.leftover !== undefined,
  );
  const told = places.length === 0 ? ['It changed no file.'] : places.flatMap(changes);
  return redact([reason, ...ran(commands), ...told, advice].join('\n'));
}

/** The commands that show what a try changed, for the end of a sentence; undefined where it changed nothing. */
export function showTried({ leftover, elsewhere = [] }: Pick<Tried, 'leftover' | 'elsewhere'>): string | undefined {
  const shown = [{ leftover }, ...elsewhere].flatMap((one: Partial<Changed>) =>
    one.leftover === undefined ? [] : [`${gitIn(one.place)} show ${one.leftover}`],
  );
  return shown.length === 0 ? undefined : shown.join(' and ');
}

function gitIn(place: string | undefined): string {
  return place === undefined ? 'git' : `git -C ${quoted(place)}`;
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
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

function changes({ place, changed, leftover }: Changed): string[] {
  const shown = changed.slice(0, shownPaths);
  const more = changed.length - shown.length;
  // Named, so that what is taken over is known to be the agent's own work.
  const paths = more > 0 ? '.' : shown.map(quoted).join(' ');
  const git = gitIn(place);
  return [
    `What it changed${place === undefined ? '' : ` in ${place}`}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    'That was put back, but for files that git ignores, and is kept. See it with ' +
      `\`${git} diff ${leftover}^ ${leftover}\`; take it over with ` +
      `\`${git} diff --binary ${leftover}^ ${leftover} -- ${paths} | ${git} apply\`.`,
  ];
}
