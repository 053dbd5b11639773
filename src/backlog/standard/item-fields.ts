/** The fields of an item: the JSON file first, then what PROMPT.md and TASKS.md say, then the name of the folder. */
import { readDescription } from '../parse/description.ts';
import { readStatus } from '../parse/field-values.ts';
import { isKnownStatus, unknownStatus } from '../parse/known-status.ts';
import { readStatedVerify, readVerify, verifyCode } from '../parse/verify-field.ts';
import type { Priority, Problem, VerifyScope } from '../task.ts';
import { idKey, isTaskId } from '../task-id.ts';
import { type Document, documentTitle, namedFields, preamble } from './document.ts';
import type { ItemParts } from './item-parts.ts';
import { idOfItemName } from './places.ts';
import { priorityWord, type Report } from './report.ts';

export interface ItemIdentity {
  readonly id: string;
  readonly title: string;
  /** Grows while the other fields are read. */
  readonly problems: Problem[];
}

/** Reads id and title; undefined when neither the JSON file nor the folder's name has an id. */
export function readIdentity(parts: ItemParts): ItemIdentity | undefined {
  const { path, name, report, hasUnreadableReport, prompt, tasks, mainFile } = parts;
  const ofName = idOfItemName(name);
  const key = ['bug_id', 'feature_id', 'id'].find((one) => report?.text(one) !== undefined) ?? 'id';
  const written = report?.text(key);
  const id = written !== undefined && isTaskId(written) ? written : ofName;
  if (id === undefined) return undefined;
  const problems: Problem[] = [];
  if (report !== undefined) checkId(report, key, name, id);
  else if (!hasUnreadableReport) {
    const message = `${path} has no JSON file; status and priority are taken from its markdown files and its folder.`;
    problems.push(problemAt(mainFile, 'report-missing', message));
  }
  const title = report?.text('title') ?? (prompt && documentTitle(prompt)) ?? (tasks && documentTitle(tasks));
  if (title === undefined) {
    if (report === undefined) problems.push(problemAt(mainFile, 'title-missing', 'No title.'));
    else report.fault('title', 'title-missing', 'No title.');
  }
  return { id, title: title ?? titleOfName(name, id), problems };
}

function checkId(report: Report, key: string, name: string, id: string): void {
  const written = report.text(key);
  const ofName = idOfItemName(name);
  if (written === undefined) report.fault('id', 'id-missing', `No id; the folder's name gives ${id}.`);
  else if (written !== id)
    report.fault(key, 'id-malformed', `The id is not of the form BUG-001; the folder's name gives ${id}.`, 'error');
  else if (ofName !== undefined && idKey(ofName) !== idKey(id))
    report.fault(key, 'id-differs', `The folder is named ${name}, but the id is ${id}.`);
}

/** `BUG-005-remove-old-agent` → `remove old agent`. */
function titleOfName(name: string, id: string): string {
  const words = name
    .replace(/^[A-Za-z]{1,32}[-_]\d{1,9}/, '')
    .split(/[-_\s]+/)
    .filter(Boolean);
  return words.length === 0 ? id : words.join(' ');
}

/** Reads the status; without any, the folder tells. */
export function readOwnStatus({ report, prompt, tasks, folder }: ItemParts, problems: Problem[]): string {
  const written = report?.text('status');
  const isOver = folder === 'completed' || folder === 'deprecated';
  if (written !== undefined) {
    const word = readStatus(written);
    // In an archive the folder decides.
    if (!isKnownStatus(word) && !isOver)
      report?.fault('status', 'status-unknown', unknownStatus(written, word, 'standard'));
    return word;
  }
  const holder = namedText(prompt, 'status') === undefined ? tasks : prompt;
  const named = namedText(holder, 'status');
  const status = named === undefined ? folder : readStatus(named);
  const message = `No status; ${named === undefined ? 'the folder' : 'the markdown'} gives ${status}.`;
  if (report !== undefined) report.fault('status', 'status-missing', message);
  else if (named === undefined && prompt !== undefined)
    problems.push(problemAt(prompt.file, 'status-missing', message));
  if (holder !== undefined && named !== undefined && !isKnownStatus(status) && !isOver) {
    const start = namedFields(holder).get('status')?.line ?? 0;
    const problem = problemAt(holder.file, 'status-unknown', unknownStatus(named, status, 'standard'));
    problems.push({ ...problem, range: { start, end: start + 1 } });
  }
  return status;
}

/** Reads the priority; `medium` when there is none. */
export function readOwnPriority({ report, prompt, mainFile }: ItemParts, problems: Problem[]): Priority {
  const written = report?.text('priority');
  const priority = priorityWord(written) ?? priorityWord(namedText(prompt, 'priority'));
  const known = 'Use P0 to P3, or critical, high, medium, low.';
  if (written !== undefined && priorityWord(written) === undefined) {
    const message = `Priority "${written}" is unknown; taken as ${priority ?? 'medium'}. ${known}`;
    report?.fault('priority', 'priority-unknown', message);
  } else if (priority === undefined) {
    const message = `No priority; taken as medium. ${known}`;
    if (report === undefined) problems.push(problemAt(mainFile, 'priority-missing', message));
    else report.fault('priority', 'priority-missing', message);
  }
  return priority ?? 'medium';
}

/** Reads the scope of verification: the JSON file's, else that of the front matter of PROMPT.md. */
export function readOwnVerify({ report, prompt }: ItemParts, problems: Problem[]): VerifyScope | undefined {
  const written = report?.json.values.get('verify');
  if (written !== undefined) {
    const { scope, faults } = readVerify(written);
    for (const { message } of faults) report?.fault('verify', verifyCode, message, 'error');
    return scope;
  }
  if (prompt === undefined) return undefined;
  const stated = readStatedVerify(prompt.front, prompt.outline.lines);
  for (const problem of stated.problems) problems.push({ ...problem, file: prompt.file });
  return stated.scope;
}

/** A field like `**Status**: New`; the choices of a template, `[A / B]`, are none. */
function namedText(document: Document | undefined, name: string): string | undefined {
  const text = document === undefined ? undefined : namedFields(document).get(name)?.text;
  return text?.startsWith('[') ? undefined : text;
}

/** Tags, component and type, each once; what is unknown is no label. */
export function readLabels(report: Report | undefined, type: string | undefined): string[] {
  const component = report?.text('component');
  const all = [...(report?.list('tags') ?? []), ...(report?.list('labels') ?? []), component ?? '', type ?? ''];
  const labels = new Map<string, string>();
  for (const label of all) {
    const key = label.toLowerCase();
    if (key !== '' && key !== 'unknown' && !labels.has(key)) labels.set(key, label);
  }
  return [...labels.values()];
}

/** Characters that are kept of a description, as for the other layout. */
const longest = 1_000;

/** The description of the JSON file, else the first prose of PROMPT.md. */
export function readOwnDescription(report: Report | undefined, prompt: Document | undefined): string {
  const written = report?.text('description');
  if (written !== undefined) return written.slice(0, longest).trim();
  if (prompt === undefined) return '';
  return preamble(prompt, longest) || readDescription(prompt.outline, prompt.sections);
}

function problemAt(file: string, code: string, message: string): Problem {
  return { file, range: { start: 0, end: 1 }, severity: 'warning', code, message };
}
