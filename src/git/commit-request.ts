/** What is to be committed. */
import type { HeadState } from './repository.ts';

export interface CommitRequest {
  readonly paths: readonly string[];
  readonly message: string;
  /** What was judged: a tree, and paths that have to be as they are in it. */
  readonly judged?: { readonly tree: string; readonly paths: readonly string[] };
  /** Where HEAD has to be. */
  readonly on?: HeadState;
  /** Cancels a commit whose hooks or signing do not end; a commit that is under way gets ten more seconds. */
  readonly signal?: AbortSignal;
}
