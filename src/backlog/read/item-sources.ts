/** The standard layout: one folder an item, and tables that list the items. */
import { parseItem } from '../standard/item.ts';
import {
  type ItemFileName,
  idOfItemName,
  itemFilesAmong,
  itemPlaces,
  mayBeItem,
  summaryTables,
} from '../standard/places.ts';
import { readSummary } from '../standard/summary.ts';
import type { Folder, Problem } from '../task.ts';
import { type Entry, type FilePlace, type FolderLister, filesPresent } from './folders.ts';
import { outside } from './linked-text.ts';
import { type Piece, pathOf, problemSource, type Source } from './source.ts';
import type { TextReading } from './text-reading.ts';

/** The items wherever they lie, then what was meant as one and is none, then the tables. */
export function* itemSources(folders: FolderLister): Generator<readonly Source[]> {
  for (const { path, folder } of itemPlaces) {
    const { entries, problem } = folders.list(path);
    if (problem !== undefined) yield [problemSource(problem)];
    for (const { name, isFolder } of entries) {
      if (isFolder && mayBeItem(name)) yield [itemSource(folders, folder, `${path}/${name}`)];
    }
  }
  for (const { path } of itemPlaces) yield folders.list(path).entries.flatMap((entry) => strayFile(path, entry));
  yield filesPresent(folders, summaryTables).map(tableSource);
}

/**
 * The item in one folder.
 * @param path below the repository root, with forward slashes
 */
export function itemSource(folders: FolderLister, folder: Folder, path: string): Source {
  const { entries, problem, link } = folders.list(path);
  if (problem !== undefined) return problemSource(problem);
  if (link === 'outside' && idOfItemName(path.slice(path.lastIndexOf('/') + 1)) !== undefined) {
    return problemSource(outside(path).problem);
  }
  const names = itemFilesAmong(entries.map(({ name }) => name));
  const parse = (readings: readonly TextReading[]): Piece => {
    const texts = new Map<ItemFileName, string>();
    const unreadable: Problem[] = [];
    for (const [index, name] of names.entries()) {
      const reading = readings[index];
      if (reading === undefined) continue;
      if ('text' in reading) texts.set(name, reading.text);
      else unreadable.push(reading.problem);
    }
    const { task, problems } = parseItem({ path, folder, texts, unreadable });
    return task === undefined ? { problems } : { tasks: [task], problems };
  };
  return { key: `item ${path}`, folder: path, names, parse };
}

/** A file where items are folders, which is named like an item and would otherwise be passed over in silence. */
function strayFile(path: string, { name, isFolder }: Entry): Source[] {
  if (isFolder || idOfItemName(name) === undefined || !name.endsWith('.md')) return [];
  const file = `${path}/${name}`;
  const message = `${file} is not listed: an item is a folder with its JSON file or PROMPT.md in it.`;
  const range = { start: 0, end: 1 };
  return [problemSource({ file, range, severity: 'warning', code: 'not-an-item', message })];
}

function tableSource({ folder, name }: FilePlace): Source {
  const file = pathOf(folder, name);
  const parse = ([reading]: readonly TextReading[]): Piece => {
    if (reading === undefined) return {};
    return 'text' in reading ? { summary: { file, rows: readSummary(reading.text) } } : { problems: [reading.problem] };
  };
  return { key: `summary ${file}`, folder, names: [name], parse };
}
