/** Front matter fields as values: texts, lists, priorities, the scope of verification. */

import type { Priority, VerifyScope } from '../task.ts';
import type { FrontMatter } from './front-matter.ts';
import { unquoted } from './plain-fields.ts';
import { detached } from './text-lines.ts';

/** A field as one text; undefined when it is missing or empty. A list or mapping gives its line as it is written. */
export function textField({ values, fields }: FrontMatter, key: string): string | undefined {
  const value = values.get(key);
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : fields.get(key)?.rest;
  return text === undefined || text.trim() === '' ? undefined : oneLine(text);
}

/** A title keeps all of its line where YAML could not read it: ` #` and `: ` belong to titles that people write. */
export function titleField(front: FrontMatter): string | undefined {
  const unreadable = front.problems.length > 0;
  const rest = unreadable ? front.fields.get('title')?.rest : undefined;
  return rest === undefined || rest === '' ? textField(front, 'title') : oneLine(unquoted(rest));
}

/** Whether YAML took a part of the title for a comment; nobody means that. */
export function titleIsCut(front: FrontMatter): boolean {
  const field = front.fields.get('title');
  return front.problems.length === 0 && field !== undefined && field.rest !== '' && / #/.test(afterQuotes(field.rest));
}

function afterQuotes(rest: string): string {
  return rest.startsWith('"') || rest.startsWith("'") ? '' : rest;
}

/** A field as a list: a YAML list, or one text with commas. */
export function listField({ values }: FrontMatter, key: string): string[] {
  return listOf(values.get(key));
}

function listOf(value: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return items.map(scalarText).filter((item) => item !== '');
}

function scalarText(value: unknown): string {
  if (typeof value === 'string') return oneLine(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A blank that is no single space between words. */
const oddBlank = /\s\s|[^\S ]|^\s|\s$/;

function oneLine(text: string): string {
  if (!oddBlank.test(text)) return detached(text);
  return text.split(/\s+/).filter(Boolean).join(' ');
}

const priorities: Readonly<Record<string, Priority>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  p0: 'critical',
  p1: 'high',
  p2: 'medium',
  p3: 'low',
};

/** Reads `high` and `P1` alike, in any case; undefined for anything else. */
export function readPriority(text: string | undefined): Priority | undefined {
  const key = text?.trim().toLowerCase() ?? '';
  return Object.hasOwn(priorities, key) ? priorities[key] : undefined;
}

/** `in progress`, `In-Progress` and `in_progress` are one status. */
export function readStatus(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

const verifyLists = ['namespaces', 'workloads', 'services', 'urls', 'images', 'flux', 'commands'] as const;

export interface VerifyReading {
  readonly scope?: VerifyScope;
  /** What is wrong with the field, one sentence each. */
  readonly faults: readonly string[];
}

/** What of a list of `verify:` is left out when it is read. */
function listFaults(key: string, value: unknown): string[] {
  if (value === undefined || value === null || typeof value === 'string') return [];
  if (!Array.isArray(value)) return [`verify: ${key} must be a list of texts; ${JSON.stringify(value)} is ignored.`];
  const odd = value.filter((item) => typeof item === 'object' && item !== null && !(item instanceof Date));
  return odd.map((item) => `verify: ${key} must be a list of texts; its entry ${JSON.stringify(item)} is ignored.`);
}

/** Reads `verify:`: the word `none`, or a mapping of lists. */
export function readVerify(value: unknown): VerifyReading {
  if (value === undefined || value === null || value === '') return { faults: [] };
  if (value === 'none' || value === 'false') return { scope: 'none', faults: [] };
  if (typeof value !== 'object' || Array.isArray(value)) {
    return { faults: [`verify must be none or a mapping with ${verifyLists.join(', ')}; it is ignored.`] };
  }
  const entries = new Map(Object.entries(value));
  const unknown = [...entries.keys()].filter((key) => !verifyLists.some((known) => known === key));
  const faults = [
    ...unknown.map((key) => `verify knows no "${key}"; it is ignored. Known are ${verifyLists.join(', ')}.`),
    ...verifyLists.flatMap((key) => listFaults(key, entries.get(key))),
  ];
  /** Commands and addresses may hold commas, so one text is one of them. */
  const list = (key: (typeof verifyLists)[number]): string[] => {
    const item = entries.get(key);
    return typeof item === 'string' && (key === 'urls' || key === 'commands') ? [item] : listOf(item);
  };
  const scope = {
    namespaces: list('namespaces'),
    workloads: list('workloads'),
    services: list('services'),
    urls: list('urls'),
    commands: list('commands'),
    ...(entries.has('images') ? { images: list('images') } : {}),
    ...(entries.has('flux') ? { flux: list('flux') } : {}),
  };
  return { scope, faults };
}
