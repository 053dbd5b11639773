import type { ChosenTask } from './choose-task.ts';

/** What is about to begin, and what the user has to agree to first. */
export interface Beginning {
  /** Root. */
  readonly repository: string;
  /** In the log: an item's id, or `The session`. */
  readonly name: string;
  readonly usesCluster: boolean;
}

/** The work on one task. */
export function beginningOf({ task, reference }: ChosenTask): Beginning {
  return { repository: reference.repository, name: task.id, usesCluster: task.usesCluster };
}
