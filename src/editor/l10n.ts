/**
 * The texts that people see, in the language of the editor: `l10n.t` has the shapes of the editor's own, and needs no editor, so
 * that pure modules can name texts, too. Translated when it is called, and so never at the top of a module.
 */

type Value = string | number | boolean;

/** A text that needs a word for the translator: it is short, or has several meanings. */
export interface Commented {
  readonly message: string;
  readonly args?: readonly Value[];
  readonly comment: readonly string[];
}

/** Translations by key; no key, no translation. */
export type Texts = Readonly<Record<string, string>>;

let texts: Texts = {};
let language = 'en-GB';

/** Says once, before anything is shown, what `t`, `number` and `list` give from then on. @param tag of a language, as in BCP 47 */
export function speak(translations: Texts, tag: string): void {
  texts = translations;
  [language = 'en-GB'] = supported(tag);
}

/** None of a tag that nobody knows, and of plain English: ours puts no comma before "and". */
function supported(tag: string): readonly string[] {
  return tag === 'en' ? [] : Intl.NumberFormat.supportedLocalesOf([tag]);
}

/** `l10n.t('Text')`, l10n.t`Text with ${values}`, or `l10n.t({ message, args, comment })`, where `{0}` stands for the first of `args`. */
export function t(message: string): string;
export function t(parts: TemplateStringsArray, ...values: readonly Value[]): string;
export function t(commented: Commented): string;
export function t(text: string | TemplateStringsArray | Commented, ...values: readonly Value[]): string {
  if (typeof text === 'string') return texts[text] ?? text;
  if ('raw' in text) {
    const message = text.reduce((before, part, index) => `${before}{${index - 1}}${part}`);
    return filled(texts[message] ?? message, values);
  }
  const { message, args = [], comment } = text;
  return filled(texts[`${message}/${comment.join('')}`] ?? message, args);
}

function filled(message: string, values: readonly Value[]): string {
  return message.replace(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place));
}

/** A number as the language groups its digits. */
export function number(value: number): string {
  return value.toLocaleString(language);
}

/** `one, other and third`, or the same with "or". */
export function list(items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string {
  return new Intl.ListFormat(language, { type }).format(items);
}
