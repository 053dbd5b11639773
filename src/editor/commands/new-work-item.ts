import { isAbsolute, join, relative, sep } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import type { Duplicate } from '../../backlog/duplicates/find-duplicates.ts';
import { findPlace } from '../../tools/create/place.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { createdFile, createdText } from '../new-item/created.ts';
import { canBeProcessed, creationInput, emptyDraft, type NewItemDraft } from '../new-item/draft.ts';
import { duplicatesStep } from '../new-item/duplicates-step.ts';
import { questions } from '../new-item/questions.ts';
import { describeSelection } from '../new-item/selected-text.ts';
import { walk } from '../new-item/walk.ts';
import type { RepositoryFolder } from '../queue-source.ts';
import { isTrusted } from './before-run.ts';
import { chooseFolder } from './choose-folder.ts';
import { connect } from './connect.ts';
import { processTask } from './process-task.ts';
import { warnOf } from './warn-of.ts';
import { withProgress } from './with-progress.ts';

/** Asks for a new bug, feature or human action, shows what looks like it, creates it and opens its file. */
export async function newWorkItem(parts: EditorParts): Promise<void> {
  const folder = await folderFor(parts);
  if (folder !== undefined) await ask(parts, folder, emptyDraft);
}

/** The same with what is selected in the editor as its description, and where that stands. */
export async function newWorkItemFromSelection(parts: EditorParts): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined || editor.selection.isEmpty) {
    await window.showInformationMessage(l10n.t('Nothing is selected. Select what the work item is about.'));
    return;
  }
  const { document, selection } = editor;
  const folder = await folderFor(parts, document.uri.fsPath);
  if (folder === undefined) return;
  const below = relative(folder.root, document.uri.fsPath);
  const isInside = !below.startsWith('..') && !isAbsolute(below);
  const path = isInside ? below.split(sep).join('/') : workspace.asRelativePath(document.uri, true);
  // A selection of whole lines ends before the first letter of the next one.
  const last = selection.end.character === 0 && !selection.isSingleLine ? selection.end.line : selection.end.line + 1;
  const lines = [selection.start.line + 1, last] as const;
  const description = describeSelection({
    path,
    lines,
    text: document.getText(selection),
    language: document.languageId,
  });
  await ask(parts, folder, { ...emptyDraft, description });
}

/** @param file that of the repository which it is in, where it is in one */
async function folderFor(parts: EditorParts, file?: string): Promise<RepositoryFolder | undefined> {
  if (!(await isTrusted())) return undefined;
  await parts.source.whenLoaded();
  const holders = parts.source.folders.filter(({ root }) => file?.startsWith(root + sep) === true);
  // Folders may be in each other; the innermost counts.
  const holder = holders.toSorted((one, other) => other.root.length - one.root.length)[0];
  return holder ?? chooseFolder(parts, l10n.t('A new work item in which repository?'), 'with tasks');
}

async function ask(parts: EditorParts, folder: RepositoryFolder, first: NewItemDraft): Promise<void> {
  const { root } = folder;
  let known = first;
  try {
    const place = await findPlace(root);
    let instead: Duplicate | undefined;
    const surroundings = { queue: parts.source.queue(root), hasFolders: place.layout === 'gitops' };
    const [kind, title, description, ...others] = questions(surroundings);
    if (kind === undefined || title === undefined || description === undefined) return;
    const duplicates = duplicatesStep(
      place.root,
      () => parts.known(root)?.backlog,
      (duplicate) => {
        instead = duplicate;
      },
    );
    const steps = [kind, title, description, duplicates, ...others];
    const draft = await walk(first, steps, (state) => {
      known = state;
    });
    if (instead !== undefined) await window.showTextDocument(Uri.file(join(place.root, instead.file)));
    else if (draft !== undefined) await create(parts, folder, place.root, draft);
    else if (known.title !== '') await offerToGoOn(parts, folder, known);
  } catch (error) {
    await warnOf(error);
  }
}

/** Escape is pressed easily; what was written by then is kept while the message stands. */
async function offerToGoOn(parts: EditorParts, folder: RepositoryFolder, known: NewItemDraft): Promise<void> {
  const goOn = l10n.t('Go On');
  const answer = await window.showInformationMessage(l10n.t`"${known.title}" was not created.`, goOn);
  if (answer === goOn) await ask(parts, folder, known);
}

/** @param top real path of the repository, of which the folder may be a part */
async function create(parts: EditorParts, { root }: RepositoryFolder, top: string, draft: NewItemDraft): Promise<void> {
  const result = await withProgress(l10n.t`Creating "${draft.title}"`, async (signal) => {
    const toolbox = await connect(parts, root, readEditorSettings(Uri.file(root)), signal);
    const context = { signal, progress: () => {}, log: parts.channels.write };
    return toolbox.create_work_item(creationInput(draft, root), context);
  });
  if (result === undefined) return;
  await parts.source.refresh(root);
  const { severity, message } = createdText(result, draft);
  parts.channels.write('log', severity === 'info' ? 'info' : 'warning', message);
  await window.showTextDocument(Uri.file(join(top, createdFile(result, draft.type))));
  const show = severity === 'info' ? window.showInformationMessage : window.showWarningMessage;
  const process = l10n.t`Process ${result.item_id}`;
  const answer = await show(message, ...(canBeProcessed(draft) ? [process] : []));
  if (answer === process) await processTask(parts, { repository: root, itemId: result.item_id });
}
