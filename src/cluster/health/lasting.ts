/**
 * Whether what began at `since` has lasted for so long by now. A time that is missing or cannot be read counts as long
 * ago, so that trouble is not waited for without end.
 * @param since RFC 3339, as Kubernetes writes times
 */
export function hasLasted(since: string | undefined, graceMs: number, now: number): boolean {
  const began = Date.parse(since ?? '');
  return Number.isNaN(began) || now - began >= graceMs;
}
