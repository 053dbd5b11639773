/** Identifiers as task files use them: TASK-012, ACTION-003, BUG-7. */

/** Ids of these kinds are found in prose. Other capital words with a number (UTF-8, RFC-7231) are no ids there. */
const known = /\b(TASK|ACTION|BUG|FEAT)-(\d{1,9})\b/gi;

const wellFormed = /^[A-Za-z][A-Za-z0-9_]{0,31}-\d{1,9}$/;

/** Whether a whole text is an id: a word, a hyphen, a number. Nothing that could be a path or an option passes. */
export function isTaskId(text: string): boolean {
  return wellFormed.test(text);
}

/** What two spellings of an id have in common: `task-7` and `TASK-007` are one task. */
export function idKey(id: string): string {
  const hyphen = id.lastIndexOf('-');
  if (!isTaskId(id)) return id.toUpperCase();
  return `${id.slice(0, hyphen).toUpperCase()}-${Number(id.slice(hyphen + 1))}`;
}

/** The number of an id, for ordering; ids without one come last. */
export function idNumber(id: string): number {
  return isTaskId(id) ? Number(id.slice(id.lastIndexOf('-') + 1)) : Number.POSITIVE_INFINITY;
}

/** Ids of the known kinds in a text, in order, in capitals, each once. */
export function idsIn(text: string): string[] {
  const found = Array.from(text.matchAll(known), (match) => match[0].toUpperCase());
  return [...new Set(found)];
}

/** Whether an id names a work item of the standard layout, which may live in another repository. */
export function isExternalKind(id: string): boolean {
  return /^(BUG|FEAT)-/i.test(id);
}

/** Whether an id is of a kind that task files have, so that a file name alone makes it one. `release-2024` is not. */
export function isTaskKind(id: string): boolean {
  return /^(TASK|BUG|FEAT)-/i.test(id);
}

/** The id that a file name starts with: `TASK-012.md`, `TASK-012-registry.md`. */
export function idOfFileName(name: string): string | undefined {
  return /^([A-Za-z][A-Za-z0-9_]{0,31}-\d{1,9})(?![0-9])/.exec(name)?.[1];
}

/** The ids that a file and its folder are named after: `TASK-009-mirror.md`, `BUG-003-leak/bug_report.json`. */
export function idsOfPath(file: string): string[] {
  const ids = file.split('/').slice(-2).map(idOfFileName);
  return ids.filter((id) => id !== undefined);
}
