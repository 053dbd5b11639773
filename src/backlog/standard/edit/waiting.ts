/** Lets a task wait for others, in either layout: one field of one file, in the style that it has. */

import { EditConflict } from '../../edit/edit-conflict.ts';
import { setField } from '../../edit/field.ts';
import { saysNone } from '../../parse/dependencies.ts';
import { listField } from '../../parse/field-values.ts';
import { readFrontMatter } from '../../parse/front-matter.ts';
import { readJsonObject } from '../../parse/json-object.ts';
import { readLines } from '../../parse/text-lines.ts';
import type { Task } from '../../task.ts';
import { setJsonField } from './json-field.ts';
import type { FileEdit } from './recording.ts';

/**
 * Adds upstream ids. The first field that says nothing yet takes them, so that what people wrote stays as it is; where
 * both say something, the second takes them behind what it says.
 * @throws EditConflict for an item without a JSON file; its edit throws it where the field cannot be written
 */
export function waitingEdit({ id, layout, file, reportFile }: Task, ids: readonly string[]): FileEdit {
  if (layout === 'gitops') return { file, edit: (text) => waitInFrontMatter(text, ids) };
  if (reportFile !== undefined) return { file: reportFile, edit: (text) => waitInReport(text, ids) };
  throw new EditConflict(`${id} has no JSON file that could say what it waits for.`, 'dependencies');
}

/**
 * Lets a task be blocked by others: their ids go behind what `blocked_by` says.
 * @throws EditConflict as `waitingEdit`
 */
export function blockingEdit({ id, layout, file, reportFile }: Task, ids: readonly string[]): FileEdit {
  if (layout === 'gitops') return { file, edit: (text) => blockInFrontMatter(text, ids) };
  if (reportFile !== undefined) {
    const edit = (text: string) => {
      const said = itemsOf(readJsonObject(text).values.get('blocked_by'));
      return setJsonField(text, 'blocked_by', [...said, ...ids.filter((one) => !said.includes(one))]);
    };
    return { file: reportFile, edit };
  }
  throw new EditConflict(`${id} has no JSON file that could say what blocks it.`, 'blocked_by');
}

function blockInFrontMatter(text: string, ids: readonly string[]): string {
  const said = listField(readFrontMatter(readLines(text)), 'blocked_by').filter((item) => !saysNone(item));
  return setField(text, 'blocked_by', [...said, ...ids.filter((one) => !said.includes(one))].join(', '));
}

const frontMatterKeys = ['depends_on', 'blocked_by'] as const;
const reportKeys = ['dependencies', 'blocked_by'] as const;

function waitInFrontMatter(text: string, ids: readonly string[]): string {
  const front = readFrontMatter(readLines(text));
  const saidIn = (key: string) => listField(front, key).filter((item) => !saysNone(item));
  const said = frontMatterKeys.map((key) => ({ key, items: saidIn(key) }));
  const empty = said.find(({ key, items }) => items.length === 0 && !saysOtherwise(front.values.get(key)));
  const { key, items } = empty ?? { key: 'blocked_by', items: saidIn('blocked_by') };
  return setField(text, key, [...items, ...ids].join(', '));
}

/** A value that is neither a text nor a list; what it means is for a person to say. */
function saysOtherwise(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'string' && !Array.isArray(value);
}

function waitInReport(text: string, ids: readonly string[]): string {
  const { values } = readJsonObject(text);
  const empty = reportKeys.find((key) => itemsOf(values.get(key)).length === 0);
  const key = empty ?? 'blocked_by';
  return setJsonField(text, key, [...itemsOf(values.get(key)), ...ids]);
}

function itemsOf(value: unknown): readonly unknown[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item) => item !== undefined && item !== null && !(typeof item === 'string' && isNothing(item)));
}

function isNothing(text: string): boolean {
  return text.trim() === '' || saysNone(text);
}
