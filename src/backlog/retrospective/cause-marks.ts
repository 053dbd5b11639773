/** Lines by which an item is known again as that of one cause: a root cause of a verification, or a kind of failure. Pure. */

/** The line of a kind of failure. */
export function failureKindText(kind: string): string {
  return `Failure-Kind: ${kind}`;
}

const mark = /\b(?:Cause-Key: [0-9a-f]{12}(?![0-9a-f])|Failure-Kind: [\p{L}\p{N}_-]+)/gu;

/** All of them in a text, as they stand there. */
export function causeMarksIn(text: string): string[] {
  return text.match(mark) ?? [];
}
