import { join } from 'node:path';
import { window } from 'vscode';
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { writeFileAtomic } from '../../backlog/edit/write.ts';
import { FileWriteError } from '../../backlog/edit/write-error.ts';
import { localDate } from '../../backlog/local-time.ts';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import { doneByHand, openedByHand } from '../../backlog/standard/edit/by-hand.ts';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { rewriteDocument } from '../language/rewrite-document.ts';
import { plainText } from '../queue-rows.ts';
import { findReferenced } from '../task-reference.ts';
import { isFree, isTrusted } from './before-run.ts';
import { type ChosenCriterion, chooseCriterion } from './choose-criterion.ts';
import { confirm } from './confirm.ts';

/** Ticks the box of a criterion as a person's own deed, after a question that says so. */
export async function markCriterionDone(parts: EditorParts, argument: unknown): Promise<void> {
  const chosen = await chooseMarkable(parts, argument, 'open');
  if (chosen === undefined) return;
  const detail = l10n.t(
    'Nothing is run, nothing proves it and nothing is committed: it counts as done because you say so. Reopen Criterion takes it back.',
  );
  const question = l10n.t`Mark "${plainText(chosen.criterion.text)}" as done by hand?`;
  if (!(await confirm(question, detail, l10n.t('Mark Done')))) return;
  const date = localDate(new Date());
  await edited(parts, chosen, (text) => doneByHand(text, chosen.style, chosen.criterion, date));
}

/** Opens the box of a criterion again, after a question. */
export async function reopenCriterion(parts: EditorParts, argument: unknown): Promise<void> {
  const chosen = await chooseMarkable(parts, argument, 'done');
  if (chosen === undefined) return;
  const { criterion, style, reference } = chosen;
  const detail = [
    /^ACTION-/i.test(reference.itemId) ? l10n.t('It is to be done again.') : l10n.t('The next run works on it again.'),
    l10n.t('What was changed for it stays, and nothing is committed.'),
    ...(criterion.state === 'waived' ? [l10n.t('The reason why it was waived goes.')] : []),
  ].join(' ');
  const question = l10n.t`Reopen "${plainText(criterion.text)}"?`;
  if (!(await confirm(question, detail, l10n.t('Reopen')))) return;
  await edited(parts, chosen, (text) => openedByHand(text, style, criterion));
}

async function chooseMarkable(
  parts: EditorParts,
  argument: unknown,
  state: 'open' | 'done',
): Promise<ChosenCriterion | undefined> {
  if (!(await isTrusted())) return undefined;
  const chosen = await chooseCriterion(parts, argument, {
    task: 'mark',
    placeHolder: state === 'open' ? l10n.t('Mark which criterion as done?') : l10n.t('Reopen which criterion?'),
    isWanted: ({ state: now, children }) => children.length === 0 && (now === 'open') === (state === 'open'),
    otherwise: (text) =>
      state === 'open'
        ? l10n.t`"${text}" is done already, or is done with those below it.`
        : l10n.t`"${text}" is not done by itself.`,
  });
  if (chosen === undefined || (await isArchived(parts, chosen))) return undefined;
  // A run keeps its task file: what others tick meanwhile it puts back.
  return (await isFree(parts, chosen.reference.repository)) ? chosen : undefined;
}

/** No run comes to an archived task, so a box that is opened there would stay so. */
async function isArchived({ source }: EditorParts, { reference }: ChosenCriterion): Promise<boolean> {
  if (findReferenced(source, reference)?.state !== 'completed') return false;
  await window.showInformationMessage(
    l10n.t`${reference.itemId} is archived. Move ${reference.file} back to where open work lies first, then mark its criteria.`,
  );
  return true;
}

/** One line changes. Unsaved text stays unsaved; a file without any is written where it lies, so that no byte else changes. */
async function edited(parts: EditorParts, chosen: ChosenCriterion, edit: (text: string) => string): Promise<void> {
  const { document, reference } = chosen;
  const { repository, file } = reference;
  try {
    if (document.isDirty) {
      if (await rewriteDocument(document, edit(document.getText()))) return;
      throw new EditConflict(l10n.t('The editor refused the edit. Try again.'), file);
    }
    const reading = await readRepositoryText(repository, file);
    if ('problem' in reading) throw new EditConflict(reading.problem.message, file);
    await writeFileAtomic(join(repository, file), edit(reading.text), reading.text, { root: repository });
    await parts.source.refresh(repository);
  } catch (error) {
    if (!(error instanceof EditConflict || error instanceof FileWriteError)) throw error;
    await window.showErrorMessage(`${l10n.t`${file} was not changed.`} ${error.message}`);
  }
}
