/** Masks the values of Kubernetes Secrets in a text: their keys often do not say that they are secret. Takes linear time. */

const mask = '***';

/** A manifest that is written by a command, printed, or shown as a diff; documents without a Secret stay as they are. */
export function maskSecretManifests(text: string): string {
  if (!isSecret.test(text)) return text;
  return text
    .split(/^(?=---)/m)
    .map((document) => (isSecret.test(document) ? maskInline(maskBlocks(document)) : document))
    .join('');
}

const isSecret = /\bkind\\?["']?[ \t]{0,8}:[ \t]{0,8}\\?["']?Secret\b/;

/** Lines that are indented deeper than `data:` or `stringData:` above them. */
function maskBlocks(document: string): string {
  let block: number | undefined;
  return document
    .split('\n')
    .map((line) => {
      const content = line.replace(/^[+-]/, ' ');
      const indent = content.length - content.trimStart().length;
      if (content.trim() === '') return line;
      if (block !== undefined && indent > block) return maskLine(line);
      block = /^\s*(?:data|stringData):\s*$/.test(content) ? indent : undefined;
      return line;
    })
    .join('\n');
}

/** The value after a key, or a whole line of a longer text. */
function maskLine(line: string): string {
  const [, key] = /^([+-]?\s*["']?[\w.-]+["']?:\s*)\S/.exec(line) ?? [];
  const [, indent = ''] = /^([+-]?\s*)/.exec(line) ?? [];
  const isHead = /^[+-]?\s*["']?[\w.-]+["']?:\s*(?:[|>][+-]?\d?)?\s*$/.test(line);
  return isHead ? line : `${key ?? indent}${mask}`;
}

/** `"data": {"a": "b"}` */
function maskInline(document: string): string {
  return document.replace(/(\b(?:data|stringData)\\?["']?\s{0,8}:\s{0,8}\{)[^{}]+(?=\})/g, `$1${mask}`);
}
