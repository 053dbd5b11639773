/** How many rows of a group are shown at once: the editor asks for each row that it is given, seen or not. */

export const pageSize = 200;

/** Rows that are shown of a group; a few more than a page are shown at once. */
export function pageOf(pages: ReadonlyMap<string, number> | undefined, group: string, total: number): number {
  const wanted = pages?.get(group) ?? pageSize;
  return total <= wanted + pageSize / 10 ? total : wanted;
}

/** The pages with one more of a group. */
export function withMore(pages: ReadonlyMap<string, number>, group: string): ReadonlyMap<string, number> {
  return new Map([...pages, [group, (pages.get(group) ?? pageSize) + pageSize]]);
}

/** The pages that show the row at a place of a group, 0-based. */
export function withRow(pages: ReadonlyMap<string, number>, group: string, place: number): ReadonlyMap<string, number> {
  const wanted = Math.ceil((place + 1) / pageSize) * pageSize;
  return wanted <= (pages.get(group) ?? pageSize) ? pages : new Map([...pages, [group, wanted]]);
}
