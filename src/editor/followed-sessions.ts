/** Shows the sessions that other processes run, and offers once to go on with one that was interrupted. */
import { commands, Disposable, type Uri, window, workspace } from 'vscode';
import type { SessionRecord } from '../session/session-record.ts';
import type { EditorParts } from './editor-parts.ts';
import { commandIds } from './ids.ts';
import { sessionItem } from './run-state.ts';
import { repositoryWithSessions } from './sessions-place.ts';

/** The lock of sessions and their records. A plain text rides on the watcher that the workspace has anyway. */
const watchedFiles = '**/.git/agent-toolkit/{session,sessions/*.json}';
/** How often it is looked whether a session that is shown still runs: one that was killed changes no file. */
const everyMs = 30_000;
const offeredKey = 'sessionsOffered';

/** Nothing is looked at but one folder where no session ever was; nothing is offered in Restricted Mode. */
export function followSessions(parts: EditorParts, failed: (error: unknown) => void): Disposable {
  const { source, runs } = parts;
  const known = new Set<string>();
  /** Where this window ran one: how that ended it has said itself. */
  const own = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const look = async (folder: string): Promise<void> => {
    const repository = await repositoryWithSessions(folder);
    if (repository === undefined || runs.on(folder) !== undefined) return runs.setElsewhere(folder, undefined);
    const { interruptedText, lookAtSessions } = await import('./session-elsewhere.ts');
    const { running, interrupted } = await lookAtSessions(folder, repository);
    const isOwn = runs.on(folder) !== undefined;
    runs.setElsewhere(folder, isOwn ? undefined : running);
    watchOn();
    if (isOwn || own.has(folder) || !workspace.isTrusted) return;
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
  const lookAtNew = () => {
    for (const { root } of source.folders) {
      if (known.has(root)) continue;
      known.add(root);
      lookSoon(root);
    }
  };
  const changed = (uri: Uri) => {
    const root = workspace.getWorkspaceFolder(uri)?.uri.fsPath;
    if (root !== undefined && known.has(root)) lookSoon(root);
  };
  const watcher = workspace.createFileSystemWatcher(watchedFiles);
  return Disposable.from(
    watcher,
    watcher.onDidCreate(changed),
    watcher.onDidChange(changed),
    watcher.onDidDelete(changed),
    source.changed.listen(lookAtNew),
    runs.changed.listen(seeOwn),
    workspace.onDidGrantWorkspaceTrust(() => {
      for (const root of known) lookSoon(root);
    }),
    new Disposable(() => clearTimeout(timer)),
  );
}

/** Once for each interruption, and nothing waits for the answer. */
async function offer(parts: EditorParts, repository: string, { session_id: id }: SessionRecord, text: string) {
  if (offered(parts)[repository] === id) return;
  await remember(parts, repository, id);
  void window.showInformationMessage(text, 'Go On').then((answer) => {
    if (answer === 'Go On') void commands.executeCommand(commandIds.runSession, { repository, itemId: sessionItem });
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
