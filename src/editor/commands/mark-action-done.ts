import { basename, join, sep } from 'node:path';
import { commands, window, workspace } from 'vscode';
import { markActionDone as markInFiles } from '../../workflow/mark-action.ts';
import { flat, type WaitingAction } from '../actions/action-nodes.ts';
import { stepsOf } from '../actions/actions-model.ts';
import { chooseAction } from '../actions/choose-action.ts';
import { doneNotice, markQuestion } from '../actions/mark-question.ts';
import type { EditorParts } from '../editor-parts.ts';
import { actionsViewId, commandIds } from '../ids.ts';
import * as l10n from '../l10n.ts';
import { isAtTop, isFree, isTrusted } from './before-run.ts';
import { confirm } from './confirm.ts';
import { followMove } from './follow-move.ts';
import { tellCommitted } from './tell-committed.ts';

/** Marks a human action as done, after a question that says what it frees; then one may go on with what is free. */
export async function markActionDone(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await chooseAction(parts, argument, l10n.t('Mark which human action as done?'));
  if (chosen === undefined) return;
  const { repository, action } = chosen;
  if (!(await isFree(parts, repository.root)) || !(await isAtTop(repository.root)) || !(await isSaved(chosen))) return;
  const { steps } = await stepsOf(chosen);
  const { message, detail } = markQuestion(chosen, flat(steps).filter(({ state }) => state === 'open').length);
  if (!(await confirm(message, detail, l10n.t('Mark Done')))) return;
  const marked = await window.withProgress({ location: { viewId: actionsViewId } }, async () => {
    const done = await markInFiles(repository.root, action, new AbortController().signal);
    if (typeof done !== 'string' && done.to !== undefined) {
      await followMove(join(repository.root, action.file), join(repository.root, done.to));
    }
    await parts.source.refresh(repository.root);
    return done;
  });
  if (typeof marked === 'string') {
    await window.showWarningMessage(`${l10n.t`${action.id} was not marked as done.`} ${marked}`);
    return;
  }
  tellCommitted();
  await tellDone(parts, chosen);
}

/** One quiet notification, with the way to what is free. */
async function tellDone({ channels }: EditorParts, chosen: WaitingAction): Promise<void> {
  const { text, next } = doneNotice(chosen);
  channels.write('log', 'info', text);
  if (next === undefined) return void (await window.showInformationMessage(text));
  const process = l10n.t`Process ${next}`;
  const answer = await window.showInformationMessage(text, process, l10n.t`Show ${next}`);
  if (answer === undefined) return;
  const command = answer === process ? commandIds.processTask : commandIds.showInQueue;
  await commands.executeCommand(command, { repository: chosen.repository.root, itemId: next });
}

/** Unsaved text of what is edited would be saved over the mark; instructions are not edited. */
async function isSaved({ repository, action }: WaitingAction): Promise<boolean> {
  const own = join(repository.root, action.file);
  const isEdited = (path: string) =>
    path === own || (basename(path) === 'actions.md' && path.startsWith(repository.root + sep));
  const unsaved = workspace.textDocuments.filter(({ uri, isDirty }) => isDirty && isEdited(uri.fsPath));
  if (unsaved.length === 0) return true;
  const names = unsaved.map(({ uri }) => workspace.asRelativePath(uri)).join(', ');
  await window.showWarningMessage(l10n.t`Nothing was marked: ${names} is not saved. Save or revert it first.`);
  return false;
}
