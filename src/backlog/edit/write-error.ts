/** Why a file was not written, told so that people know what to do. */

/**
 * exists: something is there already. changed: it is not what was read. outside: a symbolic link leads out of the
 * repository. not-text: the text, or what is there, cannot be kept as UTF-8 text. failed: the system refused.
 */
export type FileWriteReason = 'exists' | 'changed' | 'outside' | 'not-text' | 'failed';

/** A file that was not written; it is as it was before, and nothing is left beside it unless the message says so. */
export class FileWriteError extends Error {
  override readonly name = 'FileWriteError';
  readonly reason: FileWriteReason;

  constructor(reason: FileWriteReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The system's refusal in words, with the next step. @param state how things are now: `it is as it was` */
export function systemRefusal(path: string, error: unknown, state: string): FileWriteError {
  const cause = error as NodeJS.ErrnoException;
  const message = `${path} could not be written (${cause.code ?? cause.message}); ${state}. ${remedy(cause.code)}`;
  return new FileWriteError('failed', message, { cause });
}

function remedy(code: string | undefined): string {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'Free some space, then run again.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'Make the file and its folder writable, then run again.';
  return 'Mend the cause, then run again.';
}
