/** Problems that only the whole backlog shows. */
import type { Problem } from '../task.ts';

/** What the queue finds odd. */
export type QueueProblemCode =
  | 'copy-stale'
  | 'copy-double'
  | 'id-shared'
  | 'not-archived'
  | 'archived-open'
  | 'dependency-unknown'
  | 'dependency-external'
  | 'dependency-deprecated'
  | 'dependency-self'
  | 'dependency-cycle'
  | 'condition-in-words'
  | 'status-outdated'
  | 'action-unknown-task'
  | 'action-status-unknown';

export interface Place {
  readonly file: string;
  /** 0-based; the first line when not said. */
  readonly line?: number;
}

/** A problem on one line. */
export function queueProblem(
  { file, line = 0 }: Place,
  severity: Problem['severity'],
  code: QueueProblemCode,
  message: string,
): Problem {
  return { file, range: { start: line, end: line + 1 }, severity, code, message };
}
