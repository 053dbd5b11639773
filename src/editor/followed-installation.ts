/** After an update of the extension: Codex would go on to start the old one, whose folder is removed some day. */
import { commands, window, workspace } from 'vscode';
import type { EditorParts } from './editor-parts.ts';
import { readEditorSettings } from './editor-settings.ts';
import { commandIds } from './ids.ts';
import { isOtherVersion } from './installed-version.ts';
import { launchEnvironment } from './launch-environment.ts';

/** Looks once, and asks whether the server is to be installed anew. What cannot be read is told when that is done. */
export async function followInstallation({ host, source }: EditorParts): Promise<void> {
  await source.whenLoaded();
  if (!workspace.isTrusted) return;
  const { installedScript } = await import('../workflow/install/install-codex.ts');
  const env = launchEnvironment(host.env, readEditorSettings().environment);
  const installed = await installedScript(env).catch(() => undefined);
  if (installed === undefined || !isOtherVersion(installed, host.script('cli.js'))) return;
  const message =
    'Codex starts the Agent Toolkit of another version, which is removed some day. Install this one into Codex?';
  const answer = await window.showInformationMessage(message, 'Install…');
  if (answer !== undefined) await commands.executeCommand(commandIds.installIntoCodex);
}
