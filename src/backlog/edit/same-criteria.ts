/** The last look at an edit of criteria: what it was not about has to read as before. */
import { boxes } from '../parse/criteria.ts';
import type { Criterion } from '../task.ts';

/** Tells apart what an edit leaves alone: place, group, text and check. States follow from parents and children. */
function essence({ line, address, text, check }: Criterion): string {
  return JSON.stringify([line, address.group, text, check]);
}

/** Whether all criteria but those in the given lines are the same. @param shifted the line of today for a line of before */
export function sameBut(
  before: readonly Criterion[],
  after: readonly Criterion[],
  isEdited: (line: number) => boolean,
  shifted: (line: number) => number = (line) => line,
): boolean {
  const old = boxes(before).map((criterion) => ({ ...criterion, line: shifted(criterion.line) }));
  const one = old.filter(({ line }) => !isEdited(line)).map(essence);
  const other = boxes(after).filter(({ line }) => !isEdited(line));
  return one.length === other.length && other.every((criterion, index) => essence(criterion) === one[index]);
}
