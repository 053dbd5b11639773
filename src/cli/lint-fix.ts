/** `lint --fix`: mends task files where they lie. Commits nothing. */
import { join } from 'node:path';
import { writeFileAtomic } from '../backlog/edit/write.ts';
import { FileWriteError } from '../backlog/edit/write-error.ts';
import { mendText } from '../backlog/lint/mend-text.ts';
import { readRepositoryText } from '../backlog/read/task-file.ts';
import type { Task } from '../backlog/task.ts';

export interface MendedFiles {
  readonly fixes: number;
  readonly files: number;
  /** Why files could not be written; they are as they were. */
  readonly refusals: readonly string[];
}

/**
 * Makes the fixes of tasks, each file read anew just before and written only if nobody has changed it since.
 * @throws the signal's reason when aborted, between two files
 */
export async function mendFiles(root: string, tasks: readonly Task[], signal: AbortSignal): Promise<MendedFiles> {
  const refusals: string[] = [];
  let [fixes, files] = [0, 0];
  for (const { file, folder } of tasks.filter(isFixable)) {
    signal.throwIfAborted();
    const reading = await readRepositoryText(root, file);
    if ('problem' in reading) continue;
    const mended = mendText(reading.text, file, folder);
    if (mended.text === reading.text) continue;
    try {
      await writeFileAtomic(join(root, file), mended.text, reading.text, { root });
      fixes += mended.fixes;
      files += 1;
    } catch (error) {
      if (!(error instanceof FileWriteError)) throw error;
      refusals.push(error.message);
    }
  }
  return { fixes, files, refusals };
}

/** Fixes are known for task files of the gitops layout alone. */
function isFixable({ layout, problems }: Task): boolean {
  return layout === 'gitops' && problems.some(({ fix }) => fix !== undefined);
}
