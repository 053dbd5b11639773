/** Which changes in a folder of the workspace change what the queue shows. Pure. */
import { isAbsolute, relative, sep } from 'node:path';

const holders = 'tasks,human-actions,bugs,features,completed,deprecated';

/**
 * Plain texts, not patterns with a base: those would start a recursive watch of their own, and these ride on the one that the
 * workspace has anyway. A folder that is removed or moved is told as one change of the folder, so folders are named as files are.
 */
export const watchedGlobs: readonly string[] = [
  `**/{${holders},feature-management,.git}`,
  `**/{${holders}}/**`,
  '**/{actions,bugs,features}.md',
  // A folder becomes a git repository; a commit, a pull or a checkout is done.
  '**/.git/{HEAD,logs/HEAD}',
];

const queuePath = new RegExp(
  `^(?:feature-management(?:$|/))?(?:$|(?:${holders.replaceAll(',', '|')})(?:$|/)|(?:actions|bugs|features)\\.md$)`,
);
const gitPath = /^\.git(?:$|\/(?:HEAD|logs\/HEAD)$)/;

/**
 * Whether the change of a path may change the queue of a folder: it lies where the two layouts keep what they hold, or
 * holds such a place. Folders may be in each other: a file is then one of both.
 * @param folder of the workspace, absolute as is `path`
 */
export function changesQueue(folder: string, path: string): boolean {
  const below = relative(folder, path);
  if (isAbsolute(below)) return false;
  const parts = below.split(sep).join('/');
  return queuePath.test(parts) || gitPath.test(parts);
}
