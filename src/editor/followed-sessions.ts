/** Shows the sessions that other processes run, offers once to go on with one that was interrupted, and tells how one ended that nobody saw. */
import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import { commands, Disposable, window, workspace } from 'vscode';
import type { SessionRecord } from '../session/session-record.ts';
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
    if (running !== undefined) await remember(parts, folder, undefined);
    if (interrupted !== undefined) await offer(parts, folder, interrupted, interruptedText(interrupted));
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

/** Once for each interruption, and nothing waits for the answer. */
async function offer(parts: EditorParts, repository: string, { session_id: id }: SessionRecord, text: string) {
  if (offered(parts)[repository] === id) return;
  await remember(parts, repository, id);
  const [goOn, show] = [l10n.t('Go On'), l10n.t('Show')];
  void window.showInformationMessage(text, goOn, show, l10n.t('Not Now')).then((answer) => {
    if (answer === goOn) void commands.executeCommand(commandIds.runSession, { repository, itemId: sessionItem });
    if (answer === show) void commands.executeCommand('agentToolkit.session.focus');
  });
}

/** The session that was offered last, by repository. One that is gone on with may be interrupted, and offered, again. */
function offered({ memory }: EditorParts): Readonly<Record<string, string>> {
  return memory.get<Readonly<Record<string, string>>>(offeredKey, {});
}

async function remember(parts: EditorParts, repository: string, id: string | undefined): Promise<void> {
  const before = offered(parts);
  if (before[repository] === id) return;
  const others = Object.entries(before).filter(([root]) => root !== repository);
  await parts.memory.update(offeredKey, Object.fromEntries(id === undefined ? others : [...others, [repository, id]]));
}
