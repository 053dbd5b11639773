/** `lint --fix`: mends task files where they lie, or tells what it would mend. Commits nothing. */
import { join } from 'node:path';
import { writeFileAtomic } from '../backlog/edit/write.ts';
import { FileWriteError } from '../backlog/edit/write-error.ts';
import type { IdGuard } from '../backlog/lint/id-guard.ts';
import { type MendedProblem, mendText } from '../backlog/lint/mend-text.ts';
import { readRepositoryText } from '../backlog/read/task-file.ts';
import type { Task } from '../backlog/task.ts';

export interface MendedFiles {
  /** File by file, in the lines of the files as they are then. */
  readonly made: readonly MendedProblem[];
  /** Why files could not be written; they are as they were. */
  readonly refusals: readonly string[];
}

export interface Mending {
  readonly root: string;
  readonly guard: IdGuard;
  readonly signal: AbortSignal;
  /** False where it is only to be told what would be mended. */
  readonly writes: boolean;
}

/**
 * Makes the fixes of tasks, each file read anew just before and written only if nobody has changed it since.
 * @throws the signal's reason when aborted, between two files
 */
export async function mendFiles(
  tasks: readonly Task[],
  { root, guard, signal, writes }: Mending,
): Promise<MendedFiles> {
  const refusals: string[] = [];
  const made: MendedProblem[] = [];
  for (const { file, folder } of tasks.filter(isFixable)) {
    signal.throwIfAborted();
    const reading = await readRepositoryText(root, file);
    if ('problem' in reading) continue;
    const mended = mendText(reading.text, file, folder, guard);
    if (mended.text === reading.text) continue;
    try {
      if (writes) await writeFileAtomic(join(root, file), mended.text, reading.text, { root });
      made.push(...mended.made);
    } catch (error) {
      if (!(error instanceof FileWriteError)) throw error;
      refusals.push(error.message);
    }
  }
  return { made, refusals };
}

/** Fixes are known for task files of the gitops layout alone. */
function isFixable({ layout, problems }: Task): boolean {
  return layout === 'gitops' && problems.some(({ fix }) => fix !== undefined);
}
