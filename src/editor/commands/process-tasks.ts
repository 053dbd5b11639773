import { window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { listed } from '../move-summary.ts';
import { isTrusted } from './before-run.ts';
import { confirm } from './confirm.ts';
import { notifyOfEnd } from './end-notice.ts';
import { processChosen, processTask } from './process-task.ts';
import { severalOf } from './selected-tasks.ts';

/** Processes the task of a row, or those of the selected rows, one after the other. */
export async function processTasks(parts: EditorParts, argument: unknown, selected: unknown): Promise<void> {
  const several = severalOf(parts, selected).filter(({ task }) => task.state !== 'completed');
  if (several.length < 2) return processTask(parts, argument);
  if (!(await isTrusted())) return;
  const detail = [
    listed(several.map(({ task }) => `${task.id} ${task.title}`)),
    l10n.t(
      'In the order of the queue. The first one that is not complete in the end, because it failed, was stopped or cannot begin, ends it: those behind it are not begun. A task that waits for one before it can begin when that is done.',
    ),
  ].join('\n\n');
  const question = l10n.t`Process ${several.length} tasks, one after the other?`;
  if (!(await confirm(question, detail, l10n.t('Process')))) return;
  for (const [place, chosen] of several.entries()) {
    const outcome = await processChosen(parts, chosen, undefined, async (...end) => {
      // Nobody has to answer before the next one begins.
      notifyOfEnd(...end).catch((error: unknown) => parts.channels.log.error(String(error)));
    });
    if (outcome?.result === 'complete') continue;
    const left = several.slice(place + 1).map(({ task }) => task.id);
    const why =
      outcome === undefined
        ? l10n.t`${chosen.task.id} was not begun.`
        : l10n.t`${chosen.task.id} ended with "${outcome.word}".`;
    const rest =
      left.length === 1 ? l10n.t`So ${left.join()} was not begun.` : l10n.t`So ${l10n.list(left)} were not begun.`;
    const text = left.length === 0 ? why : `${why} ${rest}`;
    parts.channels.write('log', 'info', text);
    if (left.length > 0) await window.showInformationMessage(text);
    return;
  }
}
