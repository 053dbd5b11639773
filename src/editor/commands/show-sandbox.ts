import { commands, Uri, window } from 'vscode';
import { sandboxTerms } from '../../tools/sandbox-terms.ts';
import type { EditorParts } from '../editor-parts.ts';
import { type EditorSettings, readEditorSettings } from '../editor-settings.ts';
import { settingsSection } from '../ids.ts';

const seenKey = 'sandboxSeen';

/** Before a run: what Codex may do on this machine, in the log, and before the first one on a repository as a notification, too. */
export async function showSandbox({ memory, channels, host }: EditorParts, root: string): Promise<void> {
  const seen = memory.get<readonly string[]>(seenKey, []);
  const setting = `${settingsSection}.network`;
  const network = await networkOf(readEditorSettings(Uri.file(root)), host.env);
  const terms = sandboxTerms(network, 'this repository', `the setting ${setting}`);
  channels.write('log', 'info', terms);
  if (seen.includes(root)) return;
  await memory.update(seenKey, [...seen, root]);
  const settings = 'Open Settings';
  // Nobody has to answer.
  void window.showInformationMessage(terms, settings).then((answer) => {
    if (answer === settings) void commands.executeCommand('workbench.action.openSettings', setting);
  });
}

/** As the server will have it: what is not set in the editor, the user's file says. @throws InputError when that is not usable */
async function networkOf({ network, environment }: EditorSettings, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (network !== undefined) return network;
  const { launchEnvironment } = await import('../server-launch.ts');
  const { readUserSettings } = await import('../../tools/user-settings.ts');
  return (await readUserSettings(launchEnvironment(env, environment))).network;
}
