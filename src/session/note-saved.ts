/**
 * Writes what people save in an editor while a run goes on below the git folder of the work tree, where the agent cannot
 * write. Several windows may write at once, so it is only added to.
 */
import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ignoreMissing } from './missing-file.ts';
import type { SavedFile } from './saved-file.ts';

/** Bytes of a record before it becomes the earlier one, whose place it takes; some 6000 files. */
const largest = 1 << 20;

/** The record, and what came before it. @param gitDir git folder of the work tree */
export function savedRecords(gitDir: string): { readonly earlier: string; readonly current: string } {
  const folder = join(gitDir, 'agent-toolkit');
  return { earlier: join(folder, 'saved-earlier.jsonl'), current: join(folder, 'saved.jsonl') };
}

/** Adds to the record. @throws Error where it cannot be written, for example on a full disk */
export async function noteSaved(gitDir: string, files: readonly SavedFile[]): Promise<void> {
  if (files.length === 0) return;
  const { earlier, current } = savedRecords(gitDir);
  await mkdir(dirname(current), { recursive: true });
  const size = (await stat(current).catch(ignoreMissing))?.size ?? 0;
  if (size > largest) await rename(current, earlier).catch(ignoreMissing);
  // The line break comes first: a line that a crash cut off spoils no other.
  await appendFile(current, files.map((file) => `\n${JSON.stringify(file)}`).join(''), { mode: 0o600 });
}
