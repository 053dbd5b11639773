/** A mistake of the caller: unknown id, not a repository, no Codex. The message names the cause and the next step. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** The folder is in no git repository. */
export class NoRepository extends InputError {}
