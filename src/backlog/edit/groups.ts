/** The groups of the acceptance criteria: the headings below `## Acceptance Criteria` and what stands between them. */
import type { Outline, Section } from '../parse/outline.ts';
import type { LineRange } from '../task.ts';

export interface Group {
  /** Headings above its boxes; empty for what stands directly below `## Acceptance Criteria`. */
  readonly path: readonly string[];
  readonly level: number;
  /** From the line after its heading up to the next heading of any level. */
  readonly own: LineRange;
  /** The line after its last subgroup. */
  readonly end: number;
}

/** All groups of the sections, in file order; the first of each section is the section itself. */
export function readGroups(outline: Outline, sections: readonly Section[]): readonly Group[] {
  return sections.flatMap(({ heading, range }) => {
    const inside = outline.headings.filter(({ line }) => line >= range.start && line < range.end);
    const above: { level: number; text: string }[] = [];
    return [heading, ...inside].map((one, index) => {
      if (index > 0) {
        while (above.length > 0 && (above.at(-1)?.level ?? 0) >= one.level) above.pop();
        above.push(one);
      }
      const following = inside.slice(index);
      const end = index === 0 ? undefined : following.find(({ level }) => level <= one.level)?.line;
      return {
        path: above.map(({ text }) => text),
        level: one.level,
        own: { start: one.line + 1, end: following[0]?.line ?? range.end },
        end: end ?? range.end,
      };
    });
  });
}

/** The last group with the path; headings that differ only in case count as equal where none is the same. */
export function findGroup(groups: readonly Group[], path: readonly string[]): Group | undefined {
  const isSame = (fold: (text: string) => string) => (group: Group) =>
    group.path.length === path.length && group.path.every((text, index) => fold(text) === fold(path[index] ?? ''));
  return groups.findLast(isSame((text) => text)) ?? groups.findLast(isSame((text) => text.toLowerCase()));
}
