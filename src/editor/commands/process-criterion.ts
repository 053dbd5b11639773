import { window } from 'vscode';
import { findCriterion, leaves } from '../../backlog/parse/criteria.ts';
import type { CriterionReference } from '../criterion-reference.ts';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { unlinked } from '../shown-text.ts';
import { findReferenced } from '../task-reference.ts';
import { isTrusted } from './before-run.ts';
import { chooseCriterion } from './choose-criterion.ts';
import { processChosen } from './process-task.ts';

/** Works on one criterion alone, or on those below it that are open; nothing is verified while others are open. */
export async function processCriterion(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await chooseCriterion(parts, argument, {
    task: 'process',
    placeHolder: l10n.t('Run which criterion?'),
    isWanted: ({ state }) => state === 'open',
    otherwise: (text) => l10n.t`"${text}" is done already.`,
  });
  if (chosen === undefined) return;
  const { reference } = chosen;
  const task = findReferenced(parts.source, reference);
  if (task === undefined) {
    await window.showInformationMessage(l10n.t`${reference.itemId} is not in the Task Queue: people do it.`);
    return;
  }
  await processChosen(parts, { task, reference }, () => placesOf(parts, reference));
}

/** Places among all criteria that are executed, in the file as it was just saved. */
async function placesOf(parts: EditorParts, reference: CriterionReference): Promise<number[] | undefined> {
  const { repository, file, criterion } = reference;
  await parts.source.refresh(repository);
  const task = parts.known(repository)?.backlog.tasks.find((one) => one.file === file);
  const found = task === undefined ? undefined : findCriterion(task.criteria, criterion);
  const executed = leaves(task?.criteria ?? []);
  const places = leaves(found === undefined ? [] : [found])
    .filter(({ state }) => state === 'open')
    .map((leaf) => executed.indexOf(leaf) + 1);
  if (places.length > 0) return places;
  // Nothing waits for it to be closed: others may run something meanwhile.
  void window.showWarningMessage(
    l10n.t`"${unlinked(criterion.text)}" is no longer an open criterion of ${file}; nothing was run.`,
  );
  return undefined;
}
