import { commands, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { actionsViewId } from '../ids.ts';
import * as l10n from '../l10n.ts';
import { nextTask, whyNoNext } from '../next-task.ts';
import { isTrusted } from './before-run.ts';
import { chooseRepository } from './choose-repository.ts';
import { processChosen } from './process-task.ts';

/** Processes the task that a session would take next, as the files are now. */
export async function processNext(parts: EditorParts): Promise<void> {
  if (!(await isTrusted())) return;
  await parts.source.whenLoaded();
  const folder = await chooseRepository(parts, l10n.t('The next task of which repository?'));
  if (folder === undefined) return;
  const { root } = folder;
  await parts.source.refresh(root);
  const queue = parts.source.queue(root);
  if (queue === undefined) return;
  const task = nextTask(queue);
  if (task !== undefined) {
    return void (await processChosen(parts, {
      task,
      reference: { repository: root, itemId: task.id, file: task.file },
    }));
  }
  const show = l10n.t('Show Human Actions');
  const answer = await window.showInformationMessage(whyNoNext(queue), ...(queue.actions.length > 0 ? [show] : []));
  if (answer === show) await commands.executeCommand(`${actionsViewId}.focus`);
}
