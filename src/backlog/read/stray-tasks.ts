/** Files that look like tasks and lie where none are read: told, so that nobody waits for them in vain. */
import { readStatus, textField } from '../parse/field-values.ts';
import { readFrontMatter } from '../parse/front-matter.ts';
import { doneWords, givenUpWords } from '../parse/known-status.ts';
import { readLines } from '../parse/text-lines.ts';
import { folders as taskFolders } from '../task.ts';
import { idNumber, idOfFileName, isTaskId, isTaskKind } from '../task-id.ts';
import type { Entry, FolderLister, Listing } from './folders.ts';
import type { Piece, Source } from './source.ts';
import { mayBeTask } from './task-sources.ts';
import type { TextReading } from './text-reading.ts';

/** Folders below tasks/ that are looked into, and how deep; a tree of other things is not walked through. */
const mostFolders = 200;
const deepest = 4;

/** What of a listing may be out of its place; as long as it is the same list, so is this. */
interface Strays {
  readonly files: readonly Source[];
  readonly folders: readonly string[];
}
const straysOfListing = new WeakMap<Listing, Strays>();

/** Looks into tasks/ itself, into its folders of other names, and into folders below all of them. Follows no links. */
export function* straySources(folders: FolderLister): Generator<readonly Source[]> {
  const top = folders.list('tasks');
  if (top.link === 'outside') return;
  const open = [{ path: 'tasks', depth: 0 }];
  let left = mostFolders;
  for (let next = open.pop(); next !== undefined && left > 0; next = open.pop()) {
    const { path, depth } = next;
    const listing = folders.list(path);
    if (listing.link !== undefined && depth > 0) continue;
    left -= 1;
    const { files, folders: below } = straysOf(listing, path);
    if (files.length > 0) yield files;
    if (depth >= deepest) continue;
    for (const name of below) {
      if (depth > 0 || !isOtherSpelling(name, top, folders)) open.push({ path: `${path}/${name}`, depth: depth + 1 });
    }
  }
}

function straysOf(listing: Listing, path: string): Strays {
  const known = straysOfListing.get(listing);
  if (known !== undefined) return known;
  const isRead = taskFolders.some((folder) => path === `tasks/${folder}`);
  const isStray = ({ name, isFolder }: Entry) => !isFolder && mayBeStray(name) && !(isRead && /\.md$/i.test(name));
  const strays = {
    files: listing.entries.filter(isStray).map(({ name }) => new StraySource(path, name)),
    folders: listing.entries.filter(isWalked).map(({ name }) => name),
  };
  straysOfListing.set(listing, strays);
  return strays;
}

/** A folder that is named like a file is told as one. */
function isWalked({ name, isFolder }: Entry): boolean {
  return isFolder && !/^[._]|\.md$|^templates?$|^node_modules$/i.test(name);
}

/** Where capitals make no difference, tasks/Active is read as tasks/active. */
function isOtherSpelling(name: string, { entries }: Listing, folders: FolderLister): boolean {
  const folder = name.toLowerCase();
  if (folder === name || !taskFolders.some((known) => known === folder)) return false;
  return !entries.some((entry) => entry.name === folder) && folders.list(`tasks/${folder}`).entries.length > 0;
}

function mayBeStray(name: string): boolean {
  const asMarkdown = name.replace(/\.markdown$/i, '.md');
  if (!mayBeTask(asMarkdown)) return false;
  return idOfFileName(name) !== undefined || !/(?:^|[-_. ])templates?(?:[-_. ]|$)/i.test(name);
}

class StraySource implements Source {
  readonly key: string;
  readonly folder: string;
  readonly names: readonly string[];

  constructor(folder: string, name: string) {
    this.key = `stray ${folder}/${name}`;
    this.folder = folder;
    this.names = [name];
  }

  parse([reading]: readonly TextReading[]): Piece {
    const name = this.names[0] ?? '';
    const front = readFrontMatter(reading !== undefined && 'text' in reading ? readLines(reading.text) : []);
    const id = [textField(front, 'id'), idOfFileName(name)].find(isIdOfTask);
    if (reading === undefined || id === undefined) return {};
    const status = readStatus(textField(front, 'status') ?? '');
    const home = homeOf(this.folder, status);
    const file = `${this.folder}/${name}`;
    const isMarkdown = /\.md$/i.test(name);
    const why = home === this.folder ? 'does not end in .md' : 'lies in no folder that is read';
    const target = isMarkdown ? `${home}/` : `${home}/${name.replace(/\.markdown$/i, '.md')}`;
    const message = `${file} looks like a task (${id}) and ${why}; move it to ${target}.`;
    const range = { start: 0, end: 1 };
    return { misplaced: [{ id, problem: { file, range, severity: 'warning', code: 'misplaced', message } }] };
  }
}

/** Number 0 is that of a template. */
function isIdOfTask(id: string | undefined): id is string {
  return id !== undefined && isTaskId(id) && isTaskKind(id) && idNumber(id) > 0;
}

/** The folder that the file is nearest to, else the one that its status asks for. */
function homeOf(folder: string, status: string): string {
  const near = taskFolders.find((known) => `${folder}/`.startsWith(`tasks/${known}/`));
  return `tasks/${near ?? (doneWords.has(status) ? 'completed' : givenUpWords.has(status) ? 'deprecated' : 'active')}`;
}
