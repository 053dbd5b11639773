/** Front matter values as YAML text. */

/** Characters that mean something to YAML at the start of a plain value (YAML 1.2.2, 7.3.3). */
const indicators = /^[,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)/;
/** Plain texts that YAML 1.1 or 1.2 reads as something else than text. Dates are left: task files write them plain. */
const otherTypes =
  /^(?:true|false|yes|no|on|off|null|~|[-+]?0[xob][\da-f_]+|[-+]?[\d_]+(?:\.[\d_]*)?(?:e[-+]?\d+)?|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?|[-+]?\.(?:\d+(?:e[-+]?\d+)?|inf|nan))$/i;

/** Writes a value plain where YAML reads it back unchanged, else in double quotes. Numbers and truth values stay plain. */
export function yamlScalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return isPlain(value) ? value : quoted(value, '"');
}

/** Writes a text in quotes of the given kind; what single quotes cannot hold comes in double ones. */
export function quoted(value: string, quote: '"' | "'"): string {
  if (quote === "'" && !hasControls(value)) return `'${value.replaceAll("'", "''")}'`;
  const escaped = Array.from(JSON.stringify(value), (character) =>
    isControl(character) ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character,
  );
  return escaped.join('');
}

function isPlain(value: string): boolean {
  if (value === '' || value !== value.trim() || hasControls(value)) return false;
  if (indicators.test(value) || otherTypes.test(value)) return false;
  return !value.includes(': ') && !value.endsWith(':') && !/[ \t]#/.test(value) && !value.startsWith('---');
}

function hasControls(value: string): boolean {
  return Array.from(value).some(isControl);
}

/** Control characters, and the line separators and byte order mark that YAML and editors treat as such. */
function isControl(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029 || code === 0xfeff;
}
