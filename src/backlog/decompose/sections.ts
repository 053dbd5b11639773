/** Open criteria in the order of the file, cut into what one sub-task takes. */

/** Most criteria of one sub-task, where nobody says otherwise. */
export const mostCriteria = 10;

export interface Section<T> {
  readonly group?: string;
  readonly criteria: readonly T[];
  /** Which part of its group it is, from 1 on, and how many there are. */
  readonly part: number;
  readonly parts: number;
}

/**
 * One section for each group, in chunks of about the same size where it has more criteria than a section may. The order of the file
 * stays: a group that other criteria interrupt is cut there.
 */
export function sectionsOf<T extends { readonly group?: string }>(
  criteria: readonly T[],
  most = mostCriteria,
): Section<T>[] {
  const runs: T[][] = [];
  for (const criterion of criteria) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && last[0].group === criterion.group) last.push(criterion);
    else runs.push([criterion]);
  }
  const chunks = runs.flatMap((run) => inChunks(run, most));
  const seen = new Map<string | undefined, number>();
  return chunks.map((chunk) => {
    const group = chunk[0]?.group;
    const part = (seen.get(group) ?? 0) + 1;
    seen.set(group, part);
    const parts = chunks.filter(([first]) => first?.group === group).length;
    return { ...(group === undefined ? {} : { group }), criteria: chunk, part, parts };
  });
}

function inChunks<T>(items: readonly T[], most: number): T[][] {
  const count = Math.ceil(items.length / most);
  const at = (chunk: number) => Math.ceil((chunk * items.length) / count);
  return Array.from({ length: count }, (_, chunk) => items.slice(at(chunk), at(chunk + 1)));
}
