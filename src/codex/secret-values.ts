/**
 * Masks the values of environment variables that look secret, wherever a text shows them: no pattern knows a password
 * that somebody made up. Pure.
 */
import { redact } from './redact.ts';

/** A text with what is secret in it masked. */
export type Redact = (text: string) => string;

const mask = '***';
/** Shorter values stand in too many texts by chance. */
const shortest = 8;

/** Masks what `redact` knows, and the secret values of this environment. */
export function redactorOf(env: NodeJS.ProcessEnv): Redact {
  const values = valueMask(env);
  // Values first: what a pattern takes out of one would leave the rest of it.
  return (text) => redact(values(text));
}

/** Masks the secret values of this environment alone: as they stand, in JSON, in base64 and in addresses. */
export function valueMask(env: NodeJS.ProcessEnv): Redact {
  const forms = secretValues(env).flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString('base64'),
    encodeURIComponent(value),
  ]);
  // The longest first: a value may be part of another.
  const needles = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => needles.reduce((now, needle) => now.replaceAll(needle, mask), text);
}

/** The same value with every text in it masked. */
export function redactAll<T>(value: T, redacted: Redact): T {
  const within = (part: unknown): unknown => {
    if (typeof part === 'string') return redacted(part);
    if (Array.isArray(part)) return part.map(within);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, entry]) => [key, within(entry)]));
  };
  return within(value) as T;
}

function secretValues(env: NodeJS.ProcessEnv): string[] {
  const found = Object.entries(env).flatMap(([name, value = '']) => {
    const password = /^[a-z][\w+.-]*:\/\/[^/?#]*?:([^/?#]+)@/i.exec(value)?.[1] ?? '';
    return isSecret(name, value.trim()) ? [value.trim(), password] : [password];
  });
  return found.filter((value) => value.length >= shortest);
}

/** Words of a name that make its value a secret: `GITHUB_TOKEN`, `DB_PASS`, `API_KEY`. */
const secretParts = new Set(['KEY', 'KEYS', 'PASS', 'PAT', 'AUTH']);
const secretWords = /TOKEN|SECRET|PASSW(?:OR)?D|PASSPHRASE|CREDENTIAL|APIKEY|ACCESSKEY|PRIVATEKEY|AUTHKEY/;
/** Last words of names whose values say where a secret is, or something about it. */
const harmless =
  /^(?:FILE|PATH|DIR|FOLDER|NAME|ID|URL|URI|HOST|PORT|TYPE|KIND|TTL|TIMEOUT|EXPIRY|LENGTH|SIZE|LIMIT|COUNT|SOCK|SOCKET|PROVIDER|STORE|VERSION|METHOD|MODE|ENABLED|NAMESPACE|ENDPOINT)$/;

function isSecret(name: string, value: string): boolean {
  const words = name.toUpperCase().split(/[_.-]+/);
  const last = words.at(-1) ?? '';
  if (harmless.test(last)) return false;
  // PWD and OLDPWD are the folder one is in.
  if (last === 'PWD') return words.length > 1;
  const says = (word: string) => secretParts.has(word) || secretWords.test(word);
  if (says(last)) return true;
  // SECRET_BACKEND=kubernetes
  return words.some(says) && !/^[a-z][a-z-]*$/.test(value);
}
