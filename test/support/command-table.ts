/**
 * Which commands can be used in each state of a window, in the palette and by keys: an x where one can.
 *
 * Without git, Codex, a login, a cluster or a server, and with several folders, they are those of `tasks`: a command that
 * misses something says what, with a button for the next step.
 */
import type { CommandName } from '../../src/editor/ids.ts';
import { type ContextKeys, holds } from './when-clause.ts';

/**
 * The columns. A window without folder; a folder without tasks; with tasks; in Restricted Mode; while something runs; while a
 * step waits; while a filter is set and completed tasks are hidden; with tasks, and text that is selected in an editor.
 */
export const windowStates = [
  'no folder',
  'no tasks',
  'tasks',
  'restricted',
  'running',
  'paused',
  'filtered',
  'selected',
] as const;
export type WindowState = (typeof windowStates)[number];

const table = `
processTask           -          x         x      -           x        x       x         x
newWorkItem           -          x         x      -           x        x       x         x
newWorkItemFromSelection -       -         -      -           -        -       -         x
initializeRepository  -          x         x      -           x        x       x         x
doctor                -          x         x      -           x        x       x         x
processNext           -          x         x      -           x        x       x         x
showPlan              -          x         x      -           x        x       x         x
showSessionPlan       -          x         x      -           x        x       x         x
processCriterion      -          x         x      -           x        x       x         x
verifyTask            -          x         x      -           x        x       x         x
archiveTask           -          x         x      -           x        x       x         x
setPriority           -          x         x      -           x        x       x         x
moveTask              -          x         x      -           x        x       x         x
decomposeTask         -          x         x      -           x        x       x         x
rollBackTask          -          x         x      -           x        x       x         x
openTask              -          x         x      x           x        x       x         x
openTranscript        -          x         x      -           x        x       x         x
showChanges           -          x         x      -           x        x       x         x
markCriterionDone     -          x         x      -           x        x       x         x
reopenCriterion       -          x         x      -           x        x       x         x
showInQueue           -          x         x      x           x        x       x         x
showGraph             -          x         x      x           x        x       x         x
refreshQueue          -          x         x      x           x        x       x         x
openInstructions      -          x         x      x           x        x       x         x
markActionDone        -          x         x      -           x        x       x         x
copyFromInstructions  -          x         x      x           x        x       x         x
findTask              -          x         x      x           x        x       x         x
filterQueue           -          x         x      x           x        x       x         x
filterQueueByText     -          x         x      x           x        x       x         x
clearQueueFilter      -          -         -      -           -        -       x         -
sortQueue             -          x         x      x           x        x       x         x
groupQueue            -          x         x      x           x        x       x         x
showCompleted         -          -         -      -           -        -       x         -
hideCompleted         -          x         x      x           x        x       -         x
showMore              -          -         -      -           -        -       -         -
checkActions          -          x         x      -           x        x       x         x
runRetrospective      -          x         x      -           x        x       x         x
runSession            -          x         x      -           x        x       x         x
stopRun               -          -         -      -           x        x       -         -
decideStep            -          -         -      -           -        x       -         -
orchestrate           -          x         x      -           x        x       x         x
installIntoCodex      x          x         x      -           x        x       x         x
logIn                 x          x         x      -           x        x       x         x
openWalkthrough       x          x         x      x           x        x       x         x
openReport            -          x         x      x           x        x       x         x
showMoreSessions      -          -         -      -           -        -       -         -
showLog               x          x         x      x           x        x       x         x
showTranscript        x          x         x      x           x        x       x         x
showReport            x          x         x      x           x        x       x         x
`;

const rows = table
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.split(/ +/));

/** Every command of the table. */
export const tabledCommands: readonly string[] = rows.map(([name = '']) => name);

/** Names of the commands that can be used in a state, sorted. */
export function usableIn(state: WindowState): string[] {
  const column = 1 + windowStates.indexOf(state);
  return rows.flatMap(([name = '', ...marks]) => (marks[column - 1] === 'x' ? [name] : [])).toSorted();
}

/** What of package.json says which commands can be used. */
export interface CommandManifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string; readonly when?: string }[];
    };
  };
}

/** The same as the manifest and the context keys of a window have it. */
export function usableBy({ contributes }: CommandManifest, keys: ContextKeys): string[] {
  const shown = new Map(contributes.menus.commandPalette.map(({ command, when }) => [command, when]));
  return contributes.commands
    .filter(({ command, enablement }) => holds(enablement, keys) && holds(shown.get(command), keys))
    .map(({ command }) => command.replace(/^agentToolkit\./, '') satisfies CommandName | string)
    .toSorted();
}
