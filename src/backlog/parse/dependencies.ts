/** What a task waits for and what waits for it: front matter fields and the `## Dependencies` section. */

import type { Condition, Dependency } from '../task.ts';
import { idKey, idsIn, isTaskId } from '../task-id.ts';
import { listField } from './field-values.ts';
import type { FrontMatter } from './front-matter.ts';
import type { Outline, Section } from './outline.ts';
import { indentOf } from './text-lines.ts';

export interface DependencyReading {
  readonly dependencies: readonly Dependency[];
  /** Texts of `blocked_by` and `depends_on` that are no ids. */
  readonly conditions: readonly Condition[];
}

type Direction = Dependency['direction'] | 'neither';

/** The union of all statements; an id stated twice with one direction and source is one dependency. */
export function readDependencies(
  front: FrontMatter,
  outline: Outline,
  sections: readonly Section[],
): DependencyReading {
  const found = new Map<string, Dependency>();
  const add = (dependency: Dependency) => {
    const key = `${idKey(dependency.id)} ${dependency.direction} ${dependency.source}`;
    if (!found.has(key)) found.set(key, dependency);
  };
  const lineOf = (key: string) => front.fields.get(key)?.line ?? 0;
  const conditions: Condition[] = [];
  for (const key of ['depends_on', 'blocked_by'] as const) {
    for (const item of listField(front, key)) {
      const ids = idsOfItem(item);
      for (const id of ids) add({ id, direction: 'upstream', source: key, line: lineOf(key) });
      if (ids.length === 0 && !saysNone(item)) conditions.push({ text: item, line: lineOf(key) });
    }
  }
  for (const id of listField(front, 'blocks').flatMap(idsOfItem)) {
    add({ id, direction: 'downstream', source: 'blocks', line: lineOf('blocks') });
  }
  for (const section of sections) {
    const initial = directionOfSection(section.name);
    if (initial === undefined) continue;
    for (const statement of idsOfSection(outline, section, initial)) add({ ...statement, source: 'section' });
  }
  return { dependencies: [...found.values()], conditions };
}

/** Front matter may name ids of any kind; in longer texts only the known kinds are looked for. */
function idsOfItem(item: string): string[] {
  return isTaskId(item) ? [item.toUpperCase()] : idsIn(item);
}

/** Whether a text says that there is nothing to wait for. */
export function saysNone(text: string): boolean {
  return /^(?:none|nothing|null|n\/a|-|~)(?![\p{L}\p{N}/])/iu.test(text.trim());
}

/** `## Related Tasks` and `## References` state no dependency, nor does any other section. */
function directionOfSection(name: string): Dependency['direction'] | undefined {
  if (name === 'dependencies' || name === 'dependency' || name === 'blocked by' || name === 'depends on') {
    return 'upstream';
  }
  return name === 'blocks' || name === 'unblocks' || name === 'required for' ? 'downstream' : undefined;
}

const labelPatterns: readonly (readonly [RegExp, Direction])[] = [
  [/^(blocked by|depends? on|after|prerequisites?|requires|upstream|waits for|waiting for)\b/, 'upstream'],
  [/^(required (for|by)|needed (for|by)|unblocks|blocks|blocking|enables|downstream|dependents)\b/, 'downstream'],
  [/^(related|see also|references?)\b/, 'neither'],
];

/** Where another label begins on the same line: `Blocked By: TASK-001; Blocks: TASK-002`. */
const furtherLabel =
  /[;,.|][ \t]{0,8}(?=(?:blocked by|depends? on|after|prerequisites?|requires|upstream|waits for|waiting for|required (?:for|by)|needed (?:for|by)|unblocks|blocks|blocking|enables|downstream|dependents|related[\w ]{0,20}|see also|references?)[ \t]{0,8}:)/i;

/** A sentence that says what is no dependency. */
const denied = /^(?:none\b|no (?:dependenc|blocker|prerequisite)|not (?:blocked|dependent|depending|waiting)\b)/i;

/** Words in a sentence that turn it round: `TASK-003 depends on this`, `this blocks TASK-003`. */
const turned =
  /\b(depends on this|waits for this|needs this|blocked by this|blocks|unblocks|required (for|by)|needed (for|by))\b/;

interface Label {
  readonly direction: Direction;
  /** Column of the label; list items that stand deeper belong to it. -1 outside lists: it holds up to the next one. */
  readonly column: number;
}

interface Statement {
  readonly id: string;
  readonly direction: Dependency['direction'];
  readonly line: number;
}

function idsOfSection(outline: Outline, { range }: Section, initial: Dependency['direction']): Statement[] {
  const found: Statement[] = [];
  let labels: readonly Label[] = [];
  /** Column of an item that starts with an id: lines of text below it describe that id. */
  let described: number | undefined;
  for (let index = range.start; index < range.end; index += 1) {
    const kind = outline.kinds[index];
    if (kind !== 'text' && kind !== 'heading') continue;
    const line = outline.lines[index] ?? '';
    const { text: whole, isItem } = bare(line);
    const [text = '', ...others] = whole.split(furtherLabel);
    const column = indentOf(line);
    if (!isItem && described !== undefined && column > described) continue;
    const ids = statedIds(text);
    described = isItem && startsWithId(text) ? column : undefined;
    const own = labelOf(text);
    labels =
      !isItem && (own !== undefined || kind === 'heading') ? [] : labels.filter((above) => above.column < column);
    const direction = own ?? labels.at(-1)?.direction ?? initial;
    if (own !== undefined && ids.length === 0) labels = [...labels, { direction: own, column: isItem ? column : -1 }];
    for (const other of others) {
      const stated = labelOf(other);
      if (stated === undefined || stated === 'neither') continue;
      found.push(...statedIds(other).map((id) => ({ id, direction: stated, line: index })));
    }
    if (direction === 'neither' || denied.test(text)) continue;
    const isTurned = own === undefined && described === undefined && turned.test(text.toLowerCase());
    found.push(...ids.map((id) => ({ id, direction: isTurned ? ('downstream' as const) : direction, line: index })));
  }
  return found;
}

function labelOf(text: string): Direction | undefined {
  const lower = text.toLowerCase();
  return labelPatterns.find(([pattern]) => pattern.test(lower))?.[1];
}

/** A line without list mark, box, quote mark, heading marks and emphasis. */
function bare(line: string): { readonly text: string; readonly isItem: boolean } {
  const item = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/.exec(line)?.[0];
  const rest = line.slice(item?.length ?? 0).trim();
  // A row of a table begins with its first cell.
  const marks = /^[#>|\s]*/.exec(rest)?.[0].length ?? 0;
  return {
    text: rest
      .slice(marks)
      .replace(/~~[^~]*~~/g, '')
      .replace(/[*_`[\]]/g, '')
      .trim(),
    isItem: item !== undefined,
  };
}

function startsWithId(text: string): boolean {
  return /^(TASK|ACTION|BUG|FEAT)-\d/i.test(text);
}

/**
 * A line that starts with ids states these; what it says behind the colon or dash is their description. Any other
 * line states all ids in it.
 */
function statedIds(text: string): string[] {
  if (!startsWithId(text)) return idsIn(text);
  const end = text.search(/:|\s[-–—]\s|\(/u);
  return idsIn(end < 0 ? text : text.slice(0, end));
}
