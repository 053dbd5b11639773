/** A root cause of failures, and how it is put together. */
import type { Failure } from '../verification.ts';

/** Same fields as in the tool's result. */
export interface Cause {
  /** The same at every verification of the same cluster, so that the cause is known again. */
  readonly key: string;
  /** What to look at first: the workload rather than one of its pods. */
  readonly object: string;
  readonly reason: string;
  /** What was seen. */
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
  readonly scope: 'task' | 'external';
  /** Of a cause of the task, how it was before the run: as of its failures, where all of them say so. */
  readonly before?: 'broken' | 'unknown';
  /** The other objects that fail by it. */
  readonly explains: readonly string[];
}

/** Failures with one trouble, and what follows from them. */
export interface Group {
  readonly trouble: string;
  readonly roots: Failure[];
  readonly followers: Failure[];
}
