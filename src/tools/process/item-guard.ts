/**
 * The same guard for items of the standard layout: the JSON file is the engine's and people's as a whole; of the
 * markdown files prose may change, criteria, completion marks and what the item's fields are read from may not.
 */
import { isArchive } from '../../backlog/queue/status-words.ts';
import { readCriteria } from '../../backlog/standard/criteria-forms.ts';
import { readDocument } from '../../backlog/standard/document.ts';
import { parseItem } from '../../backlog/standard/item.ts';
import type { ItemPath } from '../../backlog/standard/item-path.ts';
import { type ItemFileName, reportNames } from '../../backlog/standard/places.ts';
import type { CriteriaForm, Task } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';
import type { ChangedPath } from '../../git/work-tree.ts';
import { essenceOf, frontMatterOf } from './criteria-essence.ts';

/** The files of an item in one picture of the work tree. */
export type ItemTexts = ReadonlyMap<ItemFileName, string>;

/** A change in the folder of an item, with the item's files before and after all changes. */
export interface ItemChange {
  readonly item: ItemPath;
  readonly change: ChangedPath['change'];
  readonly before: ItemTexts;
  readonly after: ItemTexts;
}

/**
 * Whether a change has to be put back. A new item may be made, but none with a known id and none among the archived.
 * @param knownIds as `idKey` writes them
 */
export function isItemTampered({ item, change, before, after }: ItemChange, knownIds: ReadonlySet<string>): boolean {
  const old = taskOf(item, before);
  const now = taskOf(item, after);
  if (old === undefined) return now !== undefined && (isArchive(item.folder) || knownIds.has(idKey(now.id)));
  // An item that is taken away as a whole (moved, for example) comes back with all that lay beside its files.
  if (change === 'D') return item.name !== undefined || now === undefined;
  if (item.name === undefined) return false;
  if (change === 'T' || isReport(item.name)) return true;
  // Each file is judged by itself, so that one that may stay does not go with one that may not.
  const alone = new Map(before).set(item.name, after.get(item.name) ?? '');
  return essenceOfItem(item, before) !== essenceOfItem(item, alone);
}

function isReport(name: ItemFileName): boolean {
  return reportNames.some((report) => report === name);
}

function taskOf({ path, folder }: ItemPath, texts: ItemTexts): Task | undefined {
  return texts.size === 0 ? undefined : parseItem({ path, folder, texts }).task;
}

/** Criteria of every form, also of a file that does not hold the item's: people may tick them. */
const formsOf: Readonly<Partial<Record<ItemFileName, readonly CriteriaForm[]>>> = {
  'TASKS.md': ['breakdown'],
  'PROMPT.md': ['section', 'implementation'],
};

function essenceOfItem(item: ItemPath, texts: ItemTexts): string {
  const task = taskOf(item, texts);
  const { id, title, status, priority, labels, file, criteriaForm, mergedInto, verify, isHumanAction } = task ?? {};
  const fields = { id, title, status, priority, labels, file, criteriaForm, mergedInto, verify, isHumanAction };
  const documents = Array.from(texts).flatMap(([name, text]) =>
    isReport(name) ? [] : [[name, frontMatterOf(text), ...criteriaOf(name, text)]],
  );
  // A file without front matter and criteria is prose, whether it is there or not.
  return JSON.stringify({ fields, documents: documents.filter(([, ...said]) => said.some(saysSomething)) });
}

function criteriaOf(name: ItemFileName, text: string): object[][] {
  const document = readDocument(text, name);
  return (formsOf[name] ?? []).map((form) => [...essenceOf(readCriteria(document, form).items)]);
}

function saysSomething(said: string | object[] | undefined): boolean {
  return said !== undefined && said.length > 0;
}
