/** The text that a file holds, whatever its encoding: what is scanned. Pure. */

export interface ReadableText {
  /** What is no text in a binary file is blank, so that lines stay. */
  readonly text: string;
  readonly isBinary: boolean;
}

/** Bytes that tell what a file is; git looks at as many. */
const looked = 8000;

/** Decodes UTF-16 with a byte order mark, or with the NUL bytes that it has for every other byte; UTF-8 otherwise. */
export function readableText(bytes: Buffer): ReadableText {
  const encoding = utf16Of(bytes);
  if (encoding === 'little') return { text: bytes.toString('utf16le'), isBinary: false };
  if (encoding === 'big') {
    const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
    return { text: Buffer.from(even).swap16().toString('utf16le'), isBinary: false };
  }
  const isBinary = bytes.subarray(0, looked).includes(0);
  const text = bytes.toString('utf8');
  if (!isBinary && !bytes.includes(0)) return { text, isBinary: false };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what makes a file binary
  return { text: text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\uFFFD]/g, ' '), isBinary };
}

function utf16Of(bytes: Buffer): 'little' | 'big' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'little';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'big';
  const start = bytes.subarray(0, looked);
  const nuls = [0, 0];
  for (const [index, byte] of start.entries()) if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nuls;
  const many = start.length / 4;
  if (start.length < 4) return undefined;
  if (odd > many && even < odd / 20) return 'little';
  return even > many && odd < even / 20 ? 'big' : undefined;
}
