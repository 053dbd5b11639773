import type { EditorParts } from '../editor-parts.ts';
import { findTask } from '../queue-nodes.ts';
import { noFilter } from '../queue-options.ts';
import type { ChosenTask } from '../task-picks.ts';
import { taskOfFile } from '../task-reference.ts';
import { chooseTask } from './choose-task.ts';

/** Shows a task's row and its criteria: that of a lens or an editor's tab, else the one picked. A filter that hides it goes. */
export async function showInQueue(parts: EditorParts, argument: unknown): Promise<void> {
  await parts.source.whenLoaded();
  const chosen = ofDocument(parts, argument) ?? (await chooseTask(parts, argument, 'open'));
  if (chosen === undefined) return;
  const { choices } = parts;
  const find = () => findTask(parts.state(), chosen.reference.repository, chosen.task.file);
  if (find() === undefined) await choices.choose({ filter: noFilter });
  if (find() === undefined) await choices.choose({ showCompleted: true });
  const found = find();
  if (found === undefined) return;
  const { group, id } = found.parent;
  choices.showRow(id, group.tasks.indexOf(found.task));
  await parts.view.reveal(found, { select: true, focus: true, expand: true });
}

/** The editor calls commands of a tab's menu with the address of its document. */
function ofDocument({ source }: EditorParts, argument: unknown): ChosenTask | undefined {
  if (typeof argument !== 'object' || argument === null || !('fsPath' in argument)) return undefined;
  return typeof argument.fsPath === 'string' ? taskOfFile(source, argument.fsPath) : undefined;
}
