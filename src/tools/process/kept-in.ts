/** `; changes are kept in REF`, for the end of a sentence; empty where nothing was changed. */
export function keptIn(leftover: string | undefined): string {
  return leftover === undefined ? '' : `; changes are kept in ${leftover}`;
}
