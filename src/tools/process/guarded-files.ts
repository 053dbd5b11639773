/** Files that steer the engine itself: what the agent did to them is put back, kept, and said. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTask } from '../../backlog/parse/parse.ts';
import { idKey } from '../../backlog/task-id.ts';
import { keepFile } from '../../git/leftovers.ts';
import type { ChangedPath } from '../../git/work-tree.ts';
import { type AttemptWork, type Look, readSteering, steeringFiles } from './attempt-work.ts';
import type { Run } from './run.ts';
import { keepsTask, taskFolderOf } from './task-file-guard.ts';

export interface GuardedOutcome {
  /** What the agent changed besides. */
  readonly changes: readonly ChangedPath[];
  readonly notes: readonly string[];
}

/** Puts guarded files back. Its versions are kept in a ref that the note and the report name. */
export async function putGuardedFilesBack(run: Run, work: AttemptWork, look: Look): Promise<GuardedOutcome> {
  const { tree, changes: all } = look;
  const changes = all.filter(({ path }) => !work.isDisowned(path));
  const tampered: ChangedPath[] = [];
  for (const changed of changes) {
    // The user's own edits are never put back; touching them stops the run.
    if (!work.isUsersOwn(changed.path) && (await isTampered(run, work.baseline.tree, tree, changed))) {
      tampered.push(changed);
    }
  }
  const ignored = await putSteeringBack(run, work, new Set(all.map(({ path }) => path)));
  if (tampered.length === 0) return { changes, notes: ignored };
  const paths = tampered.map(({ path }) => path).join(', ');
  const ref = await work.keep(`the agent edited ${paths}`, `${run.itemId}-edited-by-agent`);
  await run.camera.putBack(work.baseline.tree, tampered);
  const note = `The agent edited what only people and the engine may (${paths}); put back, its version is kept in ${ref}.`;
  run.context.log('log', 'warning', note);
  run.report.warnings.push(note);
  return { changes: changes.filter((changed) => !tampered.includes(changed)), notes: [note, ...ignored] };
}

/** The same for configuration and state that git ignores, which no picture shows. */
async function putSteeringBack(run: Run, work: AttemptWork, seen: ReadonlySet<string>): Promise<string[]> {
  const { root } = run.repository;
  const now = await readSteering(root);
  const notes: string[] = [];
  for (const [name, before] of work.baseline.steering) {
    const after = now.get(name);
    if (seen.has(name) || before === after || (before !== undefined && after?.equals(before))) continue;
    const kept = after === undefined ? 'gone' : await keepFile(run.repository, name, `${run.itemId}-${name.slice(1)}`);
    if (before === undefined) await rm(join(root, name));
    else await writeFile(join(root, name), before);
    const note = `${name} changed while the criterion ran (now ${kept}); put back. Only people and the engine may change it.`;
    run.report.warnings.push(note);
    notes.push(note);
  }
  return notes;
}

async function isTampered(run: Run, before: string, after: string, changed: ChangedPath): Promise<boolean> {
  const { path, change } = changed;
  if (steeringFiles.includes(path)) return true;
  if (path.startsWith('human-actions/')) return change !== 'A';
  const folder = taskFolderOf(path);
  if (folder === undefined) return false;
  const text = (await run.camera.read(after, path)) ?? '';
  // A new task may be written, a second one with a known id or an archived one may not.
  if (change === 'A') return folder === 'completed' || run.knownIds.has(idKey(parseTask(text, path, folder).id));
  return change === 'D' || !keepsTask(path, (await run.camera.read(before, path)) ?? '', text);
}
