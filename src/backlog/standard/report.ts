/** The JSON file of an item: fields as texts and lists, tolerant of wrong types, with what is wrong as problems. */
import { readPriority } from '../parse/field-values.ts';
import { type JsonObject, jsonFields, readJsonObject, withoutMark } from '../parse/json-object.ts';
import { findConflicts } from '../parse/merge-conflict.ts';
import { readLines } from '../parse/text-lines.ts';
import type { Priority, Problem } from '../task.ts';

type Fault = Omit<Problem, 'file'>;

/** A report while it is being read; each question adds what is wrong with its answer. */
export class Report {
  readonly file: string;
  readonly json: JsonObject;
  readonly #faults: Fault[] = [];

  constructor(text: string, file: string) {
    this.file = file;
    this.json = readJsonObject(text);
    if (this.json.fault !== undefined) {
      this.#faults.push(...findConflicts(readLines(text)));
      const { line, what } = this.json.fault;
      const message = `This is no valid JSON: ${what}. It was read as far as it goes; mend it, since its fields cannot be set.`;
      this.#faults.push({ range: { start: line, end: line + 1 }, severity: 'error', code: 'report-json', message });
    }
    for (const key of repeatedKeys(text)) {
      this.fault(key, 'field-twice', `"${key}" stands here twice; the last one counts. Delete one.`);
    }
  }

  get problems(): Problem[] {
    return this.#faults.map((fault) => ({ file: this.file, ...fault }));
  }

  /** Adds a problem at the line of a field. */
  fault(key: string, code: string, message: string, severity: Problem['severity'] = 'warning'): void {
    const start = this.json.lineOf(key);
    if (this.#faults.some((one) => one.code === code && one.message === message)) return;
    this.#faults.push({ range: { start, end: start + 1 }, severity, code, message });
  }

  /** A field as one line of text; undefined when it is missing, empty, or no text. */
  text(key: string): string | undefined {
    const value = this.json.values.get(key);
    if (value === undefined || value === null) return undefined;
    const text = scalarText(value);
    if (text === undefined) this.fault(key, 'field-type', `"${key}" must be a text; it is ignored.`);
    return text === '' ? undefined : text;
  }

  /** A field as texts: a list, or one text with commas. */
  list(key: string): string[] {
    const value = this.json.values.get(key);
    if (value === undefined || value === null) return [];
    const items: readonly unknown[] = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
    const texts = items.map(scalarText);
    if (typeof value !== 'string' && (!Array.isArray(value) || texts.includes(undefined))) {
      this.fault(key, 'field-type', `"${key}" must be a list of texts; what is no text in it is ignored.`);
    }
    return texts.flatMap((text) => (text === undefined || text === '' ? [] : [text]));
  }
}

const decidingKeys = ['status', 'priority', 'title', 'updated_date'] as const;

/** Of the fields that decide something, those that stand in the file more than once: people merge such files by hand. */
function repeatedKeys(text: string): string[] {
  const suspects = decidingKeys.filter((key) => text.indexOf(`"${key}"`) !== text.lastIndexOf(`"${key}"`));
  if (suspects.length === 0) return [];
  const keys = jsonFields(withoutMark(text)).map(({ key }) => key);
  return suspects.filter((key) => keys.indexOf(key) !== keys.lastIndexOf(key));
}

/** A text in one line; a number or truth value as it would be written. */
function scalarText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value.split(/\s+/).filter(Boolean).join(' ') : undefined;
}

/** `P1`, `high`, and `P1 - High` alike. */
export function priorityWord(text: string | undefined): Priority | undefined {
  return readPriority(text) ?? readPriority(/^[A-Za-z0-9]+/.exec(text ?? '')?.[0]);
}
