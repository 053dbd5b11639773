import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { commands, Uri, window } from 'vscode';
import { findCriterion, leaves } from '../../backlog/parse/criteria.ts';
import { findRepository, type Repository } from '../../git/repository.ts';
import { findRelated } from '../../tools/related/find-related.ts';
import { type AllChanges, changesInAll } from '../../workflow/task-changes.ts';
import { changeRows } from '../changes/change-rows.ts';
import { type CriterionReference, criterionReferenceOf } from '../criterion-reference.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { launchEnvironment } from '../launch-environment.ts';
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
  const changes = await readChanges(parts, reference.repository, task.id, texts);
  if (changes === undefined || changes.places.length === 0) {
    const none =
      given === undefined
        ? l10n.t`A run on ${task.id} has no commit on this branch.`
        : l10n.t('A run for this criterion has no commit on this branch.');
    await window.showInformationMessage(`${none} ${l10n.t('What was marked by hand has none.')}`);
    return;
  }
  const { title, rows } = changeRows(what, changes, mostFiles);
  if (rows.length === 0) {
    await window.showInformationMessage(l10n.t`The commits of ${what} left every file as it was before.`);
    return;
  }
  const resources = rows.map(({ root, place, path, before, after }) => {
    const content = (blob: string | undefined) =>
      blob === undefined ? undefined : parts.documents.blobUri(root, path, blob, place);
    return [Uri.file(join(root, path)), content(before), content(after)];
  });
  await commands.executeCommand('vscode.changes', title, resources);
}

/** @returns undefined where there is no git repository */
async function readChanges(
  { host, channels }: EditorParts,
  root: string,
  taskId: string,
  criteria: readonly string[] | undefined,
): Promise<AllChanges | undefined> {
  const repository = await findRepository(root);
  if (repository === undefined) return undefined;
  const { environment } = readEditorSettings(Uri.file(root));
  const related = await agreedRepositories(repository, launchEnvironment(host.env, environment)).catch(
    (error: Error) => {
      channels.write('log', 'warning', `Show Changes: related repositories are left out. ${error.message}`);
      return [];
    },
  );
  return changesInAll(repository, related, taskId, criteria);
}

async function agreedRepositories(repository: Repository, env: NodeJS.ProcessEnv): Promise<readonly Repository[]> {
  return (await findRelated({ ...repository, root: await realpath(repository.root) }, env)).agreed;
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
