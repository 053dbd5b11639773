import { join } from 'node:path';
import { type TextDocument, Uri, window, workspace } from 'vscode';
import { boxes, findCriterion } from '../../backlog/parse/criteria.ts';
import type { CriteriaStyle } from '../../backlog/standard/edit/by-hand.ts';
import type { Criterion } from '../../backlog/task.ts';
import { type CriterionReference, criterionReferenceOf } from '../criterion-reference.ts';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { actionBoxes, actionIdOf, actionStyle } from '../language/action-boxes.ts';
import { openFiles } from '../language/open-files.ts';
import { plainText } from '../queue-rows.ts';
import { withoutIcons } from '../shown-text.ts';
import { referenceOf, type TaskReference } from '../task-reference.ts';
import { chooseTask, type TaskPurpose } from './choose-task.ts';

/** A criterion as it stands in the editor, saved or not. */
export interface ChosenCriterion {
  readonly reference: CriterionReference;
  readonly criterion: Criterion;
  readonly style: CriteriaStyle;
  readonly document: TextDocument;
}

export interface Wanted {
  readonly task: TaskPurpose;
  readonly placeHolder: string;
  readonly isWanted: (criterion: Criterion) => boolean;
  /** What is said of a criterion that is not, by its text. */
  readonly otherwise: (criterion: string) => string;
}

interface Boxes {
  readonly reference: TaskReference & { readonly file: string };
  readonly criteria: readonly Criterion[];
  readonly style: CriteriaStyle;
  readonly document: TextDocument;
}

/** The criterion that a command is for: its row or lens, else that at the cursor, else the one picked; undefined when nothing was. */
export async function chooseCriterion(
  parts: EditorParts,
  argument: unknown,
  wanted: Wanted,
): Promise<ChosenCriterion | undefined> {
  const given = criterionReferenceOf(argument);
  if (given !== undefined) {
    const all = await boxesIn(parts, Uri.file(join(given.repository, given.file)));
    const criterion = all === undefined ? undefined : findCriterion(all.criteria, given.criterion);
    if (all !== undefined && criterion !== undefined) return judged(all, criterion, wanted);
    await window.showWarningMessage(l10n.t`"${plainText(given.criterion.text)}" is no longer in ${given.file}.`);
    return undefined;
  }
  const atCursor = referenceOf(argument) === undefined ? await boxAtCursor(parts) : undefined;
  if (atCursor !== undefined) return judged(atCursor.all, atCursor.criterion, wanted);
  const chosen = await chooseTask(parts, argument, wanted.task);
  if (chosen === undefined) return undefined;
  const all = await boxesIn(parts, Uri.file(join(chosen.reference.repository, chosen.task.file)));
  return all === undefined ? undefined : pick(all, wanted);
}

async function judged(all: Boxes, criterion: Criterion, wanted: Wanted): Promise<ChosenCriterion | undefined> {
  if (wanted.isWanted(criterion)) return chosenOf(all, criterion);
  await window.showInformationMessage(wanted.otherwise(plainText(criterion.text)));
  return undefined;
}

async function pick(all: Boxes, { isWanted, placeHolder }: Wanted): Promise<ChosenCriterion | undefined> {
  const picks = boxes(all.criteria)
    .filter(isWanted)
    .map((criterion) => ({
      label: withoutIcons(plainText(criterion.text)),
      description: withoutIcons(criterion.address.group.join(' / ')),
      criterion,
    }));
  if (picks.length === 0) {
    await window.showInformationMessage(l10n.t`${all.reference.itemId} has no such criterion.`);
    return undefined;
  }
  const picked = await window.showQuickPick(picks, { placeHolder, matchOnDescription: true });
  return picked === undefined ? undefined : chosenOf(all, picked.criterion);
}

function chosenOf({ reference, style, document }: Boxes, criterion: Criterion): ChosenCriterion {
  return { reference: { ...reference, criterion: criterion.address }, criterion, style, document };
}

/** The innermost one whose lines hold the cursor. */
async function boxAtCursor(
  parts: EditorParts,
): Promise<{ readonly all: Boxes; readonly criterion: Criterion } | undefined> {
  const editor = window.activeTextEditor;
  const all = editor === undefined ? undefined : await boxesIn(parts, editor.document.uri);
  const line = editor?.selection.active.line ?? -1;
  const criterion = boxes(all?.criteria ?? []).findLast(({ range }) => range.start <= line && line < range.end);
  return all === undefined || criterion === undefined ? undefined : { all, criterion };
}

/** The criteria of a task's file, or the boxes of an action's instructions; undefined for other files. */
async function boxesIn(parts: EditorParts, uri: Uri): Promise<Boxes | undefined> {
  await parts.source.whenLoaded();
  const files = openFiles(parts);
  if (files.placeOf({ uri }) === undefined) return undefined;
  const document = await workspace.openTextDocument(uri);
  const live = await files.read(document);
  if (live === undefined) return undefined;
  const { root: repository, file, text, place, work } = live;
  const task = work?.task;
  if (task?.file === file) {
    return { reference: { repository, itemId: task.id, file }, criteria: task.criteria, style: task, document };
  }
  const itemId = place.kind === 'action' ? actionIdOf(file) : undefined;
  if (itemId === undefined) return undefined;
  return { reference: { repository, itemId, file }, criteria: actionBoxes(text), style: actionStyle, document };
}
