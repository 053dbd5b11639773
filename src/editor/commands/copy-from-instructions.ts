import { env, window } from 'vscode';
import { instructionsOf, textOf } from '../actions/actions-model.ts';
import { chooseAction } from '../actions/choose-action.ts';
import { foundInText } from '../actions/found-in-text.ts';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { withoutIcons } from '../shown-text.ts';

const icons = { command: 'terminal', link: 'link' } as const;

/** Copies a command or a link that the instructions of a human action hold; nothing is run. */
export async function copyFromInstructions(parts: EditorParts, argument: unknown): Promise<void> {
  const chosen = await chooseAction(parts, argument, l10n.t('Copy from which instructions?'));
  if (chosen === undefined) return;
  const { repository, action } = chosen;
  const found = foundInText((await textOf(repository.root, instructionsOf(action))) ?? '');
  if (found.length === 0) {
    await window.showInformationMessage(l10n.t`The instructions of ${action.id} hold no command and no link.`);
    return;
  }
  const picks = found.map(({ kind, text }) => ({
    label: `$(${icons[kind]}) ${withoutIcons(text.replace(/\n/g, ' '))}`,
    text,
  }));
  const placeHolder = l10n.t`Copy what of ${action.id}? Nothing is run.`;
  const pick = picks.length === 1 ? picks[0] : await window.showQuickPick(picks, { placeHolder });
  if (pick === undefined) return;
  await env.clipboard.writeText(pick.text);
  window.setStatusBarMessage(withoutIcons(l10n.t`Copied: ${pick.text.replace(/\n.*/s, '')}`), 5000);
}
