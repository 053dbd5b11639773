/** Helm templates as YAML: every `{{ … }}` becomes as many marks, so that offsets stay. */

/** A private-use character, which YAML takes in a plain scalar and nobody writes. */
export const templateMark = '\uE000';

/** Characters of one template, comments included. */
const longest = 2000;

/** A line that is nothing but template becomes a comment: it would be no YAML between the entries of a map. */
export function maskTemplates(text: string): string {
  if (!text.includes('{{')) return text;
  let masked = '';
  let copied = 0;
  for (let from = text.indexOf('{{'); from >= 0; from = text.indexOf('{{', Math.max(copied, from + 2))) {
    const end = text.slice(from + 2, from + longest).indexOf('}}') + from + 2;
    // Not closed: no template, and not a blanket over the rest of the file.
    if (end < from + 2) continue;
    masked += text.slice(copied, from) + text.slice(from, end + 2).replace(/[^\r\n]/g, templateMark);
    copied = end + 2;
  }
  masked += text.slice(copied);
  return masked.replace(/^([ \t]*)\uE000([ \t\uE000]*)(?=\r?$)/gm, '$1#$2');
}
