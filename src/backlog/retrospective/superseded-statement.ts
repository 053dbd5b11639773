/** What an item says in plain words about its own end: a line that begins with "Superseded by TASK-009". Pure. */
import { itemContent } from '../parse/list-item.ts';
import { type Outline, readOutline, readSections } from '../parse/outline.ts';
import { readLines } from '../parse/text-lines.ts';

const statement =
  /^ {0,3}(?:[-*+>]\s+)?(?:[*_`]{0,3}\d{4}-\d{2}-\d{2}(?:[ T]\d{1,2}:\d{2})?[*_`]{0,3}\s*[:–—-]?\s*)?[*_]{0,3}(?:this (?:task|item|bug|feature|work) (?:is|was|has been)\s+)?(?:superseded|replaced|obsoleted|made obsolete) by[*_:]{0,3}\s*[*_`[]*((?:TASK|BUG|FEAT)-\d{1,9})\b(.*)$/i;
const label = /^ {0,3}(?:[-*+>]\s+)?[*_]{0,3}[a-z][a-z ]{0,30}(?::[*_]{0,3}|[*_]{1,3}:)\s/i;

/** What may follow the id: the end of a clause, or a time. "for staging" and "is what we thought" are none. */
const clauseEnd =
  /^(?:\]\([^)]*\)|[\]*_`])*\s*(?:$|[.,;:!)(–—-]|(?:on\s+)?\d{4}-|(?:last|this) (?:week|month|year|sprint)\b|today\b|yesterday\b|now\b)/i;
/** Words of a condition, an exception or a remainder. */
const hedge =
  /\b(?:once|when|if|unless|after|until|as soon|maybe|perhaps|partly|partially|part|except|excluding|apart|aside|besides|other than|but|however|though|although|only|not|never|no longer|still|remain\w*|rest|left|would|should|could|might|may|will|this (?:task|item|bug|feature)|wrong)\b|n['’]t\b|\?/i;
/** Somebody thought better of it. */
const takenBack = /\b(?:re-?opened|revived|(?:not|no longer|never) (?:superseded|replaced|obsolete\w*))\b/i;

/** Parts of a file that speak of the whole item; another one may speak of an approach, a chart, a criterion. */
const ofTheWhole: ReadonlySet<string> = new Set([
  ...['status', 'notes', 'note', 'progress log', 'description', 'summary', 'overview', 'background', 'context'],
  ...['resolution', 'outcome', 'dependencies', 'related', 'related tasks', 'related items', 'references'],
]);

/**
 * The id of what took the item's place. Only a statement about the whole item counts, at the beginning of a paragraph or of
 * a list item, and without a condition or an exception in all of it.
 * @param texts of all files of the item
 */
export function statedHeir(texts: readonly string[]): string | undefined {
  if (texts.some((text) => takenBack.test(text))) return undefined;
  for (const text of texts) {
    const outline = readOutline(readLines(text), 0);
    for (const [index, line] of outline.lines.entries()) {
      if (outline.kinds[index] !== 'text') continue;
      const [, id, rest = ''] = statement.exec(line) ?? [];
      if (id === undefined || !clauseEnd.test(rest) || !beginsParagraph(outline, index)) continue;
      if (speaksOfTheWhole(outline, index) && !hedge.test([rest, ...restOfParagraph(outline, index)].join(' '))) {
        return id.toUpperCase();
      }
    }
  }
  return undefined;
}

/** A wrapped sentence is no statement of its second line. */
function beginsParagraph({ lines, kinds }: Outline, index: number): boolean {
  const [line = '', before = ''] = [lines[index], lines[index - 1]];
  if (kinds[index - 1] !== 'text' || isItem(line) || label.test(line)) return true;
  return isQuoted(line) && (!isQuoted(before) || before.trim() === '>');
}

function restOfParagraph({ lines, kinds }: Outline, index: number): string[] {
  const rest: string[] = [];
  for (let at = index + 1; kinds[at] === 'text'; at += 1) {
    const line = lines[at] ?? '';
    if (isItem(line) || label.test(line)) break;
    rest.push(line);
  }
  return rest;
}

function isItem(line: string): boolean {
  return itemContent(line, line.length - line.trimStart().length) >= 0;
}

function isQuoted(line: string): boolean {
  return line.trimStart().startsWith('>');
}

function speaksOfTheWhole(outline: Outline, index: number): boolean {
  const heading = outline.headings.findLast(({ line }) => line < index);
  if (heading === undefined || heading.level === 1) return true;
  const section = readSections(outline).find((one) => one.heading.line === heading.line);
  return section !== undefined && ofTheWhole.has(section.name);
}
