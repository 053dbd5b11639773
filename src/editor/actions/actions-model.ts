/** What the Human Actions view shows, read from the files when a row is opened. Without the editor. */
import { dirname } from 'node:path';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import type { Criterion } from '../../backlog/task.ts';
import { actionBoxes } from '../language/action-boxes.ts';
import type { ActionEntry, CriterionEntry, RepositoryQueue } from '../queue-entries.ts';
import type { SideNode } from '../sides/side-node.ts';
import type { SideModel } from '../sides/side-tree.ts';
import type { ActionChecks } from './action-checks.ts';
import { type ActionSteps, actionDetails, actionNode, type WaitingAction, waitingActions } from './action-nodes.ts';
import { actionTooltip } from './action-tooltip.ts';

export class ActionsModel implements SideModel {
  readonly #repositories: () => readonly RepositoryQueue[];
  readonly #checks: ActionChecks;

  constructor(repositories: () => readonly RepositoryQueue[], checks: ActionChecks) {
    this.#repositories = repositories;
    this.#checks = checks;
  }

  async children(node?: SideNode): Promise<SideNode[]> {
    const repositories = this.#repositories();
    const isAlone = repositories.length === 1;
    if (node === undefined) return waitingActions(repositories).map((waiting) => actionNode(waiting, isAlone));
    const waiting = this.#of(node);
    if (waiting === undefined) return [];
    const check = this.#checks.last(waiting.repository.root, waiting.action.id);
    return actionDetails(waiting, await stepsOf(waiting), check);
  }

  async tooltip(node: SideNode): Promise<string | undefined> {
    const waiting = node.expanded === 'leaf' ? undefined : this.#of(node);
    if (waiting === undefined) return undefined;
    const check = this.#checks.last(waiting.repository.root, waiting.action.id);
    return actionTooltip(waiting, check, await textOf(waiting.repository.root, instructionsOf(waiting.action)));
  }

  #of({ repository: root, itemId, file }: SideNode): WaitingAction | undefined {
    const repository = this.#repositories().find((one) => one.root === root);
    const action = repository?.actions.find((one) => one.id === itemId && one.file === file);
    return repository === undefined || action === undefined ? undefined : { repository, action };
  }
}

/** The file that says what is to be done: the instructions beside a report, else the file itself. */
export function instructionsOf({ file }: Pick<ActionEntry, 'file'>): string {
  return file.endsWith('.json') ? `${dirname(file)}/INSTRUCTIONS.md` : file;
}

/** A text of the repository; undefined where it cannot be read. */
export async function textOf(root: string, file: string): Promise<string | undefined> {
  const reading = await readRepositoryText(root, file);
  return 'text' in reading ? reading.text : undefined;
}

/** The criteria of a task, the boxes of an action's instructions; a table of actions has none. */
export async function stepsOf({ repository, action }: WaitingAction): Promise<ActionSteps> {
  const file = instructionsOf(action);
  const task = repository.tasks.find((one) => one.file === action.file);
  if (task !== undefined) return { file, steps: task.criteria.map(criterionOf) };
  if (!action.file.endsWith('.json')) return { file, steps: [] };
  const text = await textOf(repository.root, file);
  return { file, steps: text === undefined ? [] : actionBoxes(text) };
}

function criterionOf({ text, address, state, line, children }: CriterionEntry): Criterion {
  return { text, address, state, line, range: { start: line, end: line + 1 }, children: children.map(criterionOf) };
}
