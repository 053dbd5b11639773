import type { EditorParts } from '../editor-parts.ts';
import { isFree } from './before-run.ts';

/**
 * Asks about a run and begins it while no other command does so on the repositories: after a second click nobody is asked twice,
 * and nothing begins twice. What is asked in `work` is modal: a notification that nobody answers would keep others out.
 * @returns undefined where another was first, too: a run that has begun is told of
 */
export async function reserved<T>(
  parts: EditorParts,
  repositories: readonly string[],
  work: () => Promise<T>,
): Promise<T | undefined> {
  const giveBack = parts.runs.reserve(repositories);
  if (giveBack === undefined) {
    const busy = repositories.find((one) => parts.runs.on(one) !== undefined);
    if (busy !== undefined) await isFree(parts, busy);
    else
      parts.channels.write('log', 'info', `A run is being prepared in ${repositories.join(', ')}; another began none.`);
    return undefined;
  }
  try {
    return await work();
  } finally {
    giveBack();
  }
}
