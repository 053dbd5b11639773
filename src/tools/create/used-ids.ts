/** Which ids are in use in a repository, by the names of files and folders and by what the files say. */
import { type IdKind, isOfKind } from '../../backlog/create/ids.ts';
import { readTaskFile } from '../../backlog/read/read.ts';
import { actionPlaces, itemPlaces } from '../../backlog/standard/places.ts';
import { type Backlog, type Folder, folders } from '../../backlog/task.ts';
import { listNames } from './list-names.ts';

/**
 * All ids of a kind: those that a scan has found, and those of names that are there now. A task file that the scan does not
 * know is read, since its front matter decides; whoever creates items makes new files, so the others are as they were.
 * @throws InputError when a folder cannot be listed: an id in it would be given twice
 */
export async function usedIds(root: string, kind: IdKind, scanned: Backlog): Promise<string[]> {
  const said = [...scanned.tasks, ...scanned.humanActions].map(({ id }) => id);
  const ids = kind === 'TASK' ? await taskIds(root, scanned) : await folderIds(root, kind);
  return [...said, ...ids].filter((id) => isOfKind(id, kind));
}

async function taskIds(root: string, scanned: Backlog): Promise<string[]> {
  const known = new Set([...scanned.tasks, ...scanned.problems].map(({ file }) => file));
  // People make folders of their own below tasks/ too.
  const entries = await listNames(root, 'tasks');
  const below = await Promise.all(
    entries.map(async (name) => (await listNames(root, `tasks/${name}`)).map((file) => ({ folder: name, file }))),
  );
  const names = [...entries, ...below.flat().map(({ file }) => file)];
  const unknown = below
    .flat()
    .filter(({ folder, file }) => isFolder(folder) && /\.md$/i.test(file) && !known.has(`tasks/${folder}/${file}`));
  const ids = await Promise.all(
    unknown.map(async ({ folder, file }) => {
      const reading = await readTaskFile(root, `tasks/${folder}/${file}`, folder as Folder);
      return 'task' in reading ? reading.task.id : '';
    }),
  );
  return [...names.map(idOfName), ...ids];
}

function isFolder(name: string): boolean {
  return folders.some((folder) => folder === name);
}

async function folderIds(root: string, kind: IdKind): Promise<string[]> {
  const places = kind === 'ACTION' ? actionPlaces : itemPlaces;
  const names = await Promise.all(places.map(({ path }) => listNames(root, path)));
  return names.flat().map(idOfName);
}

/** `TASK-012.md`, `bug_005-slug`: the id that a name begins with; nothing for any other name. */
function idOfName(name: string): string {
  const match = /^([A-Za-z]{1,32})[-_](\d{1,9})(?!\d)/.exec(name);
  return match === null ? '' : `${match[1]}-${match[2]}`;
}
