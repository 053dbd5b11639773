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
        write(() => keep(repository, { verification, at, report }));
      } else if (endedAt === undefined && outdates(outcome)) {
        const at = Date.now();
        write(() => keepChanged(repository, itemId, at));
      } else if (verification !== undefined || outdates(outcome)) {
        // The session's record tells of it.
        const before = endedAt ?? Date.now();
        write(() => forget(repository, itemId, before));
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
  const recall = async (root: string) => {
    const commonDir = await placeOf(root);
    if (commonDir === undefined || !existsSync(keptVerificationsFolder(commonDir))) return;
    const { readVerifications } = await import('./kept-verifications.ts');
    const { kept, outdated } = await readVerifications(commonDir, await realpath(root), root);
    runs.recallVerifications(kept, outdated);
  };
  return Disposable.from(
    runs.changed.listen(follow),
    source.changed.listen(recallAll),
    workspace.onDidGrantWorkspaceTrust(recallAll),
  );
}

async function keep(root: string, kept: Parameters<typeof import('./kept-verifications.ts').keepVerification>[2]) {
  const commonDir = await placeOf(root);
  if (commonDir === undefined) return;
  const { keepVerification } = await import('./kept-verifications.ts');
  await keepVerification(commonDir, await realpath(root), kept);
}

async function keepChanged(root: string, itemId: string, at: number) {
  const commonDir = await placeOf(root);
  if (commonDir === undefined) return;
  const { keepOutdated } = await import('./kept-verifications.ts');
  await keepOutdated(commonDir, await realpath(root), itemId, at);
}

async function forget(root: string, itemId: string, before: number) {
  const commonDir = await placeOf(root);
  if (commonDir === undefined || !existsSync(keptVerificationsFolder(commonDir))) return;
  const { forgetVerification } = await import('./kept-verifications.ts');
  await forgetVerification(commonDir, await realpath(root), itemId, before);
}

async function placeOf(root: string): Promise<string | undefined> {
  return (await repositoryAt(root))?.commonDir;
}
