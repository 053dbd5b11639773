/** Front matter fields as values: texts, lists, priorities. */

import type { Priority } from '../task.ts';
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

/** A YAML list, or one text with commas, as texts; what is none is left out. */
export function listOf(value: unknown): string[] {
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

/** The day that a text begins with, as YYYY-MM-DD; times are left out. */
export function dayOf(text: string | undefined): string | undefined {
  return /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(text ?? '')?.[0];
}
