/** The next id of a kind. */
import { idNumber, isTaskId } from '../task-id.ts';

export type IdKind = 'TASK' | 'BUG' | 'FEAT' | 'ACTION';

const fewestDigits = 3;

/** Whether an id is of the kind, in any case. */
export function isOfKind(id: string, kind: IdKind): boolean {
  return isTaskId(id) && id.toUpperCase().startsWith(`${kind}-`);
}

/**
 * The highest number of the kind plus one, so that gaps stay and no id is given twice; with at least three digits, or
 * as many as the highest one is written with.
 * @param used ids in use, of any kind
 * @returns undefined when the number would have more digits than an id may have
 */
export function nextId(kind: IdKind, used: Iterable<string>): string | undefined {
  let highest = 0;
  let digits = fewestDigits;
  for (const id of used) {
    if (!isOfKind(id, kind)) continue;
    const number = idNumber(id);
    if (number < highest) continue;
    const written = id.length - kind.length - 1;
    digits = number === highest ? Math.max(digits, written) : Math.max(fewestDigits, written);
    highest = number;
  }
  const id = `${kind}-${String(highest + 1).padStart(digits, '0')}`;
  return isTaskId(id) ? id : undefined;
}
