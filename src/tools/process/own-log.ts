/** An agent that edits nothing but the log of its task has changed nothing that could prove the criterion. */
import { readFrontMatter } from '../../backlog/parse/front-matter.ts';
import { readOutline, readSections } from '../../backlog/parse/outline.ts';
import { readLines } from '../../backlog/parse/text-lines.ts';
import type { Verdict } from '../../codex/judge.ts';
import type { AttemptWork, Look } from './attempt-work.ts';
import type { Run } from './run.ts';

/** Whether two versions of a task file differ in their progress log alone, white space between lines aside. */
export function changesOnlyLog(before: string, after: string): boolean {
  return withoutLog(before) === withoutLog(after);
}

function withoutLog(text: string): string {
  const lines = readLines(text);
  const logs = readSections(readOutline(lines, readFrontMatter(lines).bodyStart)).filter(
    ({ name }) => name === 'progress log',
  );
  const isLog = (line: number) => logs.some(({ heading, range }) => line >= heading.line && line < range.end);
  return lines.filter((line, index) => line.trim() !== '' && !isLog(index)).join('\n');
}

/** The paths whose change counts: without files of the task whose log alone was edited. */
export async function creditedPaths(
  run: Run,
  work: AttemptWork,
  { tree }: Look,
  paths: readonly string[],
  taskFiles: readonly string[],
): Promise<string[]> {
  const credited: string[] = [];
  for (const path of paths) {
    if (taskFiles.includes(path)) {
      const [before, after] = await Promise.all([
        run.camera.read(work.baseline.tree, path),
        run.camera.read(tree, path),
      ]);
      if (changesOnlyLog(before ?? '', after ?? '')) continue;
    }
    credited.push(path);
  }
  return credited;
}

/** Says of a failure that nothing but the task's own files was changed, by edits that do not count or were put back. */
export function tellOwnMarks(
  verdict: Verdict,
  changed: readonly string[],
  credited: readonly string[],
  taskFiles: readonly string[],
): Verdict {
  const isOwn = changed.length > 0 && credited.length === 0 && changed.every((path) => taskFiles.includes(path));
  if (!isOwn || verdict.verdict !== 'failed') return verdict;
  return { verdict: 'failed', reason: `${verdict.reason} It changed nothing but marks and log of its own task.` };
}
