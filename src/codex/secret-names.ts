/** Whether the name of a variable, or of a key, says that its value is secret. Pure. */

/** Words of a name that make its value a secret: `GITHUB_TOKEN`, `DB_PASS`, `API_KEY`. */
const secretParts = new Set(['KEY', 'KEYS', 'PASS', 'PAT', 'AUTH', 'PW']);
const secretWords = /TOKEN|SECRET|PASSW(?:OR)?D|PASSPHRASE|CREDENTIAL|APIKEY|ACCESSKEY|PRIVATEKEY|AUTHKEY/;
/** Last words of names whose values say where a secret is, or something about it. */
const harmless =
  /^(?:FILE|PATH|DIR|FOLDER|NAME|ID|URL|URI|HOST|PORT|TYPE|KIND|TTL|TIMEOUT|EXPIRY|LENGTH|SIZE|LIMIT|COUNT|SOCK|SOCKET|PROVIDER|STORE|VERSION|METHOD|MODE|ENABLED|NAMESPACE|ENDPOINT)$/;

/** @param value what it holds: `SECRET_BACKEND=kubernetes` is none */
export function isSecretName(name: string, value: string): boolean {
  const words = name.toUpperCase().split(/[_.-]+/);
  const last = words.at(-1) ?? '';
  if (harmless.test(last)) return false;
  // PWD and OLDPWD are the folder one is in.
  if (last === 'PWD') return words.length > 1;
  const says = (word: string) => secretParts.has(word) || secretWords.test(word);
  if (says(last)) return true;
  return words.some(says) && !/^[a-z][a-z-]*$/.test(value);
}
