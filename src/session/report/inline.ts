/** Text of people, programs and agents as a part of one line of a Markdown document. Pure. */
import { stripVTControlCharacters } from 'node:util';

/** A code span, or a web address. Spans of more than one backtick, and very long ones, are read as text. */
const keptPattern = /(?<!`)`(?!`)([^`]{1,400})`(?!`)|(https?:\/\/[^\s<>"'`()[\]{}\\]+)/g;

/**
 * The text on one line, fit to stand anywhere in a paragraph, a list item or, by tableRow, a cell. Code spans stay code and web
 * addresses stay links that show where they lead; everything else is escaped, so that nothing in it becomes a heading,
 * an image, HTML, mathematics or a link with another name.
 */
export function inline(text: string): string {
  const line = onOneLine(text);
  let out = '';
  let end = 0;
  for (const match of line.matchAll(keptPattern)) {
    out += escaped(line.slice(end, match.index));
    out += match[1] === undefined ? link(match[0]) : code(match[1]);
    end = match.index + match[0].length;
  }
  return (out + escaped(line.slice(end))).replace(/^(?:[-+=]|\d{1,9}(?=[.)]))/, (mark) =>
    /\d/.test(mark) ? `${mark}\\` : `\\${mark}`,
  );
}

/** The same as a sentence: what ends without a mark gets a full stop. */
export function sentence(text: string): string {
  const line = inline(text);
  return line === '' || /[.!?…:][”")\]]?$/.test(line) ? line : `${line}.`;
}

/** The text as a code span, whatever backticks it holds. */
export function code(text: string): string {
  const content = onOneLine(text);
  const longest = Math.max(0, ...Array.from(content.matchAll(/`+/g), ([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(content) ? ' ' : '';
  return `${ticks}${pad}${content}${pad}${ticks}`;
}

/** A link to a file, from a document that lies in a folder `depth` levels below the root. @param path below the root */
export function fileLink(label: string, path: string, depth: number): string {
  const address = path.split('/').map(encodeURIComponent).join('/');
  return `[${inline(label)}](${'../'.repeat(depth)}${address.replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'))})`;
}

/** Without line breaks and without what would steer a terminal or turn the direction of writing (UAX #9, 2.4). */
export function onOneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .trim();
}

/** Cut after so many characters, with an ellipsis. */
export function cut(text: string, length: number): string {
  const characters = [...onOneLine(text)];
  return characters.length <= length
    ? characters.join('')
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** Marks of CommonMark, of GitHub's tables, strikethrough and mathematics; an underscore within a word is none. */
function escaped(text: string): string {
  return text.replace(/[\\`*[\]<>#|~$]|&(?=#?\w+;)|(?<!\w)_|_(?!\w)/g, '\\$&');
}

/** The address as an autolink; a sign at its end belongs to the sentence. */
function link(address: string): string {
  const [, body = '', rest = ''] = /^(.*?)([.,;:!?*_~]*)$/.exec(address) ?? [];
  return `<${body.replaceAll('|', '%7C')}>${escaped(rest)}`;
}
