/** Commits what a check had written when it was killed, before it could commit it. */

import { readJsonObject } from '../../backlog/parse/json-object.ts';
import { isUnfinished } from '../../backlog/queue/human-work.ts';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import { type ActionDone, completeReport } from '../../backlog/standard/edit/action-edits.ts';
import { completeRow } from '../../backlog/standard/edit/completed-row.ts';
import type { HumanAction } from '../../backlog/task.ts';
import { readBlobs } from '../../git/blobs.ts';
import { gitClient } from '../../git/client.ts';
import type { HeadState, Repository } from '../../git/repository.ts';
import { realPaths } from '../../tools/create/commit-item.ts';
import { commitAction, openRows, tablesBeside } from './action-files.ts';

/** Date and evidence as the report has them. */
export interface Unfinished extends ActionDone {
  readonly action: HumanAction;
}

/** Whether the report may be one that a check marked: cheap, and no proof. */
export function mayBeMarked(action: HumanAction): boolean {
  return !isUnfinished(action) && action.until !== undefined && action.file.endsWith('/action_report.json');
}

/** The actions whose reports are, byte by byte, what marking makes of the last commit's. Whatever else was edited is somebody's own. */
export async function unfinishedMarks(repository: Repository, actions: readonly HumanAction[]): Promise<Unfinished[]> {
  const found: Unfinished[] = [];
  const candidates = actions.filter(mayBeMarked);
  const edited = await editedAmong(
    repository,
    candidates.map(({ file }) => file),
  );
  for (const action of candidates.filter(({ file }) => edited.has(file))) {
    const reading = await readRepositoryText(repository.root, action.file);
    if (!('text' in reading)) continue;
    const { values } = readJsonObject(reading.text);
    const [date, evidence] = [values.get('completed_date'), values.get('completion_evidence')];
    if (typeof date !== 'string' || typeof evidence !== 'string') continue;
    const before = await committedText(repository, action.file);
    if (before !== undefined && isMadeBy(() => completeReport(before, { date, evidence }), reading.text)) {
      found.push({ action, date, evidence });
    }
  }
  return found;
}

/** @returns as `commitAction` */
export async function finishMark(
  repository: Repository,
  { action, date, evidence }: Unfinished,
  on: HeadState,
  signal: AbortSignal,
): Promise<{ readonly sha: string } | string> {
  const { changes } = await openRows(repository, action, date);
  const written = [action.file];
  for (const file of await tablesBeside(repository, action.file)) {
    const before = await committedText(repository, file);
    const reading = await readRepositoryText(repository.root, file);
    const now = 'text' in reading ? reading.text : undefined;
    if (before !== undefined && before !== now && completeRow(before, action.id, date) === now) written.push(file);
  }
  return commitAction(repository, { action, evidence, changes, written, on }, signal);
}

/** Which of the files are not as the last commit has them; one git for all. */
async function editedAmong(repository: Repository, files: readonly string[]): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const paths = await realPaths(repository.root, files);
  const options = ['status', '--porcelain', '--untracked-files=no', '-z', '--', ...paths];
  const entries = (await gitClient(repository.root).raw(options)).split('\0').map((entry) => entry.slice(3));
  return new Set(files.filter((_, index) => entries.includes(paths[index] ?? '')));
}

function isMadeBy(make: () => string, text: string): boolean {
  try {
    return make() === text;
  } catch {
    return false; // the last commit's report could not be marked at all
  }
}

/** Larger reports are not read anyway. */
const largest = 1 << 20;

async function committedText(repository: Repository, file: string): Promise<string | undefined> {
  const name = `HEAD:${file}`;
  const blob = (await readBlobs(repository, [name], largest)).get(name);
  return blob === undefined || blob.size > largest ? undefined : blob.bytes.toString('utf8');
}
