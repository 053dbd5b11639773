import { type QuickInputButton, type QuickPickItem, ThemeIcon, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import type { TaskEntry } from '../queue-entries.ts';
import { taskWord } from '../run-words.ts';
import { withoutIcons } from '../shown-text.ts';
import type { TaskReference } from '../task-reference.ts';
import { openTask } from './open-task.ts';
import { showInQueue } from './show-in-queue.ts';
import { tellNoTask } from './tell-nothing.ts';

type TaskPick = QuickPickItem & { readonly reference: TaskReference };

/** A search over all tasks by id, title, label and file, archived ones too: opens the one picked, or shows its row. */
export async function findTaskByText(parts: EditorParts): Promise<void> {
  await parts.source.whenLoaded();
  const several = parts.source.queues.length > 1;
  const picks = parts.source.queues.flatMap(({ root, name, tasks }) =>
    tasks.map((task) => taskPick(task, { repository: root, itemId: task.id, file: task.file }, several ? name : '')),
  );
  if (picks.length === 0) {
    await tellNoTask(parts, false);
    return;
  }
  const picker = window.createQuickPick<TaskPick>();
  picker.items = picks;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.placeholder = l10n.t(
    'Find a task by id, title, label or state; Enter opens it, its button shows it in the Task Queue',
  );
  const chosen = await new Promise<(() => Promise<void>) | undefined>((resolve) => {
    picker.onDidAccept(() => {
      const [pick] = picker.selectedItems;
      resolve(pick === undefined ? undefined : () => openTask(parts, pick.reference));
    });
    picker.onDidTriggerItemButton(({ item }) => resolve(() => showInQueue(parts, item.reference)));
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  });
  picker.dispose();
  await chosen?.();
}

/** Shows the row of a task. */
function reveal(): QuickInputButton {
  return { iconPath: new ThemeIcon('list-tree'), tooltip: l10n.t('Show in Task Queue') };
}

function taskPick(task: TaskEntry, reference: TaskReference, repository: string): TaskPick {
  const { id, title, state, priority, done, total, labels } = task;
  const facts = [
    taskWord(state),
    priority,
    total > 0 ? `${done}/${total}` : l10n.t('no criteria'),
    ...labels,
    repository,
  ];
  const description = withoutIcons(facts.filter((fact) => fact !== '').join(' · '));
  return { label: withoutIcons(`${id} ${title}`), description, buttons: [reveal()], reference };
}
