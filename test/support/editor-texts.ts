/** Finds texts in the extension's code that are not translated, by the syntax tree. Without types. */
import { parseAst } from 'vitest/node';

export interface PlainText {
  /** Its line, 1-based. */
  readonly line: number;
  /** What stands there; `{}` for each value in it. */
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** What people see of rows, lists, questions, lenses, hovers, messages. */
const shownProperties = new Set(
  'label description detail placeHolder placeholder title tooltip prompt spoken hint message explanation help text word'.split(
    ' ',
  ),
);
/** The editor's calls and classes that show their first argument. */
const shownBy =
  /^(?:show(?:Information|Warning|Error)Message|setStatusBarMessage|MarkdownString|Diagnostic|CodeAction)$/;
/** What people do not see: the log, reasons of an abort, classes of errors, pages' attributes. */
const notShownBy =
  /(?:^|\.)(?:DOMException|RegExp|querySelector|setAttribute|getAttribute|executeCommand|getConfiguration|debug|trace)$/;
const readsAsText = /[\p{L}]{2,}[,.:;!?…)"]* [\p{L}({"]|^\p{Lu}\p{Ll}+(?:…|\.)?$|\{\} \p{L}{2,}|\p{L}{2,} \{\}/u;

/** Texts that no `l10n.t` translates. */
export function plainTexts(code: string): PlainText[] {
  const found: PlainText[] = [];
  const visit = (value: unknown, shown: boolean, hidden: boolean): void => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one, shown, hidden);
      return;
    }
    if (!isNode(value)) return;
    const { type } = value;
    if (isType(type) || type === 'ImportDeclaration' || type === 'ImportExpression') return;
    const text = textOf(value);
    if (text !== undefined && !hidden && isPlain(text, shown)) {
      found.push({ line: code.slice(0, value.start).split('\n').length, text });
    }
    if (type === 'Property') {
      visit(value['value'], shownProperties.has(nameOf(value['key'])), hidden);
      if (value['computed'] === true) visit(value['key'], false, hidden);
    } else if (type === 'TaggedTemplateExpression' && isTranslation(value['tag'])) {
      visit((value['quasi'] as Node)['expressions'], false, hidden);
    } else if (type === 'CallExpression' || type === 'NewExpression') {
      visitCall(value, hidden, visit);
    } else if (type === 'ConditionalExpression') {
      visit(value['test'], false, hidden);
      visit([value['consequent'], value['alternate']], shown, hidden);
    } else if (type === 'TemplateLiteral') {
      visit(value['expressions'], false, hidden);
    } else if (type === 'BinaryExpression') {
      const compares = /^[!=]==?$/.test(String(value['operator']));
      visit([value['left'], value['right']], shown && !compares, hidden || compares);
    } else {
      for (const [key, part] of Object.entries(value)) if (key !== 'type') visit(part, false, hidden);
    }
  };
  visit(parseAst(code, { lang: 'ts' }).body, false, false);
  return found;
}

/** Without its icons it reads as a text, or it is shown and has a word. */
function isPlain(text: string, shown: boolean): boolean {
  const words = text.replace(/\$\([\w~-]+\) ?/g, '');
  return readsAsText.test(words) || (shown && /\p{L}{2,}/u.test(words));
}

/** Calls of `l10n.t` outside of functions: they would be made before the language is known. */
export function earlyTranslations(code: string): number[] {
  const lines: number[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (!isNode(value) || /Function|PropertyDefinition|MethodDefinition/.test(value.type)) return;
    if (isTranslation(value['callee']) || isTranslation(value['tag'])) {
      lines.push(code.slice(0, value.start).split('\n').length);
    }
    for (const part of Object.values(value)) visit(part);
  };
  visit(parseAst(code, { lang: 'ts' }).body);
  return lines;
}

function visitCall(
  call: Node,
  hidden: boolean,
  visit: (value: unknown, shown: boolean, hidden: boolean) => void,
): void {
  const callee = call['callee'];
  const args = call['arguments'] as readonly Node[];
  if (isTranslation(callee)) {
    visit(args.slice(1), false, hidden);
    return;
  }
  const name = nameOf(callee);
  const toLog = textOf(args[0]) === 'log' || /^(?:info|warn|error)$/.test(name);
  visit(callee, false, hidden);
  visit(args, shownBy.test(name), hidden || toLog || notShownBy.test(name));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isType(type: string): boolean {
  return type.startsWith('TS') && !/^TS(?:As|Satisfies|NonNull)/.test(type);
}

function isTranslation(callee: unknown): boolean {
  return (
    isNode(callee) &&
    callee.type === 'MemberExpression' &&
    nameOf(callee['object']) === 'l10n' &&
    nameOf(callee) === 't'
  );
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'MemberExpression') return nameOf(node['property']);
  return String(node['name'] ?? node['value'] ?? '');
}

function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type !== 'TemplateLiteral') return undefined;
  return (node['quasis'] as readonly { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('{}');
}
