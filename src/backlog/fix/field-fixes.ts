/** Remedies for single fields: what the file name, the folder and the headings say for certain. */
import { EditConflict } from '../edit/edit-conflict.ts';
import { setField } from '../edit/field.ts';
import { asOneLine } from '../edit/one-line.ts';
import { readPriority, textField } from '../parse/field-values.ts';
import { readFrontMatter } from '../parse/front-matter.ts';
import { readOutline } from '../parse/outline.ts';
import { type Fix, folders, type Problem } from '../task.ts';
import { idOfFileName, isTaskId } from '../task-id.ts';
import { editBetween } from './fixed-lines.ts';
import { checkedFix } from './front-matter-check.ts';

/** Sets the id that the file name gives. */
export function idOfName(problem: Problem, lines: readonly string[]): Fix | undefined {
  const id = idOfFileName(nameOf(problem));
  return id !== undefined && isTaskId(id) ? fieldFix(problem, lines, 'id', id) : undefined;
}

/** Sets the status that the folder gives. */
export function statusOfFolder(problem: Problem, lines: readonly string[]): Fix | undefined {
  const folder = /^tasks\/([a-z]+)\//.exec(problem.file)?.[1];
  return folders.some((known) => known === folder) && folder !== undefined
    ? fieldFix(problem, lines, 'status', folder)
    : undefined;
}

/** Writes down the priority that a task without one has. */
export function mediumPriority(problem: Problem, lines: readonly string[]): Fix | undefined {
  return fieldFix(problem, lines, 'priority', 'medium');
}

/** Sets the priority that a value names beside other marks: `**High**`, `P1 (high)`. Any other word leaves it open. */
export function namedPriority(problem: Problem, lines: readonly string[]): Fix | undefined {
  const written = textField(readFrontMatter(lines), 'priority') ?? '';
  const words = written.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !/^prio(?:rity)?$/i.test(word));
  const named = new Set(words.map(readPriority));
  const [priority] = named;
  return named.size === 1 && priority !== undefined ? fieldFix(problem, lines, 'priority', priority) : undefined;
}

/** Sets the title that the first heading of the file gives, else the words behind the id in its name. */
export function titleOfFile(problem: Problem, lines: readonly string[]): Fix | undefined {
  const outline = readOutline(lines, readFrontMatter(lines).bodyStart);
  const heading = outline.headings.find(({ level }) => level === 1)?.text ?? '';
  const title = asOneLine(withoutId(heading)) || wordsOfName(nameOf(problem));
  return title === '' ? undefined : fieldFix(problem, lines, 'title', title);
}

function nameOf({ file }: Problem): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** `TASK-001: Add a probe` is titled `Add a probe`. */
function withoutId(heading: string): string {
  return heading.replace(/^[A-Za-z][A-Za-z0-9_]{0,31}-\d{1,9}(?![\p{L}\p{N}])[\s:.–—-]*/u, '');
}

/** `TASK-001-add-a-probe.md` speaks of `Add a probe`. */
function wordsOfName(name: string): string {
  const id = idOfFileName(name) ?? '';
  const words = name
    .slice(id.length)
    .replace(/\.md$/i, '')
    .split(/[-_\s]+/)
    .filter(Boolean)
    .join(' ');
  return id === '' ? '' : words.slice(0, 1).toUpperCase() + words.slice(1);
}

function fieldFix(problem: Problem, lines: readonly string[], key: string, value: string): Fix | undefined {
  const { closingLine = -1, problems } = readFrontMatter(lines);
  // Front matter without an end, or in another language, comes first.
  if (problems.some(({ code }) => code !== 'front-matter-yaml')) return undefined;
  const block = lines.slice(0, closingLine + 1);
  const edited = attempt(() => setField(block.map((line) => `${line}\n`).join(''), key, value));
  if (edited === undefined) return undefined;
  const edit = editBetween(block, edited.split('\n').slice(0, -1));
  return checkedFix(problem, lines, { title: `Set ${key}: ${value}`, edits: [edit] }, true);
}

/** The result of an edit; undefined where the front matter does not take it: then no remedy is certain. */
function attempt(edit: () => string): string | undefined {
  try {
    return edit();
  } catch (error) {
    if (error instanceof EditConflict) return undefined;
    throw error;
  }
}
