import { Uri, window } from 'vscode';
import { sandboxTerms } from '../../tools/sandbox-terms.ts';
import type { EditorParts } from '../editor-parts.ts';
import { type EditorSettings, readEditorSettings } from '../editor-settings.ts';
import { externalSetting, externalTerms } from '../external-server.ts';
import { settingsSection } from '../ids.ts';
import { openSetting, openSettingAction } from './open-setting.ts';

const seenKey = 'sandboxSeen';

/** Before a run: what Codex may do on this machine, in the log, and before the first one on a repository as a notification, too. */
export async function showSandbox({ memory, channels, host }: EditorParts, root: string): Promise<void> {
  const seen = memory.get<readonly string[]>(seenKey, []);
  const { setting, terms } = await termsOf(readEditorSettings(Uri.file(root)), host.env);
  channels.write('log', 'info', terms);
  // Who works there is another one when the setting is.
  const key = setting === externalSetting ? `${root} ${terms}` : root;
  if (seen.includes(key)) return;
  await memory.update(seenKey, [...seen, key]);
  // Nobody has to answer.
  void window.showInformationMessage(terms, openSettingAction).then((answer) => {
    if (answer === openSettingAction) void openSetting(setting);
  });
}

/** What is to be told, and the setting that it is about. */
async function termsOf(settings: EditorSettings, env: NodeJS.ProcessEnv) {
  if (settings.server.command !== '') return { setting: externalSetting, terms: externalTerms(settings) };
  const setting = `${settingsSection}.network`;
  const network = await networkOf(settings, env);
  return { setting, terms: sandboxTerms(network, 'this repository', `the setting ${setting}`) };
}

/** As the server will have it: what is not set in the editor, the user's file says. @throws InputError when that is not usable */
async function networkOf({ network, environment }: EditorSettings, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (network !== undefined) return network;
  const { launchEnvironment } = await import('../launch-environment.ts');
  const { readUserSettings } = await import('../../tools/user-settings.ts');
  return (await readUserSettings(launchEnvironment(env, environment))).network;
}
