import { window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { listed } from '../move-summary.ts';
import { isTrusted } from './before-run.ts';
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
    'In the order of the queue. The first one that is not complete in the end, because it failed, was stopped or cannot begin, ends it: those behind it are not begun. A task that waits for one before it can begin when that is done.',
  ].join('\n\n');
  const question = `Process ${several.length} tasks, one after the other?`;
  if ((await window.showWarningMessage(question, { modal: true, detail }, 'Process')) !== 'Process') return;
  for (const [place, chosen] of several.entries()) {
    const outcome = await processChosen(parts, chosen, undefined, async (...end) => {
      // Nobody has to answer before the next one begins.
      notifyOfEnd(...end).catch((error: unknown) => parts.channels.log.error(String(error)));
    });
    if (outcome?.result === 'complete') continue;
    const left = several.slice(place + 1).map(({ task }) => task.id);
    const why = outcome === undefined ? 'was not begun' : `ended with "${outcome.word}"`;
    const rest = left.length === 0 ? '' : ` So ${left.join(', ')} ${left.length === 1 ? 'was' : 'were'} not begun.`;
    parts.channels.write('log', 'info', `${chosen.task.id} ${why}.${rest}`);
    if (left.length > 0) await window.showInformationMessage(`${chosen.task.id} ${why}.${rest}`);
    return;
  }
}
