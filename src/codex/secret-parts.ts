/** What a secret value of several parts holds that is secret by itself: texts of JSON, lines of keys and of settings. Pure. */
import { isSecretName } from './secret-names.ts';

/** Words that are shorter stand in too many texts by chance. */
const shortestWord = 12;
/** A long RSA key has some 50 lines. */
const mostParts = 100;

/** The telling parts of a value; none of one that is a single word. @param shortest characters of a part under a secret name */
export function secretParts(value: string, shortest: number): string[] {
  const parts = partsOfJson(value, shortest) ?? (value.includes('\n') ? partsOfLines(value, shortest) : []);
  return [...new Set(parts)].slice(0, mostParts);
}

/** Undefined where the value is no JSON object or list. */
function partsOfJson(value: string, shortest: number): string[] | undefined {
  if (!/^[{[]/.test(value)) return undefined;
  try {
    return partsOf('', JSON.parse(value), shortest, 0);
  } catch {
    return undefined; // read as lines
  }
}

const deepest = 20;

function partsOf(name: string, value: unknown, shortest: number, depth: number): string[] {
  if (depth > deepest) return [];
  if (typeof value === 'string') {
    if (value.includes('\n')) return partsOfLines(value, shortest);
    return (isSecretName(name, value) && value.length >= shortest) || isTelling(value) ? [value] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => partsOf(key, entry, shortest, depth + 1));
}

function partsOfLines(text: string, shortest: number): string[] {
  return text.split('\n').flatMap((line) => {
    if (/^\s*-----/.test(line)) return [];
    const [, key = '', quoted = ''] = /^[\s"'-]*([\w.-]+)["']?\s*[:=]\s*(\S.*)$/.exec(line) ?? [];
    const value = quoted.trim().replace(/^(["'])(.*?)\1,?$/, '$2');
    const named = isSecretName(key, value) && value.length >= shortest ? [value] : [];
    return [...named, ...line.split(/[\s"',;]+|=(?=[^=\s])/).filter(isTelling)];
  });
}

/** A word that looks made by chance: letters with digits, and no name, host, path or address. */
function isTelling(word: string): boolean {
  if (word.length < shortestWord || !/[a-z]/i.test(word) || !/\d/.test(word)) return false;
  if (/^[A-Za-z\d+/]{32,}={0,2}$/.test(word)) return true;
  // kubernetes-admin@cluster1, shop.example.com:443, /etc/ssl/ca2.pem
  if (/[@:/\\.\s]/.test(word)) return false;
  const isName = /^[a-z]+\d{0,3}(?:[-_]+[a-z\d]+)*$/i.test(word); // eu-central-1
  return !isName || /[a-z]\d+[a-z]/i.test(word);
}
