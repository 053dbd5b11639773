import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { EditorParts } from '../editor-parts.ts';
import type { EditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { archiveLaunch } from '../server-launch.ts';
import type { TaskReference } from '../task-reference.ts';
import { followMove } from './follow-move.ts';

const resultSchema = z.object({
  from: z.string(),
  to: z.string(),
  pushed: z.boolean(),
  pull_request: z.string().nullable(),
  warnings: z.array(z.string()),
});

/**
 * Archives a task in a process of its own, as the command line does. Not stopped half-way: it is short, and its commit
 * and the move belong together.
 * @returns a sentence about what was done
 * @throws Error with the command's own words
 */
export async function archiveInProcess(
  { host, channels }: EditorParts,
  { repository, itemId }: TaskReference,
  settings: EditorSettings,
): Promise<string> {
  const { command, args, env, cwd } = archiveLaunch(host, settings, repository, itemId);
  const { stdout } = await promisify(execFile)(command, [...args], { env, cwd }).catch(refused(itemId));
  const { from, to, pushed, pull_request: pullRequest, warnings } = resultSchema.parse(JSON.parse(stdout));
  await followMove(join(repository, from), join(repository, to));
  for (const warning of warnings) channels.write('log', 'warning', `${itemId}: ${warning}`);
  const told = [
    pushed ? l10n.t`Archived as ${to} and pushed.` : l10n.t`Archived as ${to}.`,
    ...(pullRequest === null ? [] : [l10n.t`Pull request: ${pullRequest}`]),
  ];
  return told.join(' ');
}

function refused(itemId: string) {
  return (error: Error & { readonly stderr?: string }): never => {
    const words = error.stderr?.trim().replace(/^agent-toolkit: /gm, '');
    throw new Error(l10n.t`${itemId} was not archived: ${words || error.message}`, { cause: error });
  };
}
