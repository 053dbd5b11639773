/** Keeps the last verification of each task for the next window, and shows those that windows before this one kept. */
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { Disposable, workspace } from 'vscode';
import type { EditorParts } from './editor-parts.ts';
import { keptVerificationsFolder } from './kept-verifications-folder.ts';
import type { RunOutcome } from './run-state.ts';
import { repositoryAt } from './sessions-place.ts';
import { outdates } from './verifications.ts';

/** Nothing is read before the rows are shown, nor in Restricted Mode, and nothing but one folder looked at where none is kept. */
export function followVerifications(
  { source, runs }: Pick<EditorParts, 'source' | 'runs'>,
  failed: (error: unknown) => void,
): Disposable {
  const followed = new Map<string, RunOutcome>();
  const recalled = new Set<string>();
  /** What is being written, one after the other, so that the last word stands. */
  let written: Promise<unknown> = Promise.resolve();
  const write = (change: () => Promise<void>) => {
    written = written.then(change).catch(failed);
  };
  const follow = () => {
    for (const [key, outcome] of runs.outcomes) {
      if (followed.get(key) === outcome) continue;
      followed.set(key, outcome);
      const { repository, itemId, verification, endedAt } = outcome;
      const report = runs.reports.get(key);
      if (endedAt === undefined && verification !== undefined && report !== undefined) {
        const at = Date.now();
        write(() =>
          withKept(repository, (kept, ...place) => kept.keepVerification(...place, { verification, at, report })),
        );
      } else if (endedAt === undefined && outdates(outcome)) {
        const at = Date.now();
        write(() => withKept(repository, (kept, ...place) => kept.keepOutdated(...place, itemId, at)));
      } else if (verification !== undefined || outdates(outcome)) {
        // The session's record tells of it.
        const before = endedAt ?? Date.now();
        write(() =>
          withKept(repository, (kept, ...place) => kept.forgetVerification(...place, itemId, before), existsSync),
        );
      }
    }
  };
  const recallAll = () => {
    if (!workspace.isTrusted || !source.loaded) return;
    for (const { root } of source.folders) {
      if (recalled.has(root)) continue;
      recalled.add(root);
      recall(root).catch(failed);
    }
  };
  const recall = (root: string) => {
    const use: Parameters<typeof withKept>[1] = async ({ readVerifications }, ...place) => {
      const { kept, outdated } = await readVerifications(...place, root);
      runs.recallVerifications(kept, outdated);
    };
    return withKept(root, use, existsSync);
  };
  return Disposable.from(
    runs.changed.listen(follow),
    source.changed.listen(recallAll),
    workspace.onDidGrantWorkspaceTrust(recallAll),
  );
}

type KeptVerifications = typeof import('./kept-verifications.ts');

/**
 * Uses what is kept of a repository.
 * @param use gets its common git folder, and the real path of its work tree
 * @param isWanted told the folder where verifications are kept; nothing is loaded where not
 */
async function withKept(
  root: string,
  use: (kept: KeptVerifications, ...place: [commonDir: string, realRoot: string]) => Promise<void>,
  isWanted: (folder: string) => boolean = () => true,
): Promise<void> {
  const commonDir = (await repositoryAt(root))?.commonDir;
  if (commonDir === undefined || !isWanted(keptVerificationsFolder(commonDir))) return;
  await use(await import('./kept-verifications.ts'), commonDir, await realpath(root));
}
