import { commands, env } from 'vscode';
import * as l10n from '../l10n.ts';

/** The button that does it. */
export function openSettings(): string {
  return l10n.t('Open Settings');
}

/** Shows a setting that no workspace sets; in a remote window it is one of the machine there. */
export async function openSetting(setting: string): Promise<void> {
  const where = env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
  await commands.executeCommand(`workbench.action.${where}`, { query: setting });
}
