import { join } from 'node:path';
import { workspace } from 'vscode';
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import type { Task } from '../../backlog/task.ts';
import { type Change, editFor } from '../../workflow/arrange/arrangement.ts';
import * as l10n from '../l10n.ts';
import { rewriteDocument } from '../language/rewrite-document.ts';

/**
 * Makes the change in the editor where the file is open with unsaved text: that stays, unsaved as before, and the change with it.
 * @returns undefined where there is no unsaved text; a sentence where the change cannot be made
 */
export async function editUnsaved(root: string, task: Task, change: Change): Promise<'edited' | string | undefined> {
  try {
    const { file, edit, to } = editFor(task, change);
    const document = workspace.textDocuments.find(({ uri, isDirty }) => isDirty && uri.fsPath === join(root, file));
    if (document === undefined) return undefined;
    if (to !== undefined)
      return l10n.t`${task.id} has to move to ${to}, and ${file} has unsaved changes. Save or revert it first.`;
    const isMade = await rewriteDocument(document, edit(document.getText()));
    return isMade ? 'edited' : l10n.t`${task.id}: the editor refused the edit. Try again.`;
  } catch (error) {
    if (error instanceof EditConflict) return `${task.id}: ${error.message}`;
    throw error;
  }
}
