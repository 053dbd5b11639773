/** After an update of the extension: Codex would go on to start the old one, whose folder is removed some day. */
import { commands, type Disposable, window, workspace } from 'vscode';
import type { EditorParts } from './editor-parts.ts';
import { readEditorSettings } from './editor-settings.ts';
import { commandIds } from './ids.ts';
import { isOtherVersion } from './installed-version.ts';
import * as l10n from './l10n.ts';
import { launchEnvironment } from './launch-environment.ts';

/** Looks once, when the folder is trusted. */
export function followInstallation(parts: EditorParts, failed: (error: unknown) => void): Disposable {
  const look = () => void lookAtInstallation(parts).catch(failed);
  if (workspace.isTrusted) look();
  return workspace.onDidGrantWorkspaceTrust(look);
}

/** Asks whether the server is to be installed anew. What cannot be read is told when that is done. */
async function lookAtInstallation({ host, source }: EditorParts): Promise<void> {
  await source.whenShown();
  const { installedScript } = await import('../workflow/install/install-codex.ts');
  const env = launchEnvironment(host.env, readEditorSettings().environment);
  const installed = await installedScript(env).catch(() => undefined);
  if (installed === undefined || !isOtherVersion(installed, host.script('cli.js'))) return;
  const message = l10n.t(
    'Codex still starts another version of Agent Toolkit, which the editor will remove. Install this version into Codex?',
  );
  const answer = await window.showInformationMessage(message, l10n.t('Install…'));
  if (answer !== undefined) await commands.executeCommand(commandIds.installIntoCodex);
}
