import { commands, env } from 'vscode';

export const openSettingAction = 'Open Settings';

/** Shows a setting that no workspace sets; in a remote window it is one of the machine there. */
export async function openSetting(setting: string): Promise<void> {
  const where = env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
  await commands.executeCommand(`workbench.action.${where}`, { query: setting });
}
