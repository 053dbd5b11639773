import { window } from 'vscode';
import { findRepository } from '../../git/repository.ts';
import { showTranscript, viewTranscripts } from '../../workflow/transcripts.ts';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import type { QueueNode } from '../queue-nodes.ts';
import { transcriptPicks } from '../transcript-picks.ts';
import { isTrusted } from './before-run.ts';
import { chooseTask } from './choose-task.ts';

/** Opens what happened in a try at a criterion: that of the row, else of the task; the one picked where there are several. */
export async function openTranscript(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await chooseTask(parts, argument, 'open');
  const repository = chosen === undefined ? undefined : await findRepository(chosen.reference.repository);
  if (chosen === undefined || repository === undefined) return;
  const { id } = chosen.task;
  const criterion = criterionOf(argument);
  const picks = transcriptPicks(await viewTranscripts(repository, id), criterion);
  if (picks.length === 0) {
    await window.showInformationMessage(
      criterion === undefined
        ? l10n.t`No transcript is kept of ${id}. Each try at a criterion leaves one.`
        : l10n.t`No transcript is kept of this criterion of ${id}. Each try at a criterion leaves one.`,
    );
    return;
  }
  const placeHolder = l10n.t`Open which transcript of ${id}?`;
  const pick = picks.length === 1 ? picks[0] : await window.showQuickPick(picks, { placeHolder, matchOnDetail: true });
  if (pick === undefined) return;
  const { text, number } = await showTranscript(repository, id, pick.transcript.number);
  await parts.documents.show(`${l10n.t`${id} transcript ${number}`}.md`, 'markdown', text);
}

function criterionOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return undefined;
  const node = argument as QueueNode;
  return node.kind === 'criterion' ? node.criterion.text : undefined;
}
