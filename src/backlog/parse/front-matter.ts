/** The front matter of a task file: where it is and what it says. YAML only; nothing in it is ever evaluated. */
import matter from 'gray-matter';
import type { Problem } from '../task.ts';
import { type PlainField, readPlainFields } from './plain-fields.ts';
import { readPlainYaml } from './plain-yaml.ts';

export interface FrontMatter {
  /** First line of the body. */
  readonly bodyStart: number;
  /** Line of the closing `---`; undefined when there is no front matter that ends. */
  readonly closingLine?: number;
  /** Top-level values. Texts, lists and mappings as YAML reads them; numbers, dates and the like as they are written. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Top-level lines of the form `key: rest`, whether or not YAML could read them. */
  readonly fields: ReadonlyMap<string, PlainField>;
  readonly problems: readonly Omit<Problem, 'file'>[];
}

/** Blocks beyond this size are read line by line: YAML readers are not linear in every input. */
const largestYaml = 16_384;

/** Reads the front matter of a file from its lines. Never throws; what is wrong comes as problems. */
export function readFrontMatter(lines: readonly string[]): FrontMatter {
  const first = lines[0] ?? '';
  if (!first.startsWith('---') || first.startsWith('----')) return nothing(0);
  const language = first.slice(3).trim();
  const closing = closingLineOf(lines);
  if (closing < 0) return unclosed(lines);
  if (language !== '') {
    const message = `The front matter is marked as "${shown(language)}". Only YAML is read: write a plain --- line.`;
    return { ...nothing(closing + 1), problems: [problem(0, 1, 'front-matter-language', message)] };
  }
  const block = lines.slice(1, closing);
  const place = { bodyStart: closing + 1, closingLine: closing };
  const plain = readPlainYaml(block, 1);
  return plain === undefined ? readAnyYaml(block, place) : { ...place, ...plain, problems: [] };
}

/** Reads a block by YAML's own rules. @param place where the block ends in its file */
export function readAnyYaml(
  block: readonly string[],
  { bodyStart, closingLine }: Required<Pick<FrontMatter, 'bodyStart' | 'closingLine'>>,
): FrontMatter {
  const fields = readPlainFields(block, 1);
  const read = readYaml(block);
  const base = { bodyStart, closingLine, fields };
  if ('values' in read) return { ...base, values: asWritten(read.values, fields), problems: [] };
  const line = Math.max(1, Math.min(read.line ?? 1, closingLine - 1));
  const message = `The front matter is not valid YAML (${read.message}). It was read line by line; quote the value that YAML stumbles over.`;
  const problems = [problem(line, line + 1, 'front-matter-yaml', message)];
  return { ...base, values: plainValues(fields), problems };
}

function closingLineOf(lines: readonly string[]): number {
  for (let index = 1; index < lines.length; index += 1) if (isFence(lines[index] ?? '')) return index;
  return -1;
}

function isFence(line: string): boolean {
  return line.startsWith('---') && line.trimEnd() === '---';
}

function nothing(bodyStart: number): FrontMatter {
  return { bodyStart, values: new Map(), fields: new Map(), problems: [] };
}

/** Without a closing line, the front matter is taken to end where the `key: value` lines do. */
function unclosed(lines: readonly string[]): FrontMatter {
  const end = lines.findIndex(
    (line, index) => index > 0 && !/^(?:[A-Za-z_][\w-]*[ \t]*:|[ \t]+\S|[ \t]*- )/.test(line),
  );
  const bodyStart = end < 0 ? lines.length : end;
  const fields = readPlainFields(lines.slice(1, bodyStart), 1);
  const message = 'The front matter is never closed. Add a line --- after its last field.';
  const problems = [problem(0, 1, 'front-matter-unclosed', message)];
  return { bodyStart, values: plainValues(fields), fields, problems };
}

type YamlReading =
  | { readonly values: Readonly<Record<string, unknown>> }
  | { readonly message: string; readonly line?: number };

/**
 * gray-matter gets only the block, since its own search for the end accepts other lines than `---`, and always
 * options: without them it caches by content, and an invalid text that threw comes back empty the second time.
 * Its other languages are taken away; its javascript engine evaluates what it reads.
 */
function readYaml(block: readonly string[]): YamlReading {
  const text = block.join('\n');
  if (text.length > largestYaml) return { message: `${text.length} characters are too many` };
  if (block.some((line) => line.startsWith('---'))) return { message: 'a line starts with ---' };
  try {
    const engines = { javascript: refuse, json: refuse, coffee: refuse };
    const { data } = matter(`---\n${text}\n---\n`, { language: 'yaml', engines });
    // gray-matter's type promises an object; YAML may hold a plain text or a list.
    const value: unknown = data;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const doubled = lineOfTwoFields(block, Object.keys(value));
      return doubled === undefined
        ? { values: { ...value } }
        : { message: 'a line holds two fields', line: doubled + 1 };
    }
    return { message: 'it holds no fields' };
  } catch (error) {
    const { reason, mark, message } = error as { reason?: string; mark?: { line?: number }; message: string };
    // gray-matter hands the block over with the newline before it, so YAML's line numbers are those of the file.
    const line = mark?.line;
    return { message: reason ?? message.split('\n', 1)[0] ?? '', ...(line === undefined ? {} : { line }) };
  }
}

/**
 * js-yaml reads `title: "Backend" service: loop` as two fields, which YAML does not allow, and cuts the title. A field that
 * begins no line is such a one, unless the block is a flow mapping or merges another one.
 * @returns the index of the line
 */
function lineOfTwoFields(block: readonly string[], keys: readonly string[]): number | undefined {
  if (block.some((line) => line.startsWith('{') || /^["']?<<["']?[ \t]*:/.test(line))) return undefined;
  const begins = (key: string) => block.some((line) => line.replace(/^[ \t]*(?:\? )?["']?/, '').startsWith(key));
  const hidden = keys.find((key) => key !== '' && !begins(key));
  if (hidden === undefined) return undefined;
  const line = block.findIndex((text) => text.includes(`${hidden}:`) || text.includes(hidden));
  return line < 0 ? 0 : line;
}

function refuse(): never {
  throw new Error('only YAML is read');
}

/** YAML makes numbers, dates and truth values of what the file holds as text; the file's own spelling is kept. */
function asWritten(
  values: Readonly<Record<string, unknown>>,
  fields: ReadonlyMap<string, PlainField>,
): ReadonlyMap<string, unknown> {
  const entries = Object.entries(values).map(([key, value]): [string, unknown] => {
    if (typeof value === 'string' || value === null || (typeof value === 'object' && !(value instanceof Date))) {
      return [key, value];
    }
    return [key, fields.get(key)?.text ?? (value instanceof Date ? value.toISOString().slice(0, 10) : String(value))];
  });
  return new Map(entries);
}

function plainValues(fields: ReadonlyMap<string, PlainField>): ReadonlyMap<string, unknown> {
  return new Map(Array.from(fields, ([key, { items, text }]) => [key, items.length > 0 ? items : text]));
}

function problem(start: number, end: number, code: string, message: string): Omit<Problem, 'file'> {
  return { range: { start, end }, severity: 'error', code, message };
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
