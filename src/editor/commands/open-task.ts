import { dirname, join } from 'node:path';
import { Position, Range, type TextDocumentShowOptions, Uri, window, workspace } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { findReferenced, pathOf, referenceOf, type TaskReference } from '../task-reference.ts';
import { chooseTask } from './choose-task.ts';

/** Opens a task's file, at its criterion where a row names one; a human action's instructions where it waits for that. */
export async function openTask(parts: EditorParts, argument: unknown): Promise<void> {
  const reference = referenceOf(argument);
  const action = reference === undefined ? undefined : findAction(parts, reference);
  if (reference !== undefined && action !== undefined) return openAction(reference.repository, action);
  const chosen = await chooseTask(parts, argument, 'open');
  if (chosen === undefined) return;
  const line = chosen.reference.line ?? reference?.line;
  const selection = line === undefined ? {} : { selection: new Range(new Position(line, 0), new Position(line, 0)) };
  await window.showTextDocument(Uri.file(pathOf(chosen.reference, chosen.task)), { preview: true, ...selection });
}

function findAction({ source }: EditorParts, reference: TaskReference): string | undefined {
  if (findReferenced(source, reference) !== undefined) return undefined;
  return source.queue(reference.repository)?.actions.find(({ id }) => id === reference.itemId)?.file;
}

/** People read the instructions; the report beside them is for tools. */
export async function openAction(
  root: string,
  file: string,
  options: TextDocumentShowOptions = { preview: true },
): Promise<void> {
  const instructions = Uri.file(join(root, dirname(file), 'INSTRUCTIONS.md'));
  const found = await workspace.fs.stat(instructions).then(
    () => instructions,
    () => Uri.file(join(root, file)), // an action of the summary table alone has no folder
  );
  await window.showTextDocument(found, options);
}
