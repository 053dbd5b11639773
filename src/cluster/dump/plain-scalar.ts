/** Single values of block YAML as machines write it. Each is read as the YAML library reads it, or not at all. */

/** There is something that this reader does not take; the YAML library decides. */
export class NotPlain extends Error {}

/** A value, and where the line after it begins. */
export interface Scalar {
  readonly value: unknown;
  readonly next: number;
}

const newline = 0x0a;
const space = 0x20;
const hash = 0x23;

/** Where the line ends that holds the place: its newline, or the end of the text. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** How many spaces stand from here on. */
export function spacesAt(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === space) end += 1;
  return end - at;
}

/** The line after what ended here: nothing but spaces and a comment may follow. */
export function afterValue(text: string, at: number): number {
  const rest = at + spacesAt(text, at);
  const code = text.charCodeAt(rest);
  if (Number.isNaN(code) || code === newline) return rest + 1;
  if (code === hash && rest > at) return lineEnd(text, rest) + 1;
  throw new NotPlain();
}

/** Begins or separates something in YAML, so that no plain value begins with it. */
const indicator = /^[,[\]{}#&*!|>'"%@`?:\t]|^-(?:\s|$)/;

/**
 * A value that stands in a line, and goes on in lines that stand deeper than its parent.
 * @param indent column of the parent
 */
export function readScalar(text: string, at: number, indent: number): Scalar {
  const first = text[at];
  if (first === '"' || first === "'") {
    const { value, end } = readQuoted(text, at, indent);
    return { value, next: afterValue(text, end) };
  }
  if (first === '|' || first === '>') return readLines(text, at, indent);
  const pair = text.slice(at, at + 2);
  if (pair === '{}') return { value: {}, next: afterValue(text, at + 2) };
  if (pair === '[]') return { value: [], next: afterValue(text, at + 2) };
  if (indicator.test(pair)) throw new NotPlain();
  return readPlain(text, at, indent);
}

function readPlain(text: string, at: number, indent: number): Scalar {
  let end = lineEnd(text, at);
  let { value, isLast } = plainLine(text.slice(at, end));
  let isLong = false;
  while (!isLast) {
    const { start, breaks } = continuation(text, end, indent);
    if (start < 0 || text.charCodeAt(start) === hash) break;
    end = lineEnd(text, start);
    const line = plainLine(text.slice(start, end));
    value += (breaks === 0 ? ' ' : '\n'.repeat(breaks)) + line.value;
    isLast = line.isLast;
    isLong = true;
  }
  return { value: isLong ? value : resolvePlain(value), next: end + 1 };
}

/** A line of plain text; a comment ends it and the whole text. */
function plainLine(line: string): { readonly value: string; readonly isLast: boolean } {
  const comment = line.indexOf(' #');
  const value = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  if (value.includes(': ') || value.includes('\t') || value.endsWith(':')) throw new NotPlain();
  return { value, isLast: comment >= 0 };
}

/** The next line with content where it stands deeper than the parent, and the empty lines before it; -1 when it does not. */
function continuation(text: string, end: number, indent: number): { readonly start: number; readonly breaks: number } {
  let breaks = 0;
  for (let line = end + 1; line < text.length; breaks += 1) {
    const start = line + spacesAt(text, line);
    const code = text.charCodeAt(start);
    if (code !== newline) return { start: start - line > indent && !Number.isNaN(code) ? start : -1, breaks };
    line = start + 1;
  }
  return { start: -1, breaks };
}

/** What a plain value means by the core schema of YAML 1.2. @throws NotPlain for numbers in rare forms */
export function resolvePlain(value: string): unknown {
  switch (value) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null;
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
  }
  const code = value.charCodeAt(0);
  const mayBeNumber = (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e;
  if (!mayBeNumber) return value;
  if (/^(?:0|-?[1-9]\d{0,14})$|^-?(?:0|[1-9]\d{0,14})\.\d{1,15}$/.test(value)) return Number(value);
  if (oddNumber.test(value)) throw new NotPlain();
  return value;
}

/** Numbers in other forms, which only the library tells from texts. */
const oddNumber =
  /^(?:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** A text in quotes, which may go on in deeper lines. `end` is the place after the closing quote. */
export function readQuoted(text: string, at: number, indent: number): { readonly value: string; readonly end: number } {
  const isDouble = text[at] === '"';
  const end = closingQuote(text, at, isDouble);
  const inner = text.slice(at + 1, end);
  const isShort = !inner.includes('\n');
  if (isShort && !inner.includes(isDouble ? '\\' : "'")) return { value: inner, end: end + 1 };
  const folded = isShort ? inner : fold(inner, indent, isDouble);
  return { value: isDouble ? unescaped(folded) : folded.replaceAll("''", "'"), end: end + 1 };
}

function closingQuote(text: string, at: number, isDouble: boolean): number {
  for (let end = at + 1; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (isDouble && code === 0x5c) end += 1;
    else if (isDouble && code === 0x22) return end;
    else if (!isDouble && code === 0x27) {
      if (text.charCodeAt(end + 1) !== 0x27) return end;
      end += 1;
    }
  }
  throw new NotPlain();
}

/** One line break is a space, further ones are kept; blanks around them are not. A break after `\` is none at all. */
function fold(inner: string, indent: number, escapes: boolean): string {
  const [first = '', ...lines] = inner.split('\n');
  let value = first;
  let breaks = 0;
  for (const [index, line] of lines.entries()) {
    const content = line.trimStart();
    if (content === '' && index < lines.length - 1) {
      breaks += 1;
      continue;
    }
    if (line.includes('\t') || line.length - content.length <= indent) throw new NotPlain();
    const isJoined = escapes && isEscaping(value);
    if (isJoined && breaks > 0) throw new NotPlain();
    if (isJoined) value = value.slice(0, -1) + content;
    else value = withoutBlanks(value, escapes) + (breaks === 0 ? ' ' : '\n'.repeat(breaks)) + content;
    breaks = 0;
  }
  return value;
}

/** Whether the text ends in a backslash that is not escaped itself. */
function isEscaping(text: string): boolean {
  let start = text.length;
  while (text[start - 1] === '\\') start -= 1;
  return (text.length - start) % 2 === 1;
}

/** Without blanks at the end; one that is escaped stays, and is rare. */
function withoutBlanks(value: string, escapes: boolean): string {
  const trimmed = value.trimEnd();
  if (escapes && trimmed !== value && isEscaping(trimmed)) throw new NotPlain();
  return trimmed;
}

const escapes: Readonly<Record<string, string>> = {
  ...{ '0': '\0', a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b' },
  ...{ '"': '"', '/': '/', '\\': '\\', ' ': ' ', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029' },
};

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U[0-9a-fA-F]{8}|([\s\S]))/g, (_all, x, u, other) => {
    const code: string | undefined = x ?? u;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    const character = other === undefined ? undefined : escapes[other];
    if (character === undefined) throw new NotPlain();
    return character;
  });
}

/** `|`, `>` and `|-`, `|+`, `>-`, with or without a number: lines as they stand, or folded. */
function readLines(text: string, at: number, indent: number): Scalar {
  const headerEnd = lineEnd(text, at);
  const header = /^([|>])([1-9]?)([-+]?)$/.exec(text.slice(at, headerEnd));
  if (header === null) throw new NotPlain();
  const [, style = '', number = '', chomping = ''] = header;
  const lines: string[] = [];
  let depth = number === '' ? -1 : Math.max(indent, 0) + Number(number);
  let line = headerEnd + 1;
  while (line < text.length) {
    const end = lineEnd(text, line);
    const spaces = spacesAt(text, line);
    const isBlank = line + spaces === end;
    if (isBlank && spaces > Math.max(depth, 0)) throw new NotPlain();
    if (!isBlank) {
      if (spaces <= indent) break;
      if (depth < 0) depth = spaces;
      if (spaces < depth) throw new NotPlain();
    }
    lines.push(isBlank ? '' : text.slice(line + depth, end));
    line = end + 1;
  }
  return { value: chomped(style === '>' ? foldLines(lines) : lines, chomping), next: line };
}

/** Lines that stand next to each other become one; of the empty lines between two, one is the break that separates them. */
function foldLines(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => line !== '');
  const folded: string[] = [];
  let isOpen = false;
  for (const [index, line] of lines.entries()) {
    if (/^[ \t]/.test(line)) throw new NotPlain();
    if (line !== '' && isOpen) folded.push(`${folded.pop()} ${line}`);
    else if (line !== '' || folded.length === 0 || index > last || lines[index - 1] === '') folded.push(line);
    isOpen = line !== '';
  }
  return folded;
}

function chomped(lines: readonly string[], how: string): string {
  if (how === '+') return lines.map((line) => `${line}\n`).join('');
  const last = lines.findLastIndex((line) => line !== '');
  const text = lines.slice(0, last + 1).join('\n');
  return how === '-' || text === '' ? text : `${text}\n`;
}
