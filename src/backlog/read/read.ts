/** Reads the whole backlog of a repository: task folders and human actions. Changes nothing. */
import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ActionReportReading,
  type ActionStatement,
  joinStatements,
  readActionReport,
} from '../parse/action-report.ts';
import { readActionTable } from '../parse/action-table.ts';
import { type Backlog, type Folder, folders, type Problem, type Task } from '../task.ts';
import { idOfFileName, isTaskKind } from '../task-id.ts';
import { mapConcurrently } from './concurrency.ts';
import { namesIn, readRepositoryText, readTaskFile as readWithin, type TaskFileReading } from './task-file.ts';

/** Enough to keep the system busy, few enough for every limit of open files. */
const filesAtOnce = 32;

export interface ReadOptions {
  /** Ends the reading with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Reads all task files and human actions. A file that cannot be read is a problem, never an error.
 * @throws the signal's reason when aborted
 */
export async function readBacklog(repoRoot: string, options: ReadOptions = {}): Promise<Backlog> {
  const root = await realpath(repoRoot);
  const [tasks, actions] = await Promise.all([readTasks(root, options), readHumanActions(root, options)]);
  const problems = [...tasks.problems, ...actions.problems];
  return {
    tasks: tasks.tasks,
    humanActions: joinStatements(actions.statements),
    problems,
    hasTasksFolder: tasks.found,
  };
}

/** Reads one task file, given below the repository root with forward slashes. */
export async function readTaskFile(repoRoot: string, file: string, folder: Folder): Promise<TaskFileReading> {
  return readWithin(await realpath(repoRoot), file, folder);
}

interface TasksReading {
  readonly tasks: readonly Task[];
  readonly problems: readonly Problem[];
  readonly found: boolean;
}

async function readTasks(root: string, { signal }: ReadOptions): Promise<TasksReading> {
  const listings = await Promise.all(
    folders.map(async (folder) => {
      const names = await namesIn(join(root, 'tasks', folder));
      return names.filter(mayBeTask).map((name) => ({ folder, name, file: `tasks/${folder}/${name}` }));
    }),
  );
  const readings = await mapConcurrently(listings.flat(), filesAtOnce, async ({ folder, name, file }) => {
    signal?.throwIfAborted();
    const reading = await readWithin(root, file, folder);
    if ('problem' in reading || isTask(reading.task, name)) return reading;
    return { problem: withoutId(file) };
  });
  const tasks = readings.flatMap((reading) => ('task' in reading ? [reading.task] : []));
  const problems = readings.flatMap((reading) => ('problem' in reading ? [reading.problem] : []));
  const folder = await lstat(join(root, 'tasks')).catch(() => undefined);
  return { tasks, problems, found: folder !== undefined };
}

/** Templates, hidden files and readme files lie beside the tasks in many repositories. */
function mayBeTask(name: string): boolean {
  return /\.md$/i.test(name) && !/^[._]/.test(name) && !/^(readme|index|template)\b/i.test(name);
}

/** A file is a task by its front matter's id, or by a name like TASK-001.md. */
function isTask(task: Task, name: string): boolean {
  const ofName = idOfFileName(name);
  if (ofName !== undefined && isTaskKind(ofName)) return true;
  return !task.problems.some(({ code }) => code === 'id-missing' || code === 'id-malformed');
}

function withoutId(file: string): Problem {
  const message = `${file} is not listed: it has no id. Name it TASK-001.md, or write an id in its front matter.`;
  return { file, range: { start: 0, end: 1 }, severity: 'warning', code: 'not-a-task', message };
}

interface ActionsReading {
  /** Reports before tables: the JSON wins. */
  readonly statements: readonly ActionStatement[];
  readonly problems: readonly Problem[];
}

async function readHumanActions(root: string, { signal }: ReadOptions): Promise<ActionsReading> {
  const base = 'human-actions';
  const names = await namesIn(join(root, base));
  const ended = names.includes('completed') ? await namesIn(join(root, base, 'completed')) : [];
  const open = names.filter(isActionFolder).map((name) => ({ name, folder: `${base}/${name}`, isEnded: false }));
  const done = ended
    .filter(isActionFolder)
    .map((name) => ({ name, folder: `${base}/completed/${name}`, isEnded: true }));
  const readings = await mapConcurrently([...open, ...done], filesAtOnce, async ({ name, folder, isEnded }) => {
    signal?.throwIfAborted();
    const reading = await readReport(root, `${folder}/action_report.json`, name);
    const { statement } = reading;
    return isEnded && statement !== undefined
      ? { ...reading, statement: { ...statement, status: 'completed' } }
      : reading;
  });
  const table = names.includes('actions.md') ? await readRepositoryText(root, `${base}/actions.md`) : { text: '' };
  const rows = 'text' in table ? readActionTable(table.text, `${base}/actions.md`) : [];
  const problems = readings.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  return {
    statements: [...readings.flatMap(({ statement }) => (statement === undefined ? [] : [statement])), ...rows],
    problems: 'problem' in table ? [...problems, table.problem] : problems,
  };
}

function isActionFolder(name: string): boolean {
  return /^ACTION-\d/i.test(name);
}

/** A folder whose report is missing still stands for its action. */
async function readReport(root: string, file: string, name: string): Promise<ActionReportReading> {
  const reading = await readRepositoryText(root, file);
  if ('text' in reading) return readActionReport(reading.text, file, name);
  const id = idOfFileName(name)?.toUpperCase();
  return {
    ...(id === undefined ? {} : { statement: { id, file } }),
    problem: { ...reading.problem, severity: 'warning' },
  };
}
