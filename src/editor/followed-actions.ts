/** Asks about human actions that clear themselves while they, or the Task Queue, are seen. */
import { Disposable, Uri, workspace } from 'vscode';
import { waitingText } from './action-notice.ts';
import { ActionWatch } from './action-watch.ts';
import { agreedIn } from './consent/agreed-terms.ts';
import type { EditorParts } from './editor-parts.ts';
import { readEditorSettings } from './editor-settings.ts';
import type { ActionEntry } from './queue-entries.ts';

const everyMs = 5 * 60_000;

/** No command is run unasked, and nothing is asked in Restricted Mode, before somebody agreed to a run there, while something runs on the repository, or where the setting says no. */
export function followActions(parts: EditorParts): Disposable {
  const { source, runs, memory } = parts;
  const views = [parts.view, parts.actionsView.view];
  const end = new AbortController();
  const told = new Map<string, string>();
  const watch = new ActionWatch({
    everyMs,
    due: () => {
      if (!workspace.isTrusted) return [];
      const stating = source.queues.map(({ root, actions }) => ({ root, actions: actions.flatMap(statement) }));
      return stating
        .filter(({ root, actions }) => actions.length > 0 && runs.on(root) === undefined)
        .filter(({ root }) => agreedIn(memory, root) !== undefined)
        .filter(({ root }) => readEditorSettings(Uri.file(root)).checkHumanActions);
    },
    check: async (root) => {
      const log = newsOnly(told, root, (text) => parts.channels.write('log', 'info', text));
      try {
        const { checkRepository, tellCleared } = await import('./commands/check-actions.ts');
        const { settled, waiting } = await checkRepository(parts, root, { isAsked: false, signal: end.signal });
        for (const action of settled)
          tellCleared(parts, root, action).catch(async (error) => {
            const { tellFailure, titleOf } = await import('./commands/tell-failure.ts');
            await tellFailure(parts, titleOf('checkActions'), error);
          });
        log(waiting.map(waitingText).join(' '));
      } catch (error) {
        if (!end.signal.aborted) log(error instanceof Error ? error.message : String(error));
      }
    },
  });
  const update = () => watch.update();
  const look = () => watch.seen(views.some(({ visible }) => visible));
  look();
  return Disposable.from(
    ...views.map((view) => view.onDidChangeVisibility(look)),
    source.changed.listen(update),
    runs.changed.listen(update),
    workspace.onDidGrantWorkspaceTrust(update),
    workspace.onDidChangeConfiguration(update),
    watch,
    new Disposable(() => end.abort()),
  );
}

function statement({ file, until, runsCommand }: ActionEntry): string[] {
  return until === undefined || until === '' || runsCommand === true ? [] : [`${file} ${until}`];
}

/** The same every few minutes would fill the log. */
function newsOnly(told: Map<string, string>, root: string, tell: (text: string) => void) {
  return (text: string): void => {
    if (text !== '' && told.get(root) !== text) tell(text);
    told.set(root, text);
  };
}
