/** package.json as the editor shows it: with the texts that package.nls.json has for its `%key%`. */
import plain from '../../package.json' with { type: 'json' };
import texts from '../../package.nls.json' with { type: 'json' };

const textOf = new Map<string, string>(Object.entries(texts));

/** The key of a value of the form `%key%`; undefined for any other. */
export function textKey(value: string): string | undefined {
  return /^%(.+)%$/.exec(value)?.[1];
}

/** `value` with the text in place of each `%key%` in it, and in what it holds; a key without a text stays, as in the editor. */
function resolved<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part) => {
    const key = typeof part === 'string' ? textKey(part) : undefined;
    return key === undefined ? part : (textOf.get(key) ?? part);
  });
}

export const manifest = resolved(plain);
