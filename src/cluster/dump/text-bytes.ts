/** The bytes of a file as UTF-8: Windows PowerShell writes what kubectl says as UTF-16. */

/** Why bytes are no text, for a sentence. */
export interface NoText {
  readonly what: string;
}

/** Looked at to tell whether it is text; a file that is not has such a byte soon. */
const sample = 64 * 1024;

/** UTF-8 without byte order mark. */
export function textBytes(bytes: Buffer): Buffer | NoText {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.subarray(3);
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be');
  if (first === 0x1f && second === 0x8b) return { what: 'it is compressed (gzip); unpack it first' };
  if (first === 0x50 && second === 0x4b && third === 0x03) return { what: 'it is compressed (zip); unpack it first' };
  if (bytes.subarray(0, sample).includes(0)) return { what: 'it is binary, neither YAML nor JSON' };
  return bytes;
}

function decoded(bytes: Buffer, encoding: string): Buffer {
  return Buffer.from(new TextDecoder(encoding).decode(bytes), 'utf8');
}
