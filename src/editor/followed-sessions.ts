/** Shows the sessions that other processes run, offers once to go on with one that was interrupted, and tells how one ended that nobody saw. */
import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import { commands, Disposable, window, workspace } from 'vscode';
import { sessionsFolder } from '../session/sessions-folder.ts';
import type { EditorParts } from './editor-parts.ts';
import { commandIds } from './ids.ts';
import * as l10n from './l10n.ts';
import { sessionItem } from './run-state.ts';
import { repositoryWithSessions } from './sessions-place.ts';

/** How often it is looked whether a session that is shown still runs: one that was killed changes no file. */
const everyMs = 30_000;
/** File of the lock of sessions. */
const lockName = 'session';
const offeredKey = 'sessionsOffered';

/**
 * Nothing is looked at but one folder where no session ever was, and nothing is offered in Restricted Mode. The folder that holds
 * the lock is watched by itself: with a glob of the editor's for it, deleted task files were no longer told (code-server 4.139).
 */
export function followSessions(parts: EditorParts, failed: (error: unknown) => void): Disposable {
  const { source, runs } = parts;
  const watchers = new Map<string, FSWatcher>();
  /** Where this window ran one: how that ended it has said itself. */
  const own = new Set<string>();
  /** The interrupted session that this window has offered to go on with, by folder. */
  const offers = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  const look = async (folder: string): Promise<void> => {
    const repository = await repositoryWithSessions(folder);
    if (repository === undefined || runs.on(folder) !== undefined) return runs.setElsewhere(folder, undefined);
    watchLock(folder, dirname(sessionsFolder(repository.commonDir)));
    const { interruptedText, lookAtSessions } = await import('./session-elsewhere.ts');
    const { running, interrupted, ended } = await lookAtSessions(folder, repository);
    const isOwn = runs.on(folder) !== undefined;
    runs.setElsewhere(folder, isOwn ? undefined : running);
    watchOn();
    if (isOwn || !workspace.isTrusted) return;
    if (ended !== undefined) await (await import('./commands/tell-of-session.ts')).tellOfSession(parts, folder, ended);
    if (own.has(folder)) return;
    if (running !== undefined) {
      offers.delete(folder);
      await remember(parts, folder, undefined);
    }
    if (interrupted === undefined) return;
    const { session_id: id } = interrupted;
    if (offers.get(folder) === id || answered(parts)[folder] === id) return;
    offers.set(folder, id);
    offer(folder, interruptedText(interrupted), () => {
      // It may run, and be interrupted again, before somebody closes the notification.
      if (offers.get(folder) === id) void remember(parts, folder, id).catch(failed);
    });
  };
  const lookSoon = (folder: string) => void look(folder).catch(failed);
  const watchOn = () => {
    clearTimeout(timer);
    const shown = runs.shown.filter(({ stage }) => stage === 'running elsewhere');
    if (shown.length === 0) return;
    timer = setTimeout(() => {
      for (const { repository } of shown) lookSoon(repository);
    }, everyMs);
  };
  const seeOwn = () => {
    for (const { repository, kind } of runs.active) {
      if (kind !== 'session' || own.has(repository)) continue;
      own.add(repository);
      offers.delete(repository);
      void remember(parts, repository, undefined).catch(failed);
    }
  };
  const watchLock = (folder: string, place: string) => {
    if (watchers.has(folder)) return;
    const watcher = watch(place, { persistent: false }, (_event, name) => {
      if (name === lockName) lookSoon(folder);
    });
    watcher.on('error', failed);
    watchers.set(folder, watcher);
  };
  const lookAtAll = () => {
    for (const { root } of source.folders) lookSoon(root);
  };
  return Disposable.from(
    source.changed.listen(lookAtAll),
    runs.changed.listen(seeOwn),
    workspace.onDidGrantWorkspaceTrust(lookAtAll),
    new Disposable(() => {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    }),
  );
}

/** Offers to go on; nothing waits for the answer. @param refused told when it is not gone on with */
function offer(repository: string, text: string, refused: () => void): void {
  const [goOn, show] = [l10n.t('Go On'), l10n.t('Show')];
  void window.showInformationMessage(text, goOn, show, l10n.t('Not Now')).then((answer) => {
    if (answer === goOn) void commands.executeCommand(commandIds.runSession, { repository, itemId: sessionItem });
    else refused();
    if (answer === show) void commands.executeCommand('agentToolkit.session.focus');
  });
}

/** The session that was not gone on with when it was offered, by repository. One that is gone on with may be interrupted, and offered, again. */
function answered({ memory }: EditorParts): Readonly<Record<string, string>> {
  return memory.get<Readonly<Record<string, string>>>(offeredKey, {});
}

async function remember(parts: EditorParts, repository: string, id: string | undefined): Promise<void> {
  const before = answered(parts);
  if (before[repository] === id) return;
  const others = Object.entries(before).filter(([root]) => root !== repository);
  await parts.memory.update(offeredKey, Object.fromEntries(id === undefined ? others : [...others, [repository, id]]));
}
