/** What of a repository is a resource, with its names and hints. Pure. */
import { isEnded } from '../../backlog/queue/status-words.ts';
import type { FolderLister } from '../../backlog/read/folders.ts';
import { folderOf } from '../../backlog/standard/item-path.ts';
import { itemFilesAmong } from '../../backlog/standard/places.ts';
import type { Backlog, Priority, Task } from '../../backlog/task.ts';
import { json, markdown } from './media-types.ts';
import { type ReportFile, reportFiles } from './report-files.ts';
import { uriOf } from './resource-uri.ts';

export interface ResourceEntry {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  readonly annotations: { readonly audience: ('user' | 'assistant')[]; readonly priority: number };
  /** Path below the repository root, with forward slashes; undefined where it is no file. */
  readonly path?: string;
}

export interface RepositoryContents {
  /** Real path of the repository. */
  readonly root: string;
  readonly backlog: Backlog;
  readonly folders: FolderLister;
  /** Whether sessions left records of their verifications. */
  readonly hasSessions: boolean;
}

/** How much an open task matters to whoever looks for what to do; the queue comes first. */
const weights: Readonly<Record<Priority, number>> = { critical: 0.9, high: 0.8, medium: 0.6, low: 0.5 };
const endedWeight = 0.1;
const reportWeight = 0.4;

/** The queue, the last verifications and reports, then each file of tasks and human actions once; nothing where there is no work. */
export function resourceEntries(contents: RepositoryContents): ResourceEntry[] {
  const { root, backlog, folders, hasSessions } = contents;
  if (backlog.hasTasksFolder === false) return [];
  const files = [
    ...reportFiles(folders).map((report) => reportEntry(report, root)),
    ...backlog.tasks.flatMap((task) => filesOf(task, folders).map((path) => taskEntry(task, path, root))),
    ...backlog.humanActions.map(({ id, title, urgency, file }) =>
      fileEntry(file, root, {
        title: file.endsWith('.json') ? `${id}: ${title}` : 'Human actions',
        description: `What a person has to do: ${file} in ${root}.`,
        priority: weights[urgency],
      }),
    ),
  ];
  const once = new Map(files.toReversed().map((entry) => [entry.uri, entry]));
  const listed = files.filter((entry) => once.get(entry.uri) === entry);
  return [queueEntry(root), ...(hasSessions ? [verificationsEntry(root)] : []), ...listed];
}

function queueEntry(root: string): ResourceEntry {
  return {
    uri: uriOf({ kind: 'queue' }, root),
    name: 'queue',
    title: `Queue of ${root}`,
    description: `What scan_prioritize says of ${root}, without asking its remote: the tasks in order, what blocks them, what waits for a person.`,
    mimeType: json,
    annotations: { audience: ['user', 'assistant'], priority: 1 },
  };
}

function verificationsEntry(root: string): ResourceEntry {
  return {
    uri: uriOf({ kind: 'verifications' }, root),
    name: 'verifications',
    title: `Last verifications of ${root}`,
    description: `What the verifications of the last sessions in ${root} on this machine came to, the newest first: outcome, causes, rollbacks.`,
    mimeType: json,
    annotations: { audience: ['user', 'assistant'], priority: reportWeight },
  };
}

function reportEntry({ path, what, day }: ReportFile, root: string): ResourceEntry {
  const title = `${what === 'session' ? 'Session report' : 'Retrospective'} of ${day}`;
  const about = what === 'session' ? 'What a session did' : 'What a retrospective changed in the backlog, and why';
  return fileEntry(path, root, { title, description: `${about}: ${path} in ${root}.`, priority: reportWeight });
}

/** An item that is a folder has several files. */
function filesOf({ layout, file, reportFile }: Task, folders: FolderLister): string[] {
  if (layout === 'gitops') return [file];
  const folder = folderOf(file);
  const names = itemFilesAmong(folders.list(folder).entries.map(({ name }) => name));
  return [...new Set([file, ...(reportFile === undefined ? [] : [reportFile]), ...names.map((n) => `${folder}/${n}`)])];
}

function taskEntry(task: Task, path: string, root: string): ResourceEntry {
  const { id, title, status, priority, file } = task;
  return fileEntry(path, root, {
    title: path === file ? `${id}: ${title}` : `${id}: ${title} (${path.slice(path.lastIndexOf('/') + 1)})`,
    description: `Task file ${path} in ${root}; status ${status}, priority ${priority}.`,
    priority: isEnded(task) ? endedWeight : weights[priority],
  });
}

function fileEntry(
  path: string,
  root: string,
  { title, description, priority }: { readonly title: string; readonly description: string; readonly priority: number },
): ResourceEntry {
  return {
    uri: uriOf({ kind: 'file', path }, root),
    ...{ name: path, title, description, path },
    mimeType: path.endsWith('.json') ? json : markdown,
    annotations: { audience: ['user', 'assistant'], priority },
  };
}
