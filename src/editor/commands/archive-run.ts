import { Uri } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import { archiveOutcome } from '../run-state.ts';
import type { Runs } from '../runs.ts';
import type { ChosenTask } from '../task-picks.ts';
import { archiveInProcess } from './archive-process.ts';

/** Archives the task as a run that the views show. @returns what it came to */
export function archiveRun(parts: EditorParts, { task, reference }: ChosenTask): ReturnType<Runs['start']> {
  const { repository } = reference;
  const settings = readEditorSettings(Uri.file(repository));
  return parts.runs.start({
    target: { repository, itemId: task.id },
    kind: 'archive',
    counts: task,
    work: async (run) => archiveOutcome(run.state(), await archiveInProcess(parts, reference, settings)),
  });
}
