/** What is wrong with a file that is open, and what mends it. Without the editor. */
import { editBetween } from '../../backlog/fix/fixed-lines.ts';
import { allProblems } from '../../backlog/lint/all-problems.ts';
import { type EditedWork, type KnownBacklog, withEdited } from '../../backlog/lint/edited-backlog.ts';
import { guardIds } from '../../backlog/lint/id-guard.ts';
import { mendText } from '../../backlog/lint/mend-text.ts';
import { readLines } from '../../backlog/parse/text-lines.ts';
import type { LineEdit, Problem } from '../../backlog/task.ts';
import type { FilePlace, LiveFile } from './live-files.ts';

/**
 * Whether the last reading found nothing at the place of a file: it was deleted, or moved, while its document is still
 * kept by the editor.
 */
export function isGone({ known, ...at }: LiveFile): boolean {
  if (known === undefined || (at.place.kind !== 'task' && at.place.kind !== 'item')) return false;
  const { tasks, problems } = known.backlog;
  const isHeld = tasks.some(
    ({ file, reportFile }) => isOwn(at, file) || (reportFile !== undefined && isOwn(at, reportFile)),
  );
  return !isHeld && !problems.some(({ file }) => isOwn(at, file));
}

/** What is wrong with texts as they stand now, worked out once for each text and each reading of the repository. */
export class FileProblems {
  readonly #found = new WeakMap<EditedWork, { readonly known: KnownBacklog; readonly problems: readonly Problem[] }>();

  /** The problems of the text in the light of all other files; none until those have been read. */
  of(live: LiveFile): readonly Problem[] {
    const { known, work } = live;
    if (known === undefined) return [];
    const before = work === undefined ? undefined : this.#found.get(work);
    if (before?.known === known) return before.problems;
    const problems = problemsOf(live);
    if (work !== undefined) this.#found.set(work, { known, problems });
    return problems;
  }
}

function problemsOf(live: LiveFile): readonly Problem[] {
  const now = knownNow(live);
  return now === undefined ? [] : allProblems(now.backlog, now.queue, (file) => file === live.file);
}

/** Everything that is known of the repository, with the text as it stands now. */
export function knownNow({ known, work, ...at }: LiveFile): KnownBacklog | undefined {
  if (known === undefined || work === undefined) return known;
  return withEdited(known, work, (file) => isOwn(at, file));
}

function isOwn({ file: own, place }: FilePlace, file: string): boolean {
  return place.kind === 'item' ? file === place.path || file.startsWith(`${place.path}/`) : file === own;
}

export interface FixAll {
  /** How many problems it mends. */
  readonly count: number;
  readonly edit: LineEdit;
}

/** The edit that makes all fixes of a file, one after the other as `lint --fix` does; undefined where there is nothing to mend. */
export function fixAllOf(live: LiveFile): FixAll | undefined {
  const { known, place, file, text } = live;
  if (known === undefined || place.kind !== 'task') return undefined;
  const mended = mendText(text, file, place.folder, guardIds(known.backlog));
  if (mended.text === text) return undefined;
  return { count: mended.made.length, edit: editBetween(readLines(text), readLines(mended.text)) };
}

/** Files with problems that concern open work, each with its problems; those of the archive are told where one is opened. */
export function problemsOfOpenWork({ backlog, queue }: KnownBacklog): ReadonlyMap<string, readonly Problem[]> {
  const files = new Set([...backlog.problems, ...queue.problems].map(({ file }) => file));
  for (const { task } of queue.entries) for (const { file } of task.problems) files.add(file);
  const byFile = new Map<string, Problem[]>();
  for (const problem of allProblems(backlog, queue, (file) => files.has(file))) {
    const before = byFile.get(problem.file);
    if (before === undefined) byFile.set(problem.file, [problem]);
    else before.push(problem);
  }
  return byFile;
}
