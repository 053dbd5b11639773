/** A merge: the target gets what is open of the source, and what that waits for; the source says where it went. */
import { type NewCriterion, writtenText } from '../../edit/criterion-lines.ts';
import { setField } from '../../edit/field.ts';
import { insertCriteria } from '../../edit/insert-criteria.ts';
import { insertSection } from '../../edit/insert-section.ts';
import { localDate } from '../../local-time.ts';
import { leaves } from '../../parse/criteria.ts';
import { setJsonField } from '../../standard/edit/json-field.ts';
import { type FileEdit, logEdits, statusEdits } from '../../standard/edit/recording.ts';
import { waitingEdit } from '../../standard/edit/waiting.ts';
import type { Criterion, Task } from '../../task.ts';
import { logEntry } from './log-entry.ts';
import { quotedSource } from './quoted-source.ts';

export interface MergeParts {
  readonly source: Task;
  /** Text of the file that holds the source's criteria. */
  readonly sourceText: string;
  readonly target: Task;
  /** Ids that the source waits for and the target does not. */
  readonly waitsFor: readonly string[];
  readonly reason: string;
  readonly now: Date;
}

/** Open criteria of the source that the target does not have, by their group. */
export interface Carried {
  readonly group: readonly string[];
  readonly criteria: readonly NewCriterion[];
}

/** What the target has to get: a criterion of the same text, open or done, is there already, unless the source's is checked otherwise. */
export function carriedCriteria(source: Pick<Task, 'criteria'>, target: Pick<Task, 'criteria'>): Carried[] {
  const there = new Map<string, (string | undefined)[]>();
  for (const { text, check } of leaves(target.criteria)) {
    there.set(plain(text), [...(there.get(plain(text)) ?? []), check?.trim()]);
  }
  const groups: { group: readonly string[]; criteria: NewCriterion[] }[] = [];
  for (const criterion of source.criteria) {
    const [open] = openPart(criterion, there);
    if (open === undefined) continue;
    // The boxes of a TASKS.md count below any heading, that of the criteria among them.
    const group = criterion.address.group.filter((name) => !/^acceptance criteria$/i.test(name));
    const last = groups.at(-1);
    if (last !== undefined && last.group.join('\n') === group.join('\n')) last.criteria.push(open);
    else groups.push({ group, criteria: [open] });
  }
  return groups;
}

function openPart(
  { text, check, state, children }: Criterion,
  there: ReadonlyMap<string, readonly (string | undefined)[]>,
): NewCriterion[] {
  const below = children.flatMap((child) => openPart(child, there));
  if (children.length > 0) return below.length === 0 ? [] : [{ text, children: below }];
  if (state !== 'open') return [];
  const checks = there.get(plain(text));
  if (checks !== undefined && (check === undefined || checks.includes(check.trim()))) return [];
  return [check === undefined ? { text } : { text, check }];
}

function plain(text: string): string {
  return text.toLowerCase().split(/\s+/).filter(Boolean).join(' ');
}

/** The edits of the item that goes on. */
export function targetEdits({ source, sourceText, target, waitsFor, reason, now }: MergeParts): FileEdit[] {
  const carried = carriedCriteria(source, target);
  const { length } = carried.flatMap(({ criteria }) => criteria.flatMap(leavesOf));
  const count = length === 1 ? '1 open criterion' : `${length} open criteria`;
  const entry = logEntry(now, `${source.id} (${source.title}) merged into this one, with ${count}`, reason);
  const from = `From ${source.id}`;
  const criteria = (text: string) =>
    carried.reduce(
      (before, { group, criteria: all }) => insertCriteria(before, all, { group: [from, ...group] }),
      text,
    );
  const section = (text: string) => insertSection(text, `Merged: ${source.id}`, quotedSource(source, sourceText));
  return [
    { file: target.file, edit: (text) => section(criteria(text)) },
    ...logEdits(target, { date: localDate(now), entry }),
    ...(waitsFor.length === 0 ? [] : [waitingEdit(target, waitsFor)]),
  ];
}

function leavesOf(criterion: NewCriterion): readonly NewCriterion[] {
  const { children = [] } = criterion;
  return children.length === 0 ? [criterion] : children.flatMap(leavesOf);
}

/** The edits of the item that ends; its boxes stay as they are. @throws EditConflict for an item without a JSON file */
export function sourceEdits({ source, target, reason, now }: MergeParts): FileEdit[] {
  const date = localDate(now);
  const entry = logEntry(now, `merged into ${target.id} (${target.title}), which has its open criteria`, reason);
  const status = statusEdits(source, 'merged', date);
  const file = status[0]?.file ?? source.file;
  const set = source.layout === 'gitops' ? setField : setJsonField;
  return [
    ...logEdits(source, { date, entry }),
    ...status,
    { file, edit: (text) => set(text, 'merged_into', target.id) },
  ];
}

/** Whether the target, read again, has all that it had, as it was, and all that was carried over, open. */
export function holdsAll(before: Task, after: Task, carried: readonly Carried[]): boolean {
  const essence = ({ text, state, check }: Criterion | (NewCriterion & { readonly state?: string })) =>
    JSON.stringify([plain(text), state ?? 'open', check?.trim()]);
  const wanted = [
    ...leaves(before.criteria).map(essence),
    ...carried
      .flatMap(({ criteria }) => criteria.flatMap(leavesOf))
      .map((one) => essence({ ...one, text: writtenText(one.text) })),
  ];
  const found = leaves(after.criteria).map(essence);
  return JSON.stringify(wanted.toSorted()) === JSON.stringify(found.toSorted()) && after.id === before.id;
}
