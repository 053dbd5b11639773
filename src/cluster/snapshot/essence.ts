/** What a message says, without what is another at each attempt. Pure. */

/** Uids, addresses with ports, revisions and digests, times and durations. */
const fleeting: readonly RegExp[] = [
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g,
  /\b(?:[\w./-]+@)?sha(?:1|256|512):[0-9a-f]{7,}\b/g,
  /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*/g,
  /\b(?:\d+(?:\.\d+)?(?:ms|µs|h|m|s))+\b/g,
];

/** The message on one line, with `…` in the place of what is fleeting. */
export function essenceOf(message: string): string {
  return fleeting
    .reduce((text, pattern) => text.replaceAll(pattern, '…'), message)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
