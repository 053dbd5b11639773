/** The gitops layout: one file a task, in tasks/active/ and the folders beside it. */
import { glanceTask } from '../parse/glance.ts';
import { parseTask } from '../parse/parse.ts';
import { type Folder, type Problem, type Task, folders as taskFolders } from '../task.ts';
import { idOfFileName, isTaskKind } from '../task-id.ts';
import type { FolderLister, Listing } from './folders.ts';
import { type Piece, problemSource, type Source } from './source.ts';
import type { TextReading } from './text-reading.ts';

/** What a listing stood for; as long as it is the same list, so are its sources. */
const sourcesOfListing = new WeakMap<Listing, readonly Source[]>();

/** The task files, folder by folder in the order in which one id wins over another. */
export function* taskSources(folders: FolderLister): Generator<readonly Source[]> {
  for (const folder of taskFolders) {
    const listing = folders.list(`tasks/${folder}`);
    const sources = sourcesOfListing.get(listing) ?? sourcesOf(listing, folder);
    sourcesOfListing.set(listing, sources);
    yield sources;
  }
}

function sourcesOf({ entries, problem }: Listing, folder: Folder): Source[] {
  const sources: Source[] = problem === undefined ? [] : [problemSource(problem)];
  for (const { name } of entries) if (mayBeTask(name)) sources.push(new TaskSource(folder, name));
  return sources;
}

class TaskSource implements Source {
  readonly key: string;
  readonly folder: string;
  readonly names: readonly string[];
  readonly #place: Folder;

  constructor(place: Folder, name: string) {
    this.key = `tasks/${place}/${name}`;
    this.folder = `tasks/${place}`;
    this.names = [name];
    this.#place = place;
  }

  parse([reading]: readonly TextReading[]): Piece {
    return reading === undefined ? {} : taskPiece(reading, this.key, this.#place);
  }

  glance([reading]: readonly TextReading[]): Piece | undefined {
    if (reading === undefined || 'problem' in reading) return undefined;
    const task = glanceTask(reading.text, this.key, this.#place);
    return task && { tasks: [task] };
  }
}

/** What a file in a task folder says. @param file below the repository root, with forward slashes */
export function taskPiece(reading: TextReading, file: string, folder: Folder): Piece {
  if ('problem' in reading) return { problems: [reading.problem] };
  const task = parseTask(reading.text, file, folder);
  return isTask(task, file) ? { tasks: [task] } : { problems: [withoutId(file)] };
}

/** Templates, hidden files and readme files lie beside the tasks in many repositories. */
export function mayBeTask(name: string): boolean {
  return /\.md$/i.test(name) && !/^[._]/.test(name) && !/^(readme|index|template)\b/i.test(name);
}

/** A file is a task by its front matter's id, or by a name like TASK-001.md. */
function isTask({ problems }: Task, file: string): boolean {
  if (!problems.some(({ code }) => code === 'id-missing' || code === 'id-malformed')) return true;
  const ofName = idOfFileName(file.slice(file.lastIndexOf('/') + 1));
  return ofName !== undefined && isTaskKind(ofName);
}

function withoutId(file: string): Problem {
  const message = `${file} is not listed: it has no id. Name it TASK-001.md, or write an id in its front matter.`;
  return { file, range: { start: 0, end: 1 }, severity: 'warning', code: 'not-a-task', message };
}
