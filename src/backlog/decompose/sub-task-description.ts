/** Descriptions of sub-tasks: where they come from, and what their criteria leave out. */
import type { Task } from '../task.ts';
import type { OpenCriterion } from './open-criteria.ts';

/** Characters of the parent's own description. */
const longestAbout = 500;

export interface Place {
  /** Its place among all sub-tasks, 0-based. */
  readonly index: number;
  readonly total: number;
  readonly group: string | undefined;
  readonly needsPerson: boolean;
  readonly sources: readonly OpenCriterion[];
}

/** Markdown for whoever works on the sub-task without knowing its parent. */
export function describeSubTask(
  { id, title, file, description }: Pick<Task, 'id' | 'title' | 'file' | 'description'>,
  { index, total, group, needsPerson, sources }: Place,
): string {
  const of = group === undefined ? '' : `, from the group "${group}"`;
  const about =
    description.length > longestAbout ? `${description.slice(0, longestAbout - 1).trimEnd()}…` : description;
  const details = sources.flatMap((criterion) => criterion.details);
  return [
    `${total === 1 ? 'The rest' : `Part ${index + 1} of ${total}`} of ${id} (${title})${of}. ${id} waits for it; the whole is in \`${file}\`.`,
    ...(about === '' ? [] : ['', `What ${id} is about: ${about}`]),
    ...(needsPerson ? ['', howToSplit] : []),
    // As a quotation, since it must not be read as criteria or sections again.
    ...(details.length === 0
      ? []
      : ['', `As it stands in ${id}:`, '', ...details.map((line) => `> ${line}`.trimEnd())]),
  ].join('\n');
}

const howToSplit =
  'The criterion below was too large for one go, and it lists no parts. A person has to split it: write smaller criteria in its ' +
  'place and delete the field `type` (human-action), so that they are worked on; or do it by hand.';
