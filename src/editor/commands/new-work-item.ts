import { join } from 'node:path';
import { Uri, window } from 'vscode';
import type { Duplicate } from '../../backlog/duplicates/find-duplicates.ts';
import { findPlace } from '../../tools/create/place.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { createdFile, createdText } from '../new-item/created.ts';
import { canBeProcessed, creationInput, emptyDraft, type NewItemDraft } from '../new-item/draft.ts';
import { duplicatesStep } from '../new-item/duplicates-step.ts';
import { questions } from '../new-item/questions.ts';
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
  if (!(await isTrusted())) return;
  await parts.source.whenLoaded();
  const folder = await chooseFolder(parts, l10n.t('A new work item in which repository?'), 'with tasks');
  if (folder === undefined) return;
  const { root } = folder;
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
    const draft = await walk(emptyDraft, [kind, title, description, duplicates, ...others]);
    if (instead !== undefined) await window.showTextDocument(Uri.file(join(place.root, instead.file)));
    if (draft !== undefined) await create(parts, folder, place.root, draft);
  } catch (error) {
    await warnOf(error);
  }
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
