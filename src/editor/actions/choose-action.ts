import { window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { withoutIcons } from '../shown-text.ts';
import { referenceOf } from '../task-reference.ts';
import { actionNode, type WaitingAction, waitingActions } from './action-nodes.ts';

/** The action that a command is for: that of its row, else the one picked, most urgent first; undefined when nothing was. */
export async function chooseAction(
  { source }: Pick<EditorParts, 'source'>,
  argument: unknown,
  placeHolder: string,
): Promise<WaitingAction | undefined> {
  const reference = referenceOf(argument);
  await source.whenLoaded();
  const all = waitingActions(source.queues);
  if (reference !== undefined) {
    const { repository: root, itemId } = reference;
    const found = all.find(({ repository, action }) => repository.root === root && action.id === itemId);
    if (found === undefined) await window.showInformationMessage(l10n.t`${itemId} is no longer waiting.`);
    return found;
  }
  if (all.length === 0) {
    await window.showInformationMessage(l10n.t('Nothing waits for you.'));
    return undefined;
  }
  const picks = all.map((waiting) => {
    const { label, description, icon } = actionNode(waiting, source.queues.length === 1);
    return {
      label: `$(${icon?.name ?? 'person'}) ${withoutIcons(label)}`,
      description: withoutIcons(description),
      waiting,
    };
  });
  return (await window.showQuickPick(picks, { placeHolder, matchOnDescription: true }))?.waiting;
}
