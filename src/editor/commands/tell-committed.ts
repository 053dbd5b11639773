import { window } from 'vscode';
import * as l10n from '../l10n.ts';

const shownMs = 6000;

/**
 * Says quietly that an edit made by hand is committed here and not pushed: pushing would take the user's own commits along, of which
 * the edit says nothing.
 */
export function tellCommitted(): void {
  window.setStatusBarMessage(`$(git-commit) ${l10n.t('Committed; the next push takes it along.')}`, shownMs);
}
