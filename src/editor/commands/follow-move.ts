import { type Tab, TabInputText, Uri, window } from 'vscode';

/** Open tabs of a file that was moved show it in its new place. A tab with unsaved text stays as it is: nothing is lost. */
export async function followMove(from: string, to: string): Promise<void> {
  const old = () => window.tabGroups.all.flatMap(({ tabs }) => tabs.filter((tab) => shows(tab, from)));
  for (const { isActive, isPreview, group } of old()) {
    if (!isActive) continue;
    const options = { viewColumn: group.viewColumn, preview: isPreview, preserveFocus: true };
    await window.showTextDocument(Uri.file(to), options);
  }
  // Looked up anew: a preview tab has been replaced by the new file already.
  const left = old();
  if (left.length > 0) await window.tabGroups.close(left, true);
}

function shows(tab: Tab, path: string): boolean {
  return tab.input instanceof TabInputText && tab.input.uri.fsPath === path && !tab.isDirty;
}
