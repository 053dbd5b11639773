import { commands } from 'vscode';
import { extensionId, walkthroughId } from '../ids.ts';

/** The first steps, in the editor's own page for them. */
export async function openWalkthrough(): Promise<void> {
  await commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${walkthroughId}`, false);
}
