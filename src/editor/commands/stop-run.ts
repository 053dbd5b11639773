import { window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { runText } from '../run-state.ts';
import { referenceOf } from '../task-reference.ts';

/** Stops a run: that of the row or lens, else the only one, else the one picked. Shown as stopped once its processes are gone. */
export async function stopRun({ runs }: EditorParts, argument: unknown): Promise<void> {
  const named = referenceOf(argument)?.repository;
  const repository = named ?? (await chooseRun(runs.active));
  if (repository !== undefined) await runs.stop(repository);
}

async function chooseRun(active: EditorParts['runs']['active']): Promise<string | undefined> {
  const [only, ...others] = active;
  if (others.length === 0) return only?.repository;
  const picks = active.map((run) => ({ label: run.itemId, description: runText(run), detail: run.repository }));
  return (await window.showQuickPick(picks, { placeHolder: 'Stop which run?' }))?.detail;
}
