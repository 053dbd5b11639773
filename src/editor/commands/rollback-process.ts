import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { EditorParts } from '../editor-parts.ts';
import type { EditorSettings } from '../editor-settings.ts';
import type { RollbackView } from '../rollback-question.ts';
import { type RollbackAsked, rollbackLaunch } from '../server-launch.ts';
import type { TaskReference } from '../task-reference.ts';

const repositorySchema = z.object({
  message: z.string(),
  reverted: z.array(z.object({ sha: z.string(), subject: z.string() })),
  paths: z.array(z.string()),
  pull_request: z.string().nullable(),
});

const relatedSchema = repositorySchema.extend({
  repository: z.string(),
  status: z.enum(['done', 'planned', 'refused']),
});

const resultSchema = repositorySchema.extend({
  item_id: z.string(),
  runs: z.array(z.string()),
  push_pending: z.boolean(),
  related: z.array(relatedSchema),
  check_by_hand: z.array(z.string()),
  warnings: z.array(z.string()),
});

/** Exit code of a rollback that is done, and not where the commits are that it takes back. */
const pendingCode = 1;

/**
 * Rolls back in a process of its own, as the command line does, or tells what that would do. A stop reaches it as SIGTERM,
 * and it ends with everything as it was, or done.
 * @throws Error with the command's own words; the signal's reason when it was stopped
 */
export async function rollbackInProcess(
  { host }: EditorParts,
  { repository, itemId }: TaskReference,
  settings: EditorSettings,
  asked: RollbackAsked,
  signal?: AbortSignal,
): Promise<RollbackView> {
  const { command, args, env, cwd } = rollbackLaunch(host, settings, repository, itemId, asked);
  const running = promisify(execFile)(command, [...args], { env, cwd });
  const stop = () => running.child.kill('SIGTERM');
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const { stdout } = await running.catch((error: Failure) => {
      if (error.code === pendingCode && error.stdout !== '') return error;
      signal?.throwIfAborted();
      const words = error.stderr.trim().replace(/^agent-toolkit: /gm, '');
      throw new Error(words || error.message, { cause: error });
    });
    return resultSchema.parse(JSON.parse(stdout));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

type Failure = Error & { readonly code?: number | string; readonly stdout: string; readonly stderr: string };
