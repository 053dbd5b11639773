import { readFile } from 'node:fs/promises';
import { ignoreMissing } from './missing-file.ts';
import { savedRecords } from './note-saved.ts';
import { readSavedFile, type SavedFile } from './saved-file.ts';

/**
 * What people saved in an editor, in the order in which it was told. Lines that say nothing are left out.
 * @param gitDir git folder of the work tree
 * @param since milliseconds since 1970
 */
export async function savedSince(gitDir: string, since: number): Promise<SavedFile[]> {
  const { earlier, current } = savedRecords(gitDir);
  const texts = await Promise.all([earlier, current].map((file) => readFile(file, 'utf8').catch(ignoreMissing)));
  const files = texts.flatMap((text = '') => text.split('\n').flatMap((line) => readSavedFile(line) ?? []));
  return files.filter(({ at }) => at >= since).toSorted((a, b) => a.at - b.at);
}
