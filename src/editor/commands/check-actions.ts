import { join } from 'node:path';
import { commands, Uri, window } from 'vscode';
import {
  type ClearedAction,
  clearedText,
  nextOfCleared,
  nothingClearedText,
  type WaitingAction,
  waitingText,
} from '../action-notice.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import { commandIds, queueViewId } from '../ids.ts';
import * as l10n from '../l10n.ts';
import { findReferenced } from '../task-reference.ts';
import { type ActionsAsked, checkInProcess } from './actions-process.ts';
import { isTrusted } from './before-run.ts';
import { warnOf } from './warn-of.ts';

/** Asks about the human actions of all repositories now, and says what came of it. */
export async function checkActions(parts: EditorParts): Promise<void> {
  if (!(await isTrusted())) return;
  const waiting: WaitingAction[] = [];
  const cleared: Promise<void>[] = [];
  await window.withProgress({ location: { viewId: queueViewId } }, async () => {
    for (const { root, actions } of parts.source.queues) {
      if (actions.every(({ until }) => until === undefined)) continue;
      try {
        const checked = await checkRepository(parts, root, { isAsked: true, signal: new AbortController().signal });
        waiting.push(...checked.waiting);
        cleared.push(...checked.settled.map((action) => tellCleared(parts, root, action)));
      } catch (error) {
        void warnOf(error);
        return;
      }
    }
    for (const one of waiting) parts.channels.write('log', 'info', waitingText(one));
    if (cleared.length === 0) cleared.push(tellNothing(parts, waiting));
  });
  await Promise.all(cleared);
}

async function tellNothing({ channels }: EditorParts, waiting: readonly WaitingAction[]): Promise<void> {
  const actions = waiting.length === 0 ? [] : [l10n.t('Show Log')];
  const answer = await window.showInformationMessage(nothingClearedText(waiting), ...actions);
  if (answer !== undefined) channels.show('log');
}

/** Asks about those of one repository and has its queue read anew; what is odd, and what is done, goes to the log. @throws Error */
export async function checkRepository(parts: EditorParts, root: string, asked: ActionsAsked) {
  const checked = await checkInProcess(parts, root, readEditorSettings(Uri.file(root)), asked);
  parts.checks.note(root, checked.waiting, new Date());
  for (const action of checked.settled) parts.channels.write('log', 'info', clearedText(action));
  for (const warning of checked.warnings) parts.channels.write('log', 'warning', warning);
  if (checked.settled.length > 0) await parts.source.refresh(root);
  return checked;
}

/** One notification for each action, with the way to what is free now. */
export async function tellCleared({ source }: EditorParts, root: string, action: ClearedAction): Promise<void> {
  const isReady = (id: string) => findReferenced(source, { repository: root, itemId: id })?.state === 'ready';
  const next = nextOfCleared(action, isReady);
  const process = next?.isReady === true ? [l10n.t`Process ${next.id}`] : [];
  const show = next === undefined ? [] : [l10n.t`Show ${next.id}`];
  const answer = await window.showInformationMessage(clearedText(action), ...process, ...show, l10n.t('Open Action'));
  if (answer === undefined) return;
  if (next !== undefined && [...process, ...show].includes(answer)) {
    const command = process.includes(answer) ? commandIds.processTask : commandIds.showInQueue;
    return commands.executeCommand(command, { repository: root, itemId: next.id });
  }
  const { file, to = file } = action;
  await window.showTextDocument(Uri.file(join(root, to)), { preview: true });
}
