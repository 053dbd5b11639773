import { commands, env, window } from 'vscode';
import { ExternalServerError } from '../external-server.ts';

export const openSettingAction = 'Open Settings';

/** Shows a setting that no workspace sets; in a remote window it is one of the machine there. */
export async function openSetting(setting: string): Promise<void> {
  const where = env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
  await commands.executeCommand(`workbench.action.${where}`, { query: setting });
}

/** Tells what went wrong; where a setting is the cause, with a button that opens it. */
export async function warnOf(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const setting = error instanceof ExternalServerError ? error.setting : undefined;
  const answer = await window.showWarningMessage(message, ...(setting === undefined ? [] : [openSettingAction]));
  if (answer !== undefined && setting !== undefined) await openSetting(setting);
}
