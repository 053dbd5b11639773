import { sep } from 'node:path';
import { type Tab, TabInputText, Uri, window } from 'vscode';

/**
 * Open tabs of a file, or of files in a folder, that was moved show them in their new place. A tab with unsaved text
 * stays as it is: nothing is lost.
 */
export async function followMove(from: string, to: string): Promise<void> {
  const old = () => window.tabGroups.all.flatMap(({ tabs }) => tabs.filter((tab) => placeIn(tab, from) !== undefined));
  for (const tab of old()) {
    const place = placeIn(tab, from);
    if (!tab.isActive || place === undefined) continue;
    const options = { viewColumn: tab.group.viewColumn, preview: tab.isPreview, preserveFocus: true };
    await window.showTextDocument(Uri.file(to + place), options);
  }
  // Looked up anew: a preview tab has been replaced by the new file already.
  const left = old();
  if (left.length > 0) await window.tabGroups.close(left, true);
}

/** What follows the path in the path of the tab's file: nothing where it is the file itself. Undefined for other tabs. */
function placeIn(tab: Tab, path: string): string | undefined {
  if (!(tab.input instanceof TabInputText) || tab.isDirty) return undefined;
  const { fsPath } = tab.input.uri;
  return fsPath === path || fsPath.startsWith(path + sep) ? fsPath.slice(path.length) : undefined;
}
