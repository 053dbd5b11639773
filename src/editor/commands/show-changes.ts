import { join } from 'node:path';
import { commands, Uri, window } from 'vscode';
import { findCriterion, leaves } from '../../backlog/parse/criteria.ts';
import { findRepository } from '../../git/repository.ts';
import { changesOfTask } from '../../workflow/task-changes.ts';
import { type CriterionReference, criterionReferenceOf } from '../criterion-reference.ts';
import type { EditorParts } from '../editor-parts.ts';
import { plainText } from '../queue-rows.ts';
import { isTrusted } from './before-run.ts';
import { chooseTask } from './choose-task.ts';

/** Files of one diff that are opened. */
const mostFiles = 300;
/** Letters of a criterion in the title of its diff. */
const longestTitle = 60;

/** Shows what the runs of a task committed, or what they did for one criterion, as a diff of all files. */
export async function showChanges(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const given = criterionReferenceOf(argument);
  const chosen = await chooseTask(parts, argument, 'changes');
  if (chosen === undefined) return;
  const { task, reference } = chosen;
  const texts = given === undefined ? undefined : textsOf(parts, given);
  const what = given === undefined ? task.id : `${task.id}: ${shortened(plainText(given.criterion.text))}`;
  const repository = await findRepository(reference.repository);
  const changes = repository === undefined ? undefined : await changesOfTask(repository, task.id, texts);
  if (repository === undefined || changes === undefined || changes.commits.length === 0) {
    const whose = given === undefined ? `A run on ${task.id}` : 'A run for this criterion';
    await window.showInformationMessage(`${whose} has no commit on this branch. What was marked by hand has none.`);
    return;
  }
  if (changes.files.length === 0) {
    await window.showInformationMessage(`The commits of ${what} left every file as it was before.`);
    return;
  }
  const { root } = repository;
  const files = changes.files.slice(0, mostFiles);
  const resources = files.map(({ path, before, after }) => {
    const content = (blob: string | undefined) =>
      blob === undefined ? undefined : parts.documents.blobUri(root, path, blob);
    return [Uri.file(join(root, path)), content(before), content(after)];
  });
  const count = changes.commits.length === 1 ? '1 commit' : `${changes.commits.length} commits`;
  const cut = changes.files.length > mostFiles ? `, the first ${mostFiles} of ${changes.files.length} files` : '';
  const back = changes.isRolledBack ? ', rolled back since' : '';
  await commands.executeCommand('vscode.changes', `${what} (${count}${back}${cut})`, resources);
}

/** A tab has no room for a paragraph. */
function shortened(text: string): string {
  return text.length > longestTitle ? `${text.slice(0, longestTitle - 1).trimEnd()}…` : text;
}

/** The criterion and what is below it, since commits name what was executed. */
function textsOf({ known }: EditorParts, { repository, file, criterion }: CriterionReference): string[] {
  const task = known(repository)?.backlog.tasks.find((one) => one.file === file);
  const found = task === undefined ? undefined : findCriterion(task.criteria, criterion);
  return found === undefined ? [criterion.text] : leaves([found]).map(({ text }) => text);
}
