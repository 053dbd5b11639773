import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { EditorParts } from '../editor-parts.ts';
import type { EditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { actionsLaunch } from '../server-launch.ts';
import { followMove } from './follow-move.ts';

const resultSchema = z.object({
  settled: z.array(
    z.object({
      action_id: z.string(),
      file: z.string(),
      to: z.string().optional(),
      evidence: z.string(),
      blocking_items: z.array(z.string()),
    }),
  ),
  waiting: z.array(z.object({ action_id: z.string(), why: z.string() })),
  warnings: z.array(z.string()),
});

export type CheckedActions = z.output<typeof resultSchema>;

/** How it is asked about. */
export interface ActionsAsked {
  /** Whether a person asked; nothing that the repository states is run otherwise. */
  readonly isAsked: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Asks about the human actions of a repository in a process of its own, as the command line does.
 * @throws Error with the command's own words
 */
export async function checkInProcess(
  { host }: Pick<EditorParts, 'host'>,
  repository: string,
  settings: EditorSettings,
  { isAsked, signal }: ActionsAsked,
): Promise<CheckedActions> {
  const { command, args, env, cwd } = actionsLaunch(host, settings, repository, isAsked);
  const running = promisify(execFile)(command, [...args], { env, cwd, signal });
  const { stdout } = await running.catch((error: Error & { readonly stderr?: string }) => {
    const words = error.stderr?.trim().replace(/^agent-toolkit: /gm, '');
    throw new Error(l10n.t`The human actions could not be checked: ${words || error.message}`, { cause: error });
  });
  const checked = resultSchema.parse(JSON.parse(stdout));
  for (const { file, to } of checked.settled) {
    if (to !== undefined) await followMove(join(repository, file), join(repository, to));
  }
  return checked;
}
