/** What holds for every edit: it changes its own lines only, reads back, and can be undone to the same bytes. */
import fc from 'fast-check';
import { EditConflict } from '../../../../src/backlog/edit/edit-conflict.ts';
import { removeField, setField } from '../../../../src/backlog/edit/field.ts';
import { appendLog } from '../../../../src/backlog/edit/log.ts';
import { setStatus } from '../../../../src/backlog/edit/status.ts';
import { tickCriterion, untickCriterion } from '../../../../src/backlog/edit/tick.ts';
import { restoreCriterion, waiveCriterion } from '../../../../src/backlog/edit/waive.ts';
import { boxes, findCriterion } from '../../../../src/backlog/parse/criteria.ts';
import { readFrontMatter } from '../../../../src/backlog/parse/front-matter.ts';
import { readLines } from '../../../../src/backlog/parse/text-lines.ts';
import type { Criterion } from '../../../../src/backlog/task.ts';
import { check, checkSameBut, inserted } from './compare.ts';
import { parse } from './parse-properties.ts';
import { property } from './property.ts';
import { realFile } from './real-file.ts';
import { taskFile } from './task-file.ts';

/** The result of an edit; undefined when it refuses. Anything but a conflict is a fault. */
export function attempt(edit: () => string): string | undefined {
  try {
    return edit();
  } catch (error) {
    if (error instanceof EditConflict) return undefined;
    throw error;
  }
}

export const criteriaOf = (text: string): readonly Criterion[] => boxes(parse(text).criteria);
export const essence = (text: string): string =>
  JSON.stringify(criteriaOf(text).map(({ address, state, check: command }) => [address, state, command]));

/** Enough of a file's criteria: many files tell more than many criteria of one. */
const someOf = (text: string) => criteriaOf(text).filter((_, index, all) => index < 2 || index === all.length - 1);

export function checkTicks(text: string): void {
  for (const { address, line } of someOf(text)) {
    const ticked = tickCriterion(text, address);
    checkSameBut(text, ticked, new Set([line]));
    check(ticked.length === text.length, 'a tick is one character', text, ticked);
    check(tickCriterion(ticked, address) === ticked, 'a tick is made once', text, ticked);
    check(ticked === text || untickCriterion(ticked, address) === text, 'a tick can be taken back', text, ticked);
    const found = findCriterion(parse(ticked).criteria, address);
    check(found?.line === line, 'the ticked criterion is the one that was meant', text, ticked);
    check(found.children.length > 0 || found.state !== 'open', 'a ticked criterion is not open', text, ticked);
  }
}

export function checkWaivers([text, reason]: readonly [string, string]): void {
  for (const { address, line, state } of someOf(text)) {
    const waived = attempt(() => waiveCriterion(text, address, reason));
    if (waived === undefined) {
      const restored = state === 'waived' ? attempt(() => restoreCriterion(text, address)) : undefined;
      const isOpen =
        restored === undefined || criteriaOf(restored).some((one) => one.line === line && one.state !== 'waived');
      check(isOpen, 'what is restored is not waived', text, restored);
      continue;
    }
    check(state === 'open', 'only what is open is waived', text, waived);
    const found = findCriterion(parse(waived).criteria, address);
    check(found?.line === line && found.state === 'waived', 'the waived criterion is found', text, waived);
    const own = Array.from({ length: found.range.end - line }, (_, index) => line + index);
    checkSameBut(text, waived, new Set(own));
    check(restoreCriterion(waived, address) === text, 'a waiver can be taken back', text, waived);
    check(restoreCriterion(waived, found.address) === text, 'by its new text too', text, waived);
  }
}

const keys = ['id', 'title', 'status', 'updated', 'labels', 'owner', 'verify', 'completed', 'not_there'] as const;
const values = fc.oneof(
  fc.constantFrom<(string | number | boolean)[]>(
    'active',
    '2026-12-31',
    'a: b',
    'a # b',
    '[x]',
    '',
    'true',
    '1e3',
    '- a',
    "it's",
    '"',
    7,
    false,
  ),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

/** A value that is written in one way only, in its quotes or without. */
function isSimple(rest: string | undefined): rest is string {
  return rest !== undefined && /^(?:[A-Z][\w-]+|active|\d{4}-\d{2}-\d{2}|"[\w: ]*"|'[\w: ]*')$/.test(rest);
}

const styleOf = (rest: string | undefined) => (/^["']/.exec(rest ?? '') ?? ['plain'])[0];

export function checkFields([text, key, value]: readonly [string, string, string | number | boolean]): void {
  const before = readFrontMatter(readLines(text));
  const set = attempt(() => setField(text, key, value));
  if (set !== undefined) {
    const after = readFrontMatter(readLines(set));
    check(after.problems.length > 0 || after.values.get(key) === String(value), 'a field reads back', text, set);
    check(attempt(() => setField(set, key, value)) === set, 'setting it again changes nothing', text, set);
    check(essence(set) === essence(text), 'a field changes no criterion', text, set);
    const line = before.fields.get(key)?.line;
    if (line !== undefined) checkSameBut(text, set, new Set([line]));
    else check(inserted(text, set).length === (before.closingLine === undefined ? 3 : 1), 'one line is new', text, set);
    if (line === undefined && before.closingLine !== undefined) {
      check(removeField(set, key) === text, 'an added field can be removed', text, set);
    }
    const [old, now] = [before, after].map(({ fields }) => fields.get(key)?.rest ?? '');
    if (line !== undefined && isSimple(old) && styleOf(old) === styleOf(now)) {
      check(setField(set, key, old.replace(/["']/g, '')) === text, 'the old value can be set again', text, set);
    }
  }
  const removed = attempt(() => removeField(text, key));
  if (removed === undefined || removed === text) return;
  check(inserted(removed, text).length === 1, 'one line is gone', text, removed);
  check(!readFrontMatter(readLines(removed)).fields.has(key), 'and the field with it', text, removed);
}

export function checkStatus(text: string): void {
  const front = readFrontMatter(readLines(text));
  const set = attempt(() => setStatus(text, 'completed', '2026-12-31'));
  if (set === undefined) return;
  const known = ['status', 'updated', 'completed'].filter((key) => front.fields.has(key)).length;
  check(parse(set).status === 'completed', 'the status reads back', text, set);
  const more = (front.closingLine === undefined ? 2 : 0) + 3 - known;
  check(readLines(set).length - readLines(text).length === more, 'three fields are set', text, set);
  check(essence(set) === essence(text), 'a status changes no criterion', text, set);
}

export function checkLog([text, entry]: readonly [string, string]): void {
  const logged = attempt(() => appendLog(text, `2026-12-31 10:00: ${entry}`));
  if (logged === undefined) return;
  const lines = inserted(text, logged).filter((line) => line.includes('2026-12-31 10:00:'));
  check(lines.length === 1, 'an entry is one line', text, logged);
  check(essence(logged) === essence(text), 'an entry changes no criterion', text, logged);
}

const words = fc.oneof(fc.constantFrom('why', 'a (b)', 'see ~~ (c)', 'x`y', '\n#'), fc.string({ maxLength: 8 }));

const file = fc.oneof({ weight: 12, arbitrary: taskFile }, { weight: 1, arbitrary: realFile });

export const editProperties = [
  property('a tick changes one character, and can be taken back', 1200, file, checkTicks),
  property('a waiver changes its own lines, and can be taken back', 1200, fc.tuple(file, words), checkWaivers),
  property('a field is one line, and reads back', 2500, fc.tuple(file, fc.constantFrom(...keys), values), checkFields),
  property('a status is three fields', 500, file, checkStatus),
  property('a log entry is one line, and changes no criterion', 1000, fc.tuple(file, words), checkLog),
];
