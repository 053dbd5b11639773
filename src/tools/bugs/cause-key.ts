/** The line by which an item is known again as that of a root cause. Pure. */

/** Stands in the description of the item, or in its log where it was there before. */
export function causeKeyText(key: string): string {
  return `Cause-Key: ${key}`;
}

/** All keys in a text. */
export function causeKeysIn(text: string): string[] {
  return [...text.matchAll(/\bCause-Key: ([0-9a-f]{12})(?![0-9a-f])/g)].map((match) => match[1] ?? '');
}
