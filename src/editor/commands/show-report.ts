import { commands, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { commandIds } from '../ids.ts';
import * as l10n from '../l10n.ts';
import { taskKey } from '../queue-entries.ts';
import { referenceOf } from '../task-reference.ts';

/** Shows the report of a task's last verification as a page, causes first; without a task that of the last one. */
export async function showReport(parts: EditorParts, argument?: unknown): Promise<void> {
  const { documents, runs } = parts;
  const reference = referenceOf(argument) ?? runs.lastVerification;
  const key = reference === undefined ? undefined : taskKey(reference.repository, reference.itemId);
  const text = key === undefined ? undefined : runs.reports.get(key);
  if (text !== undefined) return documents.showRendered(`${l10n.t('Verification report')}.md`, text);
  const file = key === undefined ? undefined : runs.verifications.get(key)?.toldIn;
  if (reference !== undefined && file !== undefined) {
    return commands.executeCommand(commandIds.openReport, {
      repository: reference.repository,
      itemId: reference.itemId,
      file,
    });
  }
  await window.showInformationMessage(l10n.t('There is no verification to show. Verify Task makes one.'));
}
