import { Uri } from 'vscode';
import { leaves } from '../../backlog/parse/criteria.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { planText, testPlanSchema } from '../plan/plan-text.ts';
import { commandLaunch } from '../server-launch.ts';
import { isTrusted } from './before-run.ts';
import { chooseRepository } from './choose-repository.ts';
import { chooseTask } from './choose-task.ts';
import { outputOf } from './command-process.ts';
import { withProgress } from './with-progress.ts';

/** Shows what processing and verifying a task would do. Reads files only. */
export async function showPlan(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await chooseTask(parts, argument, 'plan');
  if (chosen === undefined) return;
  const { task, reference } = chosen;
  const { repository } = reference;
  const settings = readEditorSettings(Uri.file(repository));
  const launch = commandLaunch(parts.host, settings, repository, ['verify', '--plan', '--json'], task.id);
  const output = await withProgress(l10n.t`Planning ${task.id}`, (signal) => outputOf(launch, signal));
  if (output === undefined) return;
  const known = parts.known(repository)?.backlog.tasks.find(({ file }) => file === task.file);
  const criteria = leaves(known?.criteria ?? []).map(({ text, state, check }) => ({
    ...{ text, isOpen: state === 'open' },
    ...(check === undefined ? {} : { check }),
  }));
  const { id, title, state, explanation } = task;
  const verification = testPlanSchema.parse(JSON.parse(output));
  const text = planText({ id, title, state, explanation, criteria, settings, verification });
  await parts.documents.show(`${l10n.t`Plan for ${id}`}.md`, 'markdown', text);
}

/** Shows what a session would do, in order. Reads files only. */
export async function showSessionPlan(parts: EditorParts): Promise<void> {
  if (!(await isTrusted())) return;
  await parts.source.whenLoaded();
  const folder = await chooseRepository(parts, l10n.t('The plan of a session on which repository?'));
  if (folder === undefined) return;
  const settings = readEditorSettings(Uri.file(folder.root));
  const launch = commandLaunch(parts.host, settings, folder.root, ['run', '--dry-run']);
  const title = l10n.t`Planning a session on ${folder.name}`;
  const text = await withProgress(title, (signal) => outputOf(launch, signal));
  if (text !== undefined)
    await parts.documents.show(`${l10n.t`Plan of a session on ${folder.name}`}.txt`, 'plaintext', text);
}
