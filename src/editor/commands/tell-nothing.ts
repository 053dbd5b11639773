import { commands, window, workspace } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { type NothingToChoose, noRepository, noTask } from '../states/nothing-to-choose.ts';

/** Tells that no repository of the workspace has task files, with the next step. */
export function tellNoRepository(): Promise<void> {
  return tell(noRepository({ folders: foldersOnDisk() }));
}

/** Tells that there is no task to choose, with the next step. @param isOpenWanted whether archived tasks are left out */
export function tellNoTask({ source }: Pick<EditorParts, 'source'>, isOpenWanted: boolean): Promise<void> {
  const tasks = source.queues.reduce((sum, queue) => sum + queue.tasks.length, 0);
  return tell(noTask({ folders: foldersOnDisk(), repositories: source.folders.length, tasks }, isOpenWanted));
}

async function tell({ text, step }: NothingToChoose): Promise<void> {
  const answer = await window.showInformationMessage(text, ...(step === undefined ? [] : [step.title]));
  if (answer !== undefined && step !== undefined) await commands.executeCommand(step.command);
}

function foldersOnDisk(): number {
  return (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').length;
}
