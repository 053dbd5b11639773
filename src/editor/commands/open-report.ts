import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commands, Uri, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { taskKey } from '../queue-entries.ts';
import { type ReportPick, reportPicks } from '../session/report-picks.ts';
import { referenceOf } from '../task-reference.ts';
import { showReport } from './show-report.ts';

/** Opens the report of a row; else the one picked: the last verification, sessions and retrospectives, the newest first. */
export async function openReport(parts: EditorParts, argument: unknown): Promise<void> {
  const reference = referenceOf(argument);
  if (reference?.file !== undefined) return preview(parts, reference.repository, reference.file);
  await parts.source.whenLoaded();
  const { folders } = parts.source;
  const last = parts.runs.lastVerification;
  const hasReport = last !== undefined && parts.runs.reports.has(taskKey(last.repository, last.itemId));
  const picks = await reportPicks(folders, hasReport ? last : undefined);
  if (picks.length === 0) {
    await window.showInformationMessage(
      l10n.t('There is no report yet: sessions, retrospectives and verifications write one.'),
    );
    return;
  }
  const options = { placeHolder: l10n.t('Open which report?'), matchOnDescription: true };
  const pick = await window.showQuickPick<ReportPick>(picks, options);
  if (pick === undefined) return;
  if (pick.place === undefined) return showReport(parts);
  await preview(parts, pick.place.root, pick.place.file);
}

async function preview({ seen }: EditorParts, root: string, file: string): Promise<void> {
  await seen.see(root, file);
  const path = join(root, file);
  if (existsSync(path)) return commands.executeCommand('markdown.showPreview', Uri.file(path));
  await window.showInformationMessage(
    l10n.t`${file} is not in this work tree: it may be on another branch, or was removed.`,
  );
}
