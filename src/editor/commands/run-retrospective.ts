import { join } from 'node:path';
import { commands, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { ToolResult } from '../../tools/contract.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import type { RepositoryFolder } from '../queue-source.ts';
import { retrospectiveNotice } from '../retrospective-notice.ts';
import { isFree, isTrusted, unsavedItems } from './before-run.ts';
import { chooseRepository } from './choose-repository.ts';
import { connect } from './connect.ts';
import { warnOf } from './open-setting.ts';

type Result = ToolResult<'run_retrospective'>;

const preview = {
  label: '$(eye) Preview',
  detail: 'Tell what would be merged, deprecated and reprioritised. Nothing is changed.',
  dryRun: true,
} as const;
const run = {
  label: '$(check) Run',
  detail: 'Put the backlog in order, in one commit with a report.',
  dryRun: false,
} as const;

/**
 * Puts the backlog of a repository in order, or shows what that would do.
 * @param argument `{ dryRun: true }` or `{ dryRun: false }` of a key binding; the user is asked otherwise
 */
export async function runRetrospective(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  await parts.source.whenLoaded();
  const folder = await chooseRepository(parts, 'Retrospective of which repository?');
  if (folder === undefined) return;
  const dryRun = saidIn(argument) ?? (await askWhether(folder));
  if (dryRun === undefined) return;
  if (!dryRun) return change(parts, folder.root);
  const result = await call(parts, folder.root, true);
  if (result === undefined) return;
  await parts.documents.show('Retrospective (preview).md', 'markdown', result.report_text);
  const { message } = retrospectiveNotice(result, true);
  // Codex is asked anew then, and may judge otherwise.
  if ((await window.showInformationMessage(message, 'Run Now')) === 'Run Now') await change(parts, folder.root);
}

function saidIn(argument: unknown): boolean | undefined {
  if (typeof argument !== 'object' || argument === null || !('dryRun' in argument)) return undefined;
  return typeof argument.dryRun === 'boolean' ? argument.dryRun : undefined;
}

async function askWhether({ name }: RepositoryFolder): Promise<boolean | undefined> {
  const placeHolder = `Retrospective of ${name}: Codex judges the backlog, too.`;
  return (await window.showQuickPick([preview, run], { placeHolder, matchOnDetail: true }))?.dryRun;
}

async function change(parts: EditorParts, repository: string): Promise<void> {
  if (!(await isFree(parts, repository)) || !(await isSaved(repository))) return;
  const result = await call(parts, repository, false);
  if (result === undefined) return;
  await parts.source.refresh(repository);
  for (const warning of result.warnings) parts.channels.write('log', 'warning', `Retrospective: ${warning}`);
  const { severity, message, report } = retrospectiveNotice(result, false);
  const show = severity === 'info' ? window.showInformationMessage : window.showWarningMessage;
  const answer = await show(message, ...(report === undefined ? [] : ['Open Report']));
  if (answer === undefined || report === undefined) return;
  await commands.executeCommand('markdown.showPreview', Uri.file(join(repository, report)));
}

/** An item with unsaved text may move; the text would be saved in its old place. */
async function isSaved(repository: string): Promise<boolean> {
  const unsaved = unsavedItems(repository);
  if (unsaved.length === 0) return true;
  const names = unsaved.map(({ uri }) => workspace.asRelativePath(uri)).join(', ');
  await window.showWarningMessage(`Nothing was changed: ${names} is not saved. Save or revert it first.`);
  return false;
}

/** @returns undefined when it was cancelled or could not be done, which the user is told */
async function call(parts: EditorParts, repository: string, dryRun: boolean): Promise<Result | undefined> {
  const title = dryRun ? 'Looking at the backlog' : 'Retrospective';
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  const abort = new AbortController();
  try {
    return await window.withProgress(options, async (_progress, token) => {
      token.onCancellationRequested(() => abort.abort(new DOMException('Stopped by the user.', 'AbortError')));
      const settings = readEditorSettings(Uri.file(repository));
      const toolbox = await connect(parts, repository, settings, abort.signal);
      const context = { signal: abort.signal, progress: () => {}, log: parts.channels.write };
      return toolbox.run_retrospective({ repo_path: repository, dry_run: dryRun }, context);
    });
  } catch (error) {
    if (abort.signal.aborted) return undefined;
    await warnOf(error);
    return undefined;
  }
}
