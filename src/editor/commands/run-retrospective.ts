import { join } from 'node:path';
import { commands, ProgressLocation, Uri, ViewColumn, window, workspace } from 'vscode';
import type { ToolResult } from '../../tools/contract.ts';
import { isOutdatedPreview } from '../../tools/retrospective/preview-again.ts';
import { previewRetrospective } from '../../workflow/retrospective-preview.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import type { RepositoryFolder } from '../queue-source.ts';
import { applyOffer, retrospectiveNotice } from '../retrospective-notice.ts';
import { type RunOutcome, retrospectiveItem, retrospectiveOutcome } from '../run-state.ts';
import type { RunHandle } from '../runs.ts';
import { areSettingsRight, isAtTop, isFree, isTrusted, unsavedItems } from './before-run.ts';
import { chooseRepository } from './choose-repository.ts';
import { connect } from './connect.ts';
import { reserved } from './reserved.ts';
import { closePreview, showPreview } from './show-preview.ts';
import { warnOf } from './warn-of.ts';

type Result = ToolResult<'run_retrospective'>;

const preview = () =>
  ({
    label: `$(eye) ${l10n.t('Preview')}`,
    detail: l10n.t('A diff of all that would change, with a report. Nothing is changed until you apply it.'),
    dryRun: true,
    judge: true,
  }) as const;
const byRules = () =>
  ({
    label: `$(law) ${l10n.t('Preview by the Rules Alone')}`,
    detail: l10n.t('The same at once, without Codex.'),
    dryRun: true,
    judge: false,
  }) as const;
const run = () =>
  ({
    label: `$(check) ${l10n.t('Run')}`,
    detail: l10n.t('Put the backlog in order, in one commit with a report.'),
    dryRun: false,
    judge: true,
  }) as const;

/**
 * Puts the backlog of a repository in order, or shows what that would do.
 * @param argument `{ dryRun: true }` or `{ dryRun: false }` of a key binding; the user is asked otherwise
 */
export async function runRetrospective(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  await parts.source.whenLoaded();
  const folder = await chooseRepository(parts, l10n.t('Retrospective of which repository?'));
  if (folder === undefined) return;
  if (!(await areSettingsRight(readEditorSettings(Uri.file(folder.root))))) return;
  const way = saidIn(argument) ?? (await askWay(folder));
  if (way === undefined) return;
  if (!way.dryRun) return void (await change(parts, folder.root, way));
  while ((await previewed(parts, folder, way)) === 'again');
}

/** Shows what would be done, and does it when the user says so. @returns `again` when the user wants to see it anew */
async function previewed(
  parts: EditorParts,
  { root: repository, name }: RepositoryFolder,
  way: Way,
): Promise<'again' | undefined> {
  if (!(await isFree(parts, repository))) return undefined;
  const at = new Date();
  const result = await call(parts, repository, way, at);
  if (result === undefined || 'outdated' in result) return undefined;
  const isOnly = parts.source.folders.length === 1;
  const title = isOnly ? l10n.t('Retrospective (preview)') : l10n.t`Retrospective of ${name} (preview)`;
  await closePreview(title);
  const isShown = await showDiff(parts, { repository, title, result, at });
  const column = isShown ? ViewColumn.Beside : ViewColumn.Active;
  await parts.documents.show(`${title}.md`, 'markdown', result.report_text, column);
  const { message } = retrospectiveNotice(result, true);
  const offer = applyOffer(result);
  if (offer === undefined) return void (await window.showInformationMessage(message));
  if ((await window.showInformationMessage(`${message} ${offer.text}`, offer.button)) === undefined) return undefined;
  // What Codex had no part in is done by the rules alone.
  return change(parts, repository, { dryRun: false, judge: result.judged }, at);
}

/** A preview that was not applied, and why. */
interface Outdated {
  readonly outdated: string;
}

interface Way {
  readonly dryRun: boolean;
  /** Whether Codex is asked. */
  readonly judge: boolean;
}

function saidIn(argument: unknown): Way | undefined {
  if (typeof argument !== 'object' || argument === null || !('dryRun' in argument)) return undefined;
  return typeof argument.dryRun === 'boolean' ? { dryRun: argument.dryRun, judge: true } : undefined;
}

async function askWay({ name }: RepositoryFolder): Promise<Way | undefined> {
  const placeHolder = l10n.t`Retrospective of ${name}: Codex judges the backlog, too.`;
  return window.showQuickPick([preview(), byRules(), run()], { placeHolder, matchOnDetail: true });
}

/** All files that would change, as one diff. @returns whether there is any */
async function showDiff(
  { documents, channels }: EditorParts,
  { repository, title, result, at }: { repository: string; title: string; result: Result; at: Date },
): Promise<boolean> {
  try {
    const { root, files } = await previewRetrospective(repository, result, at);
    if (files.length === 0) return false;
    await showPreview(documents, { name: `retrospective:${repository}`, title, root, files });
    return true;
  } catch (error) {
    // The report says it all, too.
    channels.write(
      'log',
      'warning',
      `No diff of the preview: ${error instanceof Error ? error.message : String(error)}`,
    );
    return false;
  }
}

/**
 * @param preview when the one was asked for that is applied: just that is done, or nothing
 * @returns `again` where nothing was, and the user wants another preview
 */
async function change(parts: EditorParts, repository: string, way: Way, preview?: Date): Promise<'again' | undefined> {
  if (!(await isFree(parts, repository)) || !(await isAtTop(repository)) || !(await isSaved(repository)))
    return undefined;
  const result = await call(parts, repository, way, preview);
  if (result === undefined) return undefined;
  if ('outdated' in result) {
    const again = l10n.t('Preview Again');
    return (await window.showWarningMessage(result.outdated, again)) === again ? 'again' : undefined;
  }
  for (const warning of result.warnings) parts.channels.write('log', 'warning', `Retrospective: ${warning}`);
  const { severity, message, report } = retrospectiveNotice(result, false);
  const show = severity === 'info' ? window.showInformationMessage : window.showWarningMessage;
  const answer = await show(message, ...(report === undefined ? [] : [l10n.t('Open Report')]));
  if (answer !== undefined && report !== undefined) {
    await commands.executeCommand('markdown.showPreview', Uri.file(join(repository, report)));
  }
  return undefined;
}

/** An item with unsaved text may move; the text would be saved in its old place. */
async function isSaved(repository: string): Promise<boolean> {
  const unsaved = unsavedItems(repository);
  if (unsaved.length === 0) return true;
  const names = unsaved.map(({ uri }) => workspace.asRelativePath(uri)).join(', ');
  await window.showWarningMessage(l10n.t`Nothing was changed: ${names} is not saved. Save or revert it first.`);
  return false;
}

/**
 * A run that the views show, and that Stop ends, Codex with it.
 * @param preview when the preview was asked for that is made or applied
 * @returns undefined when it was stopped, did not begin or could not be done, which the user is told
 */
async function call(
  parts: EditorParts,
  repository: string,
  { dryRun, judge }: Way,
  preview?: Date,
): Promise<Result | Outdated | undefined> {
  const title = dryRun ? l10n.t('Looking at the backlog') : l10n.t('Retrospective');
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  let result: Result | Outdated | undefined;
  let failure: unknown;
  const work = async ({ context, state }: RunHandle): Promise<RunOutcome> => {
    try {
      const settings = readEditorSettings(Uri.file(repository));
      const toolbox = await connect(parts, repository, settings, context.signal);
      const asked = { repo_path: repository, dry_run: dryRun, ...(judge ? {} : { judge }) };
      const made = await toolbox.run_retrospective(asked, preview === undefined ? context : { ...context, preview });
      result = made;
      const end = made.success ? 'done' : 'failed';
      return retrospectiveOutcome(state(), retrospectiveNotice(made, dryRun).message, end);
    } catch (error) {
      if (!dryRun && error instanceof Error && isOutdatedPreview(error.message)) {
        result = { outdated: error.message };
        return retrospectiveOutcome(state(), error.message, 'outdated');
      }
      failure = error;
      throw error;
    }
  };
  const target = { repository, itemId: retrospectiveItem };
  const outcome = await reserved(parts, [repository], async () =>
    window.withProgress(options, (_progress, token) => {
      token.onCancellationRequested(() => parts.runs.stop(repository));
      return parts.runs.start({ target, kind: 'retrospective', counts: { done: 0, total: 0 }, work });
    }),
  );
  if (outcome === undefined) return undefined;
  if (failure !== undefined && outcome.result === 'failed') await warnOf(failure);
  return result;
}
