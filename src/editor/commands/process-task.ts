import { Uri } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { processOutcome, type RunOutcome, withStage } from '../run-state.ts';
import type { RunHandle } from '../runs.ts';
import type { ChosenTask } from '../task-picks.ts';
import { findReferenced } from '../task-reference.ts';
import { agreeOnRun } from './agree-on-run.ts';
import { archiveInProcess } from './archive-process.ts';
import { hasCommit, isAtTop, isFree, isSaved, isTrusted, readiness } from './before-run.ts';
import { beginningOf } from './beginning.ts';
import { chooseTask } from './choose-task.ts';
import { connect } from './connect.ts';
import { askStep } from './decide-step.ts';
import { notifyOfEnd } from './end-notice.ts';
import { reserved } from './reserved.ts';

/** Works through a task's open criteria, verifies, and archives the task when it is complete and the setting says so. */
export async function processTask(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await chooseTask(parts, argument, 'process');
  if (chosen !== undefined) await processChosen(parts, chosen);
}

/**
 * Works through a task, or through some of its criteria.
 * @param choose places of criteria, from 1, in the files as they are once they are saved; undefined where none is to be worked on
 * @param tell tells the user how it ended
 * @returns how it ended; undefined when it did not begin
 */
export async function processChosen(
  parts: EditorParts,
  chosen: ChosenTask,
  choose?: () => Promise<readonly number[] | undefined>,
  tell: typeof notifyOfEnd = notifyOfEnd,
): Promise<RunOutcome | undefined> {
  const { reference } = chosen;
  const { repository } = reference;
  if (!(await isFree(parts, repository)) || !(await isAtTop(repository)) || !(await hasCommit(repository)))
    return undefined;
  const ready = await readiness(parts, chosen);
  if (ready === undefined) return undefined;
  const outcome = await reserved(parts, [repository], async () => {
    if (!(await isSaved(chosen))) return undefined;
    const criteria = choose === undefined ? [] : await choose();
    if (criteria === undefined || !(await agreeOnRun(parts, beginningOf(chosen)))) return undefined;
    return processRun(parts, chosen, { isAgain: ready === 'again', criteria });
  });
  if (outcome !== undefined) await tell(parts, outcome, reference);
  return outcome;
}

/** Works through the task as a run that the views show. @returns what it came to */
function processRun(
  parts: EditorParts,
  { task, reference }: ChosenTask,
  { isAgain, criteria }: { readonly isAgain: boolean; readonly criteria: readonly number[] },
): Promise<RunOutcome> {
  const { repository } = reference;
  const settings = readEditorSettings(Uri.file(repository));
  const work = async (run: RunHandle): Promise<RunOutcome> => {
    const toolbox = await connect(parts, repository, settings, run.context.signal);
    const result = await toolbox.process_bug(
      {
        item_id: task.id,
        repo_path: repository,
        max_iterations: settings.maxIterations,
        timeout_per_section: settings.timeoutPerSection,
        again: isAgain,
        step: settings.stepMode,
        criteria: [...criteria],
      },
      { ...run.context, ask: (question, signal) => askStep(parts, repository, question, signal) },
    );
    for (const warning of result.warnings) parts.channels.write('log', 'warning', `${task.id}: ${warning}`);
    await parts.source.refresh(repository);
    const now = findReferenced(parts.source, reference);
    // What is done the file says: not every server counts.
    const counts = now === undefined ? {} : { done: now.done, total: now.total };
    const wasChosen = criteria.length > 0 && result.sections_completed.length > 0;
    const outcome = { ...processOutcome(run.state(), result, wasChosen), ...counts };
    const isArchived = now?.state === 'completed';
    if (result.status !== 'complete' || !settings.archiveOnComplete || isArchived) return outcome;
    run.show((state) => withStage(state, 'archiving'));
    return archived(outcome, archiveInProcess(parts, reference, settings));
  };
  return parts.runs.start({ target: { repository, itemId: task.id }, kind: 'process', counts: task, work });
}

/** The task stays complete and verified when archiving fails; that it did is what the user hears. */
async function archived(outcome: RunOutcome, archive: Promise<string>): Promise<RunOutcome> {
  try {
    return { ...outcome, message: `${outcome.message} ${await archive}` };
  } catch (error) {
    const message = `${outcome.message} ${error instanceof Error ? error.message : String(error)}`;
    return { ...outcome, result: 'failed', word: l10n.t('complete, not archived'), message };
  }
}
