import { window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';

/** Shows the report of the last verification from its top, where the causes stand; an output channel shows its end. */
export async function showReport({ channels, documents }: EditorParts): Promise<void> {
  const text = channels.lastReport;
  if (text === undefined) {
    await window.showInformationMessage('Nothing has been verified in this window yet. Verify Task does it.');
    return;
  }
  await documents.show('Verification report.md', 'markdown', text);
}
