/** What a command says that finds no task, or no repository, to work on. Pure. */
import { commandIds } from '../ids.ts';
import * as l10n from '../l10n.ts';

export interface NothingToChoose {
  readonly text: string;
  /** A button and the command that it runs. */
  readonly step?: { readonly title: string; readonly command: string };
}

export interface WorkspaceFacts {
  /** Folders on disk, with task files or without. */
  readonly folders: number;
  /** Those with task files. */
  readonly repositories: number;
  /** All tasks, archived ones too. */
  readonly tasks: number;
}

const openFolder = () => ({ title: l10n.t('Open Folder'), command: 'vscode.openFolder' });
const initialize = () => ({ title: l10n.t('Initialize Repository'), command: commandIds.initializeRepository });
const newItem = () => ({ title: l10n.t('New Work Item'), command: commandIds.newWorkItem });

/** Why there is no repository. */
export function noRepository({ folders }: Pick<WorkspaceFacts, 'folders'>): NothingToChoose {
  if (folders === 0)
    return { text: l10n.t('No folder is open. Open the folder of a repository first.'), step: openFolder() };
  const text =
    folders === 1
      ? l10n.t('This folder has no task files. Initialize Repository makes a first one.')
      : l10n.t('No folder of this workspace has task files. Initialize Repository makes a first one.');
  return { text, step: initialize() };
}

/** Why there is no task of the kind that is wanted. @param isOpenWanted whether archived tasks are left out */
export function noTask(facts: WorkspaceFacts, isOpenWanted: boolean): NothingToChoose {
  if (facts.repositories === 0) return noRepository(facts);
  if (facts.tasks === 0) return { text: l10n.t('The Task Queue is empty.'), step: newItem() };
  return isOpenWanted
    ? { text: l10n.t('No task is open: all of them are archived.'), step: newItem() }
    : { text: l10n.t('No task of the Task Queue can be chosen for this.') };
}
