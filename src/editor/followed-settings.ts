/** Settings with a wrong value are told once, when they come to be, and not each time that they are read. */
import { Disposable, window, workspace } from 'vscode';
import { openSetting, openSettings } from './commands/open-setting.ts';
import { readEditorSettings } from './editor-settings.ts';
import { settingsSection } from './ids.ts';
import * as l10n from './l10n.ts';
import type { QueueSource } from './queue-source.ts';
import { faultsText, type SettingFault, settingToMend } from './setting-faults.ts';

/**
 * Looks at the settings of every folder once the queue is shown, which does not wait for it (the editor takes up to 20 ms to say
 * where they are set), and whenever they, or the folders, change.
 */
export function followSettings(source: Pick<QueueSource, 'whenShown'>, failed: (error: unknown) => void): Disposable {
  let told = new Set<string>();
  const look = () => {
    const faults = wrongSettings();
    const fresh = [...faults].filter(([text]) => !told.has(text)).map(([, fault]) => fault);
    told = new Set(faults.keys());
    if (fresh.length > 0) tell(fresh).catch(failed);
  };
  source.whenShown().then(look).catch(failed);
  return Disposable.from(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(settingsSection)) look();
    }),
    workspace.onDidChangeWorkspaceFolders(look),
  );
}

/** By what they say: the same of several folders is one. */
function wrongSettings(): ReadonlyMap<string, SettingFault> {
  const places = [undefined, ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
  const faults = places.flatMap((place) => readEditorSettings(place).wrong);
  return new Map(faults.map((fault) => [`${fault.key} ${fault.fault}`, fault]));
}

async function tell(faults: readonly SettingFault[]): Promise<void> {
  const instead = l10n.t('Until then the strictest value counts, or the default.');
  const answer = await window.showWarningMessage(`${faultsText(faults)} ${instead}`, openSettings());
  if (answer !== undefined) await openSetting(settingToMend(faults));
}
