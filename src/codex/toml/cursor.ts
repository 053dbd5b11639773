import { TomlError } from './toml-error.ts';

/** A place in a text that is read from its beginning to its end. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Whether the text goes on so. */
  sees(word: string): boolean {
    return this.text.startsWith(word, this.at);
  }

  /** Goes past the word, if the text goes on so. */
  takes(word: string): boolean {
    if (!this.sees(word)) return false;
    this.at += word.length;
    return true;
  }

  /** Goes past what a sticky pattern finds here; the text of it, undefined where it finds nothing. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    this.at += found?.length ?? 0;
    return found;
  }

  /** Past blanks, line breaks and comments, as inside of an array. */
  skipLines(): void {
    while ((this.match(/[ \t\r\n]+/y) ?? this.match(comment)) !== undefined);
  }

  skipBlanks(): void {
    this.match(/[ \t]+/y);
  }

  /** Past the rest of a line, its break included. @throws TomlError when there is more than a comment */
  endLine(): void {
    this.skipBlanks();
    this.match(comment);
    if (this.isAtEnd || this.match(/\r?\n/y) !== undefined) return;
    this.fail('the line should end here');
  }

  /** @param at where it is; here when left out */
  fail(what: string, at = this.at): never {
    throw new TomlError(what, this.text.slice(0, at).split('\n').length);
  }
}

/** Control characters are not allowed, also not in comments. */
const comment = /#[^\p{Cc}]*(?:\t[^\p{Cc}]*)*/uy;
