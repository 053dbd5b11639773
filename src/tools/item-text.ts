/** What an item says: its file, or the documents in its folder. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { itemPathOf } from '../backlog/standard/item-path.ts';

/** @param file of the item, below the root; what of it cannot be read is left out: a run says so itself */
export async function itemText(root: string, file: string): Promise<string> {
  const folder = itemPathOf(file)?.path;
  const beside = folder === undefined ? [] : await readdir(join(root, folder)).catch(() => []);
  const names = beside.filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`);
  const texts = [...new Set([file, ...names])].map((name) => readFile(join(root, name), 'utf8').catch(() => ''));
  return (await Promise.all(texts)).join('\n\n');
}
