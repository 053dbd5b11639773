/** Keeps which task this window works on, and offers once to go on with one that the end of a window interrupted. */
import { existsSync, readdirSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { commands, Disposable, window, workspace } from 'vscode';
import type { EditorParts } from './editor-parts.ts';
import { commandIds } from './ids.ts';
import { keptRunFile } from './kept-run-file.ts';
import * as l10n from './l10n.ts';
import { repositoryAt } from './sessions-place.ts';
import { findReferenced } from './task-reference.ts';

/** How often a run is looked at again whose window, or processes, are still there: nobody tells when they end. */
const everyMs = 5_000;

/** Nothing is read but where a run was, nothing is offered in Restricted Mode, and nothing begins unasked. */
export function followRuns(parts: EditorParts, failed: (error: unknown) => void): Disposable {
  const { source, runs } = parts;
  /** The item that is kept for a repository, of the run of this window. */
  const own = new Map<string, string>();
  /** What is being written, one after the other, so that the last word stands. */
  let written: Promise<unknown> = Promise.resolve();
  const seen = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let isClosing = false;

  const write = (change: () => Promise<void>) => {
    written = written.then(change).catch(failed);
  };
  const follow = () => {
    if (isClosing) return;
    const active = new Map(runs.active.map(({ repository, kind, itemId }) => [repository, { kind, itemId }]));
    for (const root of own.keys()) {
      if (active.get(root)?.itemId === own.get(root)) continue;
      own.delete(root);
      write(() => forget(root));
    }
    for (const [root, { kind, itemId }] of active) {
      if (kind !== 'process' || own.has(root)) continue;
      own.set(root, itemId);
      write(() => keep(root, itemId));
    }
  };
  const lookAtAll = () => {
    if (!workspace.isTrusted || !source.loaded) return;
    for (const { root } of source.folders) {
      if (seen.has(root)) continue;
      seen.add(root);
      lookSoon(root);
    }
  };
  const lookSoon = (root: string) => {
    look(root).then((isOver) => {
      if (isOver || isClosing) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        lookSoon(root);
      }, everyMs);
      timers.add(timer);
    }, failed);
  };
  /** @returns false where it is to be looked at again */
  const look = async (root: string): Promise<boolean> => {
    const repository = await repositoryAt(root);
    if (repository === undefined || !existsSync(keptRunFile(repository.commonDir))) return true;
    const { forgetRun, interruptedRunText, isWindowThere, readKeptRun } = await import('./kept-run.ts');
    const { holderOf } = await import('../session/lock.ts');
    const run = await readKeptRun(repository.commonDir);
    if (run === undefined || run.root !== (await realpath(root)) || runs.on(root) !== undefined) return true;
    if (run.pid === process.pid) return true;
    if ((await isWindowThere(run)) || (await holderOf(repository.commonDir)) !== undefined) return false;
    // Another window was faster, or a run began meanwhile.
    if (isClosing || runs.on(root) !== undefined || !(await forgetRun(repository.commonDir))) return true;
    await source.refresh(root);
    const { itemId } = run;
    const task = findReferenced(source, { repository: root, itemId });
    if (task === undefined || task.state === 'completed') return true;
    offer(root, itemId, interruptedRunText(itemId, task.done, task.total, isLeftOpen(repository.commonDir)));
    return true;
  };
  return Disposable.from(
    runs.changed.listen(follow),
    source.changed.listen(lookAtAll),
    workspace.onDidGrantWorkspaceTrust(lookAtAll),
    // Before the servers are: what ends from now on was interrupted.
    new Disposable(() => {
      isClosing = true;
      for (const timer of timers) clearTimeout(timer);
    }),
  );
}

async function keep(root: string, itemId: string): Promise<void> {
  const repository = await repositoryAt(root);
  if (repository === undefined) return;
  const { keepRun } = await import('./kept-run.ts');
  await keepRun(repository.commonDir, { root: await realpath(root), itemId });
}

async function forget(root: string): Promise<void> {
  const repository = await repositoryAt(root);
  if (repository === undefined) return;
  const { forgetRun } = await import('./kept-run.ts');
  await forgetRun(repository.commonDir);
}

/** Whether a run was killed before it could put back what it had in work: the next run does. */
function isLeftOpen(commonDir: string): boolean {
  const folder = join(commonDir, 'agent-toolkit', 'runs');
  return existsSync(folder) && readdirSync(folder).length > 0;
}

/** Nothing waits for the answer. */
function offer(repository: string, itemId: string, text: string): void {
  const [goOn, show] = [l10n.t('Go On'), l10n.t('Show')];
  void window.showInformationMessage(text, goOn, show, l10n.t('Not Now')).then((answer) => {
    if (answer === goOn) void commands.executeCommand(commandIds.processTask, { repository, itemId });
    if (answer === show) void commands.executeCommand(commandIds.openTask, { repository, itemId });
  });
}
