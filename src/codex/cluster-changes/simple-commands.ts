/**
 * The simple commands of a shell text: what stands between operators, in substitutions and in groups. Pure, and generous
 * where shell-syntax.ts is cautious: nothing that may be run is to be missed. Quoted text is a word, never a command.
 */
import { endOfUnit } from '../shell-syntax.ts';

export interface Word {
  /** As it is written. */
  readonly raw: string;
  /** Without its quotes; expansions stay as they are written. */
  readonly value: string;
}

export interface SimpleCommand {
  /** Without redirections. */
  readonly words: readonly Word[];
  /** The here-document that it reads; undefined where it reads none. */
  readonly input: string | undefined;
}

/** Substitutions in substitutions that are looked into. */
const deepest = 20;

/** Reads the whole text, however broken it is. */
export function simpleCommands(text: string, depth = 0): SimpleCommand[] {
  return depth > deepest ? [] : new Reader(text, depth).read();
}

interface Draft {
  words: Word[];
  delimiter: string | undefined;
  stripTabs: boolean;
  input: string | undefined;
}

const redirection = /\d*(?:&>>?|>>|>&|>\||<<<|<<-|<<|<&|<>|[<>])/y;

class Reader {
  readonly #text: string;
  readonly #depth: number;
  readonly #commands: Draft[] = [];
  readonly #inner: SimpleCommand[] = [];
  #command = newDraft();
  #at = 0;

  constructor(text: string, depth: number) {
    this.#text = text;
    this.#depth = depth;
  }

  read(): SimpleCommand[] {
    while (this.#at < this.#text.length) this.#step();
    this.#endCommand();
    const own = this.#commands.map(({ words, input }) => ({ words, input }));
    return [...own, ...this.#inner];
  }

  #step(): void {
    const char = this.#text[this.#at] ?? '';
    const opensSubstitution = /^[<>]\($/.test(this.#text.slice(this.#at, this.#at + 2));
    if (this.#text.startsWith('\\\n', this.#at)) this.#at += 2;
    else if (char === ' ' || char === '\t') this.#at += 1;
    else if (char === '#') this.#at = this.#lineEnd();
    else if (!opensSubstitution && this.#redirects()) return;
    else if (char === '\n') this.#endLine();
    else if (/[;&|()]/.test(char)) {
      this.#endCommand();
      this.#at += 1;
    } else {
      const word = this.#word();
      if (word.raw !== '') this.#command.words.push(word);
    }
  }

  /** Skips a redirection with its target; a here-document's body follows the line. */
  #redirects(): boolean {
    redirection.lastIndex = this.#at;
    const operator = redirection.exec(this.#text)?.[0];
    if (operator === undefined) return false;
    this.#at += operator.length;
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1;
    const target = this.#word();
    if (/<<-?$/.test(operator) && target.value !== '') {
      this.#command.delimiter = target.value;
      this.#command.stripTabs = operator.endsWith('-');
    }
    return true;
  }

  /** The word that begins here, substitutions in it read as commands of their own. */
  #word(): Word {
    const start = this.#at;
    let value = '';
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] ?? '';
      const isSubstitution = this.#text[this.#at + 1] === '(' && /[<>]/.test(char);
      if (/[\s;&|()<>]/.test(char) && !isSubstitution) break;
      const end = endOfUnit(this.#text, this.#at) ?? this.#text.length;
      const unit = this.#text.slice(this.#at, end);
      value += unquoted(unit);
      for (const text of substitutionsIn(unit)) this.#inner.push(...simpleCommands(text, this.#depth + 1));
      this.#at = end;
    }
    // What no word can begin with, and no operator is, is passed over.
    if (this.#at === start && !/[\s;&|()<>]/.test(this.#text[start] ?? ' ')) this.#at += 1;
    return { raw: this.#text.slice(start, this.#at), value };
  }

  #endLine(): void {
    this.#endCommand();
    this.#at += 1;
    for (const command of this.#commands) {
      if (command.delimiter === undefined || command.input !== undefined) continue;
      const lines: string[] = [];
      while (this.#at < this.#text.length) {
        const end = this.#lineEnd();
        const whole = this.#text.slice(this.#at, end);
        this.#at = end + 1;
        const line = command.stripTabs ? whole.replace(/^\t+/, '') : whole;
        if (line === command.delimiter) break;
        lines.push(line);
      }
      command.input = lines.join('\n');
    }
  }

  #lineEnd(): number {
    const end = this.#text.indexOf('\n', this.#at);
    return end < 0 ? this.#text.length : end;
  }

  #endCommand(): void {
    if (this.#command.words.length > 0) this.#commands.push(this.#command);
    this.#command = newDraft();
  }
}

function newDraft(): Draft {
  return { words: [], delimiter: undefined, stripTabs: false, input: undefined };
}

function unquoted(unit: string): string {
  if (unit.startsWith("'")) return unit.slice(1, unit.endsWith("'") && unit.length > 1 ? -1 : undefined);
  if (unit.startsWith('"')) {
    const inner = unit.slice(1, unit.endsWith('"') && unit.length > 1 ? -1 : undefined);
    return inner.replace(/\\(["$`\\])/g, '$1');
  }
  return unit.startsWith('\\') ? unit.slice(1) : unit;
}

/** The texts of `$(…)`, `<(…)` and backticks in one unit of a word. */
function substitutionsIn(unit: string): string[] {
  if (unit.startsWith("'") || unit.startsWith('\\')) return [];
  // One that stays open, or whose end is on another line, goes on to the end of the text.
  if (unit.startsWith('`')) return [unit.slice(1).replace(/`$/, '')];
  if (/^[$<>]\(/.test(unit)) return [unit.slice(2).replace(/\)$/, '')];
  if (!unit.startsWith('"')) return [];
  const found: string[] = [];
  for (let at = 1; at < unit.length; ) {
    const isUnit = unit[at] === '\\' || unit[at] === '`' || unit.startsWith('$(', at);
    const end = isUnit ? (endOfUnit(unit, at) ?? unit.length) : at + 1;
    if (isUnit) found.push(...substitutionsIn(unit.slice(at, end)));
    at = end;
  }
  return found;
}
