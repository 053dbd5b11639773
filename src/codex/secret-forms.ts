/** The forms in which a text may hold a value. Pure. */

export interface SecretForm {
  readonly text: string;
  /** Whether it is what all base64 of a longer text that holds the value has in common: the characters beside it tell a rest. */
  readonly isInner: boolean;
}

/** As it stands, in JSON, in addresses and forms, in hex, and in base64, also of a text around it (`user:password`). The longest first. */
export function secretForms(values: readonly string[]): SecretForm[] {
  const forms = new Map<string, SecretForm>();
  for (const value of values) {
    const plain = [value, JSON.stringify(value).slice(1, -1), decoded(value), ...encoded(value), ...inHex(value)];
    for (const text of plain) forms.set(text, { text, isInner: false });
    const bytes = [...new Set([value, decoded(value)])];
    for (const text of bytes.flatMap(innerBase64)) if (!forms.has(text)) forms.set(text, { text, isInner: true });
  }
  // A value may be part of another.
  return [...forms.values()].sort((one, other) => other.text.length - one.text.length);
}

/** As addresses and forms have it: what is escaped differs, and so does the case of the digits. */
function encoded(value: string): string[] {
  const strict = encodeURIComponent(value).replace(/[!'()*]/g, (char) => inPercent(char));
  const usual = encodeURIComponent(value);
  const forms = [
    usual,
    strict,
    strict.replaceAll('%20', '+'),
    ...[usual, strict].map((form) => form.replaceAll('%2F', '/')),
  ];
  return forms.flatMap((form) => [form, form.replace(/%[0-9A-F]{2}/g, (digits) => digits.toLowerCase())]);
}

function inPercent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

function inHex(value: string): string[] {
  const hex = Buffer.from(value).toString('hex');
  return [hex, hex.toUpperCase()];
}

/** Of a password in an address. */
function decoded(value: string): string {
  if (!/%[0-9a-f]{2}/i.test(value)) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a percent sign that encodes nothing
  }
}

/** What base64 makes of the value wherever it begins and ends: at three places of a group of three bytes, in both alphabets. */
function innerBase64(value: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    const encoded = bytes.toString('base64').replace(/=+$/, '');
    // Characters that hold bits of what stands beside the value.
    const [first, last] = [[0, 2, 3][before], encoded.length - (bytes.length % 3 === 0 ? 0 : 1)];
    const inner = encoded.slice(first, last);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** The text with a mask in place of every such form. */
export function maskForms(text: string, forms: readonly SecretForm[], mask: string): string {
  return forms.reduce(
    (now, form) => (form.isInner ? maskInner(now, form.text, mask) : now.replaceAll(form.text, mask)),
    text,
  );
}

/** With up to three characters of base64 on both sides, which hold bits of the value. */
function maskInner(text: string, inner: string, mask: string): string {
  let masked = '';
  let copied = 0;
  for (let at = text.indexOf(inner); at >= 0; at = text.indexOf(inner, copied)) {
    let from = at;
    while (from > copied && at - from < 3 && isBase64(text[from - 1])) from -= 1;
    const rest = /^[\w+/-]{0,3}={0,2}/.exec(text.slice(at + inner.length, at + inner.length + 5))?.[0] ?? '';
    masked += text.slice(copied, from) + mask;
    copied = at + inner.length + rest.length;
  }
  return masked + text.slice(copied);
}

function isBase64(char = ''): boolean {
  return /[\w+/-]/.test(char);
}
