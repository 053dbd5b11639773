/** A JSON file as fields that know their line. Never throws; a broken file is read as far as it goes. */
import { createScanner, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** Why a text is no JSON object, and where. */
export interface JsonFault {
  readonly line: number;
  /** For a sentence: `a comma is missing`. */
  readonly what: string;
}

export interface JsonObject {
  /** Top-level values; of a broken file, those that could be told. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly fault?: JsonFault;
  /** Line of a top-level field, or of an item of the list in it; 0 when the file has no such field. */
  lineOf(key: string, item?: number): number;
  /** A key that stands twice in one object at or below a top-level field: JSON takes the last, and nobody means that. */
  doubledKey(key: string): string | undefined;
}

/** One field of the top level and where it stands, in characters of the text without byte order mark. */
export interface JsonField {
  readonly key: string;
  readonly offset: number;
  readonly keyLength: number;
  readonly valueOffset: number;
  readonly valueLength: number;
}

/** Brackets within brackets that are followed. Reports need three; the parser that knows places is recursive. */
const deepest = 100;

/** Reads a text that should be one JSON object. */
export function readJsonObject(text: string): JsonObject {
  const json = withoutMark(text);
  const whole = parseObject(json);
  if (whole === undefined) return readBroken(json);
  let tree: readonly Property[] | undefined;
  const parsed = () => {
    tree ??= properties(treeOf(json, []));
    return tree;
  };
  return {
    values: new Map(Object.entries(whole)),
    lineOf: (key, item) => lineIn(json, parsed(), key, item),
    doubledKey: (key) => doubledIn(parsed(), key),
  };
}

function doubledIn(tree: readonly Property[], key: string): string | undefined {
  const values = tree.filter((one) => one.key === key).map(({ valueNode }) => valueNode);
  return values.length > 1 ? key : values.map(doubledBelow).find((doubled) => doubled !== undefined);
}

function doubledBelow(node: Node): string | undefined {
  const own = properties(node);
  const seen = new Set<string>();
  const doubled = own.find(({ key }) => seen.size === seen.add(key).size)?.key;
  const inner = node.type === 'array' ? (node.children ?? []) : own.map(({ valueNode }) => valueNode);
  return doubled ?? inner.map(doubledBelow).find((one) => one !== undefined);
}

/** Of a repeated key, the last counts, as it does for its value. */
function lineIn(json: string, tree: readonly Property[], key: string, item: number | undefined): number {
  const property = tree.findLast((one) => one.key === key);
  const node = item === undefined ? undefined : property?.valueNode.children?.[item];
  return lineAt(json, (node ?? property?.keyNode)?.offset ?? 0);
}

/** The fields of the top level in the order of the file, repeated ones too. @param json without byte order mark */
export function jsonFields(json: string): JsonField[] {
  return properties(treeOf(json, [])).map(({ key, keyNode, valueNode }) => ({
    key,
    offset: keyNode.offset,
    keyLength: keyNode.length,
    valueOffset: valueNode.offset,
    valueLength: valueNode.length,
  }));
}

/** A text without its byte order mark, which JSON does not allow and editors write. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function parseObject(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A comma too many or a conflict left in the file must not make a finished item look new. */
function readBroken(json: string): JsonObject {
  const errors: ParseError[] = [];
  const root = treeOf(json, errors);
  const tree = properties(root);
  return {
    values: new Map(tree.map(({ key, valueNode }) => [key, getNodeValue(valueNode)])),
    fault: faultOf(json, root, errors[0]),
    lineOf: (key, item) => lineIn(json, tree, key, item),
    doubledKey: (key) => doubledIn(tree, key),
  };
}

function faultOf(json: string, root: Node | undefined, error: ParseError | undefined): JsonFault {
  if (isTooDeep(json)) return { line: 0, what: `more than ${deepest} brackets stand within each other` };
  if (json.trim() === '') return { line: 0, what: 'it is empty' };
  if (root !== undefined && root.type !== 'object') return { line: 0, what: 'it must be one object, { … }' };
  if (error === undefined) return { line: 0, what: 'it holds something that JSON does not allow' };
  return {
    line: lineAt(json, error.offset),
    what: sentences[printParseErrorCode(error.error)] ?? 'a value is malformed',
  };
}

const sentences: Readonly<Record<string, string>> = {
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  EndOfFileExpected: 'something follows after its end',
  InvalidCommentToken: 'comments are not allowed',
  InvalidSymbol: 'there is something that is no value',
  PropertyNameExpected: 'a field name in double quotes is missing, or a comma is too many',
  UnexpectedEndOfString: 'a text has no closing quote',
  ValueExpected: 'a value is missing, or a comma is too many',
};

function treeOf(json: string, errors: ParseError[]): Node | undefined {
  return isTooDeep(json) ? undefined : parseTree(json, errors, { disallowComments: true });
}

interface Property {
  readonly key: string;
  readonly keyNode: Node;
  readonly valueNode: Node;
}

function properties(root: Node | undefined): Property[] {
  if (root?.type !== 'object') return [];
  return (root.children ?? []).flatMap(({ children }) => {
    const [keyNode, valueNode] = children ?? [];
    const key: unknown = keyNode?.value;
    return keyNode === undefined || valueNode === undefined || typeof key !== 'string'
      ? []
      : [{ key, keyNode, valueNode }];
  });
}

/** Brackets in texts and comments do not count; the scanner is the one that the recursive parser reads by. */
function isTooDeep(json: string): boolean {
  const scanner = createScanner(json, true);
  let depth = 0;
  while (scanner.getPosition() < json.length) {
    scanner.scan();
    const mark = scanner.getTokenLength() === 1 ? json[scanner.getTokenOffset()] : '';
    if (mark === '{' || mark === '[') depth += 1;
    else if (mark === '}' || mark === ']') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

/** The line of a place, counted as `splitLines` does. */
export function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let index = 0; index < offset; index += 1) {
    const character = text[index];
    if (character === '\n' || (character === '\r' && text[index + 1] !== '\n')) line += 1;
  }
  return line;
}
