/**
 * Reads as much shell syntax as it takes to tell where one simple command ends. Pure, and cautious: what it does not
 * understand is no chain, so that nothing is credited with an exit code that may be another command's.
 */

export interface ShellText {
  /** The text with white space folded outside quotes; as it is (trimmed) where it is not understood. */
  readonly folded: string;
  /**
   * The parts of `a && b && c`, folded, when the text is nothing but simple commands in such a chain (one part for a
   * simple command alone). Exit 0 of the whole then means that every part was run and exited with 0.
   */
  readonly chain: readonly string[] | undefined;
  /**
   * The parts of the chain that is run last in a list or a pipeline, after `||`, `;`, `|`, `&` or a line break; undefined where there
   * is no such operator, or groups or control words are in it.
   */
  readonly last: readonly string[] | undefined;
}

/** Splits a command into the parts of its top-level `&&` chain. */
export function readShell(text: string): ShellText {
  const tokens = tokenise(text.trim());
  if (tokens === undefined) return { folded: text.trim(), chain: undefined, last: undefined };
  const folded = tokens.join(' ');
  const end = tokens.findLastIndex((token) => !enders.has(token)) + 1;
  const start = tokens.slice(0, end).findLastIndex((token) => operators.has(token) && token !== '&&') + 1;
  const isList = start > 0 || end < tokens.length;
  const chain = chainOf(tokens.slice(start, end));
  if (!isList) return { folded, chain, last: undefined };
  return { folded, chain: undefined, last: tokens.some((token) => groups.has(token)) ? undefined : chain };
}

function chainOf(tokens: readonly string[]): readonly string[] | undefined {
  const parts: string[][] = [[]];
  for (const token of tokens) {
    if (token === '&&') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.every(isSimple) ? parts.map((part) => part.join(' ')) : undefined;
}

/** What may end a text without another command behind it. */
const enders: ReadonlySet<string> = new Set([';', '&', '\n']);
const groups: ReadonlySet<string> = new Set(['(', ')']);

const operators: ReadonlySet<string> = new Set(['&&', '||', ';', '|', '&', '(', ')', '\n']);

/** Words that make a command more than a simple one, or that end the shell or change what it runs next. */
const notSimple: ReadonlySet<string> = new Set(
  `if then elif else fi for while until do done case esac select function time coproc { } [[ (( exit exec return break
  continue logout trap eval alias unalias set shopt enable`.split(/\s+/),
);

/** A simple command: words, of which the one that is run is known and no control word. */
function isSimple(words: readonly string[]): boolean {
  const name = words
    .map((word) => word.replace(/['"\\]/g, ''))
    .find((word) => word !== '!' && word !== 'command' && word !== 'builtin' && !/^\w+\+?=/.test(word));
  return name !== undefined && !notSimple.has(name) && !/[$`]/.test(name);
}

/** Words (with their quotes and redirections) and operators; undefined for here-documents, comments and open quotes. */
function tokenise(text: string): string[] | undefined {
  const tokens: string[] = [];
  let word = '';
  const endWord = () => {
    if (word !== '') tokens.push(word);
    word = '';
  };
  for (let index = 0; index < text.length; ) {
    const char = text[index] ?? '';
    const pair = text.slice(index, index + 2);
    const redirected = /[<>]$/.test(word);
    if (pair === '\\\n') {
      index += 2;
    } else if (char === ' ' || char === '\t') {
      endWord();
      index += 1;
    } else if (char === '#' && word === '') {
      return undefined;
    } else if (isHereDocument(text, index)) {
      return undefined;
    } else if ((pair === '&&' || pair === '||') && !redirected) {
      endWord();
      tokens.push(pair);
      index += 2;
    } else if (pair === '&>' || (redirected && /[&|(]/.test(char)) || !operators.has(char)) {
      const end = endOfUnit(text, index);
      if (end === undefined) return undefined;
      word += text.slice(index, end);
      index = end;
    } else {
      endWord();
      if (char !== '\n' || tokens.at(-1) !== '\n') tokens.push(char);
      index += 1;
    }
  }
  endWord();
  return tokens;
}

/** `<<` but not `<<<`. */
function isHereDocument(text: string, index: number): boolean {
  return text.startsWith('<<', index) && text[index + 2] !== '<' && text[index - 1] !== '<';
}

/** Where the quoted text, escape, expansion or single character at `index` ends; undefined when it stays open. */
export function endOfUnit(text: string, index: number): number | undefined {
  const char = text[index];
  const pair = text.slice(index, index + 2);
  if (char === '\\') return Math.min(index + 2, text.length);
  if (char === "'") return after(text, "'", index + 1);
  if (char === '"') return endOfDouble(text, index + 1);
  if (char === '`') return endOfBackticks(text, index + 1);
  if (pair === "$'") return endOfAnsi(text, index + 2);
  if (pair === '$(' || pair === '<(' || pair === '>(' || char === '(') {
    return endOfGroup(text, char === '(' ? index + 1 : index + 2, ')');
  }
  if (pair === '${') return endOfGroup(text, index + 2, '}');
  return index + 1;
}

function after(text: string, mark: string, from: number): number | undefined {
  const found = text.indexOf(mark, from);
  return found < 0 ? undefined : found + 1;
}

function endOfDouble(text: string, from: number): number | undefined {
  for (let index = from; index < text.length; ) {
    const char = text[index];
    if (char === '"') return index + 1;
    const unit = char === '\\' || char === '`' || /^\$[({]/.test(text.slice(index, index + 2));
    const end = unit ? endOfUnit(text, index) : index + 1;
    if (end === undefined) return undefined;
    index = end;
  }
  return undefined;
}

function endOfBackticks(text: string, from: number): number | undefined {
  for (let index = from; index < text.length; index += text[index] === '\\' ? 2 : 1) {
    if (text[index] === '`') return index + 1;
  }
  return undefined;
}

function endOfAnsi(text: string, from: number): number | undefined {
  for (let index = from; index < text.length; index += text[index] === '\\' ? 2 : 1) {
    if (text[index] === "'") return index + 1;
  }
  return undefined;
}

/** Comments, lines and here-documents inside a substitution are not followed. */
function endOfGroup(text: string, from: number, close: ')' | '}'): number | undefined {
  for (let index = from; index < text.length; ) {
    const char = text[index];
    if (char === close) return index + 1;
    const comment = char === '#' && /[\s;|&(]/.test(text[index - 1] ?? '');
    if (char === '\n' || (close === ')' && comment) || isHereDocument(text, index)) return undefined;
    const end = endOfUnit(text, index);
    if (end === undefined) return undefined;
    index = end;
  }
  return undefined;
}
