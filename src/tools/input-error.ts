/** A mistake of the caller: unknown id, not a repository, no Codex. The message names the cause and the next step. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
