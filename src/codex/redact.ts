/** Masks what looks like a secret in text that people or logs get to see. Every pattern takes linear time. */
import { tokenPatterns } from './known-tokens.ts';
import { maskSecretManifests } from './redact-manifests.ts';
import { secretWordIn } from './secret-words.ts';

const mask = '***';

/**
 * The text with every secret masked; what remains is unchanged. Redact the whole text before it is cut or split into
 * lines: half a key is not known as one.
 */
export function redact(text: string): string {
  const masked = maskFlags(maskPairs(maskCurlUsers(redactUserinfo(maskSecretManifests(maskPrivateKeys(text))))));
  return tokenPatterns.reduce((now, { pattern }) => now.replace(pattern, `$1${mask}`), masked);
}

/** Masks user names, passwords and tokens before the host of an address; `git@`, which everybody uses, stays. */
export function redactUserinfo(text: string): string {
  return text.replace(/(?<=:\/\/)(?!git@)[^\s/"'<>]+@/g, `${mask}@`);
}

/** `key=value`, `key: value`, `"key": "value"`. */
function maskPairs(text: string): string {
  const pair = /(?<![\w.-])([\w.-]+)\\?["']?[ \t]{0,8}(?::=|=>|==|[:=])[ \t]{0,8}/g;
  return maskValues(text, pair, (key, kind, value) => key.startsWith('--') || isSecretValue(key, kind, value));
}

/** `--password value`. */
function maskFlags(text: string): string {
  return maskValues(text, /(?<![\w.-])--([\w-]+)[ \t]{1,8}(?=[^\s-])/g, (_, kind) => kind === 'ends');
}

/** Masks the value after each match whose key, the first group, says that it is secret. */
function maskValues(
  text: string,
  start: RegExp,
  isSecret: (key: string, kind: 'ends' | 'within', value: string) => boolean,
): string {
  const valuePattern = /(\\?["']?)([^\s"',;\\]*)/y;
  let masked = '';
  let copied = 0;
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    const key = match[1] ?? '';
    const kind = secretWordIn(key);
    // The value is looked at for secret keys only: it may reach over many keys that follow.
    if (kind === undefined) continue;
    valuePattern.lastIndex = start.lastIndex;
    const [, quote = '', bare = ''] = valuePattern.exec(text) ?? [];
    const from = start.lastIndex + quote.length;
    // What is quoted may hold blanks and commas; without its closing quote on this line, it ends as a bare word does.
    const value = (quote === '' ? undefined : quotedValue(text, from, quote)) ?? bare;
    if (value === '') continue;
    const hide = !value.startsWith(mask) && isSecret(key, kind, value);
    if (hide) {
      masked += text.slice(copied, from) + mask;
      copied = from + value.length;
    }
    if (hide || value.length > 100) start.lastIndex = from + value.length;
  }
  return masked + text.slice(copied);
}

const quotedLimit = 4096;

/** The text up to the closing quote, on the same line. */
function quotedValue(text: string, from: number, quote: string): string | undefined {
  const rest = text.slice(from, from + quotedLimit);
  const line = rest.split('\n', 1)[0] ?? '';
  for (let end = line.indexOf(quote); end >= 0; end = line.indexOf(quote, end + 1)) {
    if (quote.length > 1 || line[end - 1] !== '\\') return line.slice(0, end);
  }
  return undefined;
}

/** Truth values, small numbers and short words are no secrets, but for a password. */
function isSecretValue(key: string, kind: 'ends' | 'within', value: string): boolean {
  if (/^(?:true|false|yes|no|on|off|null|none|nil|undefined|~|\{\}|\[\])$/i.test(value)) return false;
  if (kind === 'within') return value.length >= 8 && !/^\d{1,12}$/.test(value);
  return value.length >= (/passw(?:or)?d$|passphrase$/i.test(key) ? 3 : 6);
}

/** `curl -u user:password`. */
function maskCurlUsers(text: string): string {
  return text.replace(/(?<!\S)(-u|--user)([ =]["']?)[^\s:"'/]{1,100}:[^\s"']+/g, `$1$2${mask}`);
}

/** Keys in PEM form: whole, without their end, and the last part of one whose beginning was cut off. */
function maskPrivateKeys(text: string): string {
  const whole = text.replace(
    /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    '*** private key ***',
  );
  if (!/-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/.test(whole)) return whole;
  const lines: string[] = [];
  for (const line of whole.split('\n')) {
    if (/-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/.test(line)) {
      while (/^[\s>|+-]*[\w+/=]+\s*$/.test(lines.at(-1) ?? '')) lines.pop();
      lines.push('*** private key ***');
    } else {
      lines.push(line);
    }
  }
  return lines.join('\n');
}
