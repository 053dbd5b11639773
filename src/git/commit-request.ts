/** What is to be committed. */
import type { HeadState } from './repository.ts';

export interface CommitRequest {
  readonly paths: readonly string[];
  readonly message: string;
  /** What was judged: a tree, and paths that have to be as they are in it. */
  readonly judged?: { readonly tree: string; readonly paths: readonly string[] };
  /**
   * That it is sure that git runs no hook: what only a hook does to a commit is not looked for. A path in the commit that is not
   * asked for takes it back all the same.
   */
  readonly hooks?: 'none';
  /** Git tidies up by itself after a commit; one of many that follow each other need not ask for it. */
  readonly tidy?: 'later';
  /** Where HEAD has to be. */
  readonly on?: HeadState;
  /**
   * Looks at what a hook made of the commit: at paths that it mended or added, in two commits.
   * @returns what is wrong with them, as sentences
   */
  review?(change: HookChange): Promise<string | undefined>;
  /** Cancels a commit whose hooks or signing do not end; a commit that is under way gets ten more seconds. */
  readonly signal?: AbortSignal;
}

export interface HookChange {
  readonly before: string;
  readonly after: string;
  readonly paths: readonly string[];
}
