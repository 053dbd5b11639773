import { itemText } from '../../tools/item-text.ts';
import type { ChosenTask } from '../task-picks.ts';

/** What is about to begin, and what the user has to agree to first. */
export interface Beginning {
  /** Root. */
  readonly repository: string;
  /** In the log: an item's id, or `The session`. */
  readonly name: string;
  readonly usesCluster: boolean;
  /** What the tasks say, for what of the cluster they name. */
  readonly text: () => Promise<string>;
}

/** The work on one task. */
export function beginningOf({ task, reference }: ChosenTask): Beginning {
  const { repository } = reference;
  const { id, usesCluster, file } = task;
  return { repository, name: id, usesCluster, text: () => itemText(repository, file) };
}
