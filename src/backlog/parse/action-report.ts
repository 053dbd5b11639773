/** Human actions as their files state them: `action_report.json` and the tables of `actions.md`. */

import type { HumanAction, Priority, Problem } from '../task.ts';
import { idKey, idOfFileName, idsIn, isTaskId } from '../task-id.ts';
import type { Until } from '../until/probe.ts';
import { readUntil } from '../until/read-until.ts';
import { readPriority, readStatus } from './field-values.ts';
import { type JsonFault, type JsonObject, readJsonObject } from './json-object.ts';
import { doneWords, givenUpWords } from './known-status.ts';

/** One source's view of an action: real files miss most fields of their schema. */
export interface ActionStatement {
  readonly id: string;
  readonly title?: string;
  readonly status?: string;
  readonly urgency?: Priority;
  readonly blockingItems?: readonly string[];
  readonly until?: Until;
  readonly file: string;
}

export interface ActionReportReading {
  readonly statement?: ActionStatement;
  readonly problems: readonly Problem[];
}

/**
 * Reads `action_report.json`. A broken one still stands for its action and is read as far as it goes: what it blocks
 * must stay blocked.
 * @param folderName for example `ACTION-003-rotate-key`; gives the id that the file does not
 */
export function readActionReport(text: string, file: string, folderName: string): ActionReportReading {
  const json = readJsonObject(text);
  const { values, fault } = json;
  const field = (key: string) => values.get(key);
  const written = textOf(field('action_id')) ?? textOf(field('id'));
  const id = written !== undefined && isTaskId(written) ? written : idOfActionName(folderName);
  if (id === undefined) {
    const message = `${file} names no action_id of the form ACTION-001.`;
    return { problems: [{ file, range: { start: 0, end: 1 }, severity: 'warning', code: 'action-id', message }] };
  }
  const blocking = field('blocking_items') ?? field('blocks');
  const urgency = readPriority(textOf(field('urgency'))) ?? readPriority(textOf(field('priority')));
  const until = reportUntil(json);
  const misshaped = until !== undefined && 'fault' in until && fault === undefined ? [until.fault] : [];
  return {
    statement: {
      id: id.toUpperCase(),
      file,
      ...defined('title', textOf(field('title'))),
      ...defined('status', textOf(field('status'))),
      ...defined('urgency', urgency),
      ...defined('blockingItems', blocking === undefined || blocking === null ? undefined : idList(blocking)),
      ...defined('until', until),
    },
    problems: [
      ...(fault === undefined ? [] : [brokenReport(file, fault)]),
      ...misshaped.map((message) => untilProblem(file, json.lineOf('until'), message)),
    ],
  };
}

/** Of a broken file nobody knows whether all of it was read. */
function reportUntil({ values, fault, doubledKey }: JsonObject): Until | undefined {
  const value = values.get('until') ?? undefined;
  if (value === undefined) return undefined;
  if (fault !== undefined) return { fault: 'until cannot be read: the file is not valid JSON. Mend it.' };
  const doubled = doubledKey('until');
  if (doubled === undefined) return readUntil(value);
  return { fault: `until holds "${doubled}" twice in one entry. Make it a list with an entry for each.` };
}

function untilProblem(file: string, line: number, message: string): Problem {
  return { file, range: { start: line, end: line + 1 }, severity: 'warning', code: 'until-misshaped', message };
}

function brokenReport(file: string, { line, what }: JsonFault): Problem {
  const message = `${file} is not a JSON object: ${what}. It is read as far as it goes; without a status the action is pending.`;
  return { file, range: { start: line, end: line + 1 }, severity: 'warning', code: 'action-json', message };
}

/** `ACTION-003-rotate-key`, and with underscores `ACTION_003_rotate_key`. */
export function idOfActionName(name: string): string | undefined {
  return idOfFileName(name.replace(/^([A-Za-z]{1,32})_(?=\d)/, '$1-'));
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.split(/\s+/).filter(Boolean).join(' ') : '';
  return text === '' ? undefined : text;
}

/** A list of ids, a list of objects with ids, or one text with commas. */
function idList(value: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => {
    if (typeof item === 'string') return idsOfText(item);
    if (typeof item !== 'object' || item === null) return [];
    const { item_id, id } = item as { item_id?: unknown; id?: unknown };
    return [item_id, id].flatMap((part) => (typeof part === 'string' ? idsOfText(part) : []));
  });
}

/** Ids in a text: listed ones of any kind, else those of known kinds. */
export function idsOfText(text: string): string[] {
  const listed = text.split(/[,;\s]+/).filter(isTaskId);
  return [...new Set((listed.length > 0 ? listed : idsIn(text)).map((id) => id.toUpperCase()))];
}

function defined<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

const pendingWords = new Set(['pending', 'open', 'todo', 'new', 'not_started', 'waiting', '']);
const begunWords = new Set(['in_progress', 'active', 'started']);

/** Words that say how an action stands; any other counts as pending, and is worth a warning. */
export function isActionStatus(status: string): boolean {
  const word = wordOf(status);
  return (
    word === 'blocked' ||
    /^(?:a?waiting|pending)/.test(word) ||
    [pendingWords, doneWords, givenUpWords, begunWords].some((words) => words.has(word))
  );
}

/** `Done ✅` is done. */
function wordOf(status: string): string {
  return readStatus(status.replace(/[^\p{L}\p{N}\s_-]/gu, ''));
}

/** pending, in_progress or blocked: it blocks what it lists; ended: it does not. Unknown words count as pending. */
export type ActionState = 'pending' | 'in_progress' | 'blocked' | 'ended';

/** Reads the status of an action in any of its spellings. */
export function actionState(status: string): ActionState {
  const word = wordOf(status);
  if (doneWords.has(word) || givenUpWords.has(word)) return 'ended';
  if (word === 'blocked') return 'blocked';
  return begunWords.has(word) ? 'in_progress' : 'pending';
}

/** The status in the layout's own words where it is one of them. */
function statusWord(status: string | undefined): string {
  const word = readStatus(status ?? '');
  return pendingWords.has(word) ? 'pending' : word;
}

/** Joins what the sources say about each action; the first source that has a field decides. */
export function joinStatements(statements: readonly ActionStatement[]): HumanAction[] {
  const byId = new Map<string, ActionStatement>();
  for (const statement of statements) {
    const key = idKey(statement.id);
    const first = byId.get(key);
    // A probe counts for the file that it stands in, and no other is marked as done by it.
    const { until: _, ...others } = statement;
    byId.set(key, first === undefined ? statement : { ...others, ...first });
  }
  return Array.from(byId.values(), ({ id, title, status, urgency, blockingItems, until, file }) => ({
    id,
    title: title ?? id,
    status: statusWord(status),
    urgency: urgency ?? 'medium',
    blockingItems: blockingItems ?? [],
    file,
    ...defined('until', until),
  }));
}
