/** What the workflow document says of one session. */
export interface DocumentOptions {
  /** Real path of the repository's root. Without it, as in a committed file, the reader finds it. */
  readonly repoPath?: string;
  /** Tasks that are completed before the session ends; 0 is no limit. */
  readonly tasks: number;
  /** Failures in a row that end it. */
  readonly failures: number;
}
