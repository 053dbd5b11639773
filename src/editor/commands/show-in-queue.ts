import type { EditorParts } from '../editor-parts.ts';
import { findTask } from '../queue-nodes.ts';
import { taskOfFile } from '../task-reference.ts';
import { type ChosenTask, chooseTask } from './choose-task.ts';

/** Shows a task's row and its criteria: that of a lens or an editor's tab, else the one picked. */
export async function showInQueue(parts: EditorParts, argument: unknown): Promise<void> {
  const chosen = ofDocument(parts, argument) ?? (await chooseTask(parts, argument, 'open'));
  if (chosen === undefined) return;
  const node = findTask(parts.state(), chosen.reference.repository, chosen.task.file);
  if (node !== undefined) await parts.view.reveal(node, { select: true, focus: true, expand: true });
}

/** The editor calls commands of a tab's menu with the address of its document. */
function ofDocument({ source }: EditorParts, argument: unknown): ChosenTask | undefined {
  if (typeof argument !== 'object' || argument === null || !('fsPath' in argument)) return undefined;
  return typeof argument.fsPath === 'string' ? taskOfFile(source, argument.fsPath) : undefined;
}
