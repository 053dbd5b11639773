/** Task files are other people's: what they say is shown, and does nothing. */
import { describe, expect, test } from 'vitest';
import { escapeMarkdown, readable, unlinked, withoutIcons, withoutPictures } from '../../../src/editor/shown-text.ts';

describe('in a hover text it stays text', () => {
  test.each([
    ['[x](command:rm) <b>$(zap)</b>\n# no', '\\[x\\]\\(command:rm\\) \\<b\\>\\$\\(zap\\)\\</b\\> \\# no'],
    ['http://127.0.0.1:9/p.png', 'http:&#47;/127\\.0\\.0\\.1:9/p\\.png'],
    ['http\\://a.example', 'http\\\\:&#47;/a\\.example'],
    ['www.a.example', 'www\\.a\\.example'],
    ['a@b.example', 'a@b\\.example'],
    ['One\r===\r\nTwo', 'One === Two'],
    ['\u202eevil\u2069', 'evil'],
  ])('%j', (text, expected) => expect(escapeMarkdown(text)).toBe(expected));
});

test.each([
  ['$(trash) all', '\\$(trash) all'],
  ['$(sync~spin)$(x)', '\\$(sync~spin)\\$(x)'],
  ['\\$(trash)', '\\\\$(trash)'],
  ['run $(kubectl get ns) twice', 'run $(kubectl get ns) twice'],
  ['$\u202a(trash)', '\\$(trash)'],
])('in a list %j is no icon', (text, expected) => expect(withoutIcons(text)).toBe(expected));

test.each([
  ['Delete \u202eelif\u202c', 'Delete elif'],
  ['\u2066a\u2067b\u2068c\u2069\u202a\u202b\u202d', 'abc'],
  ['שלום and עברית', 'שלום and עברית'],
])('nothing turns the direction of %j', (text, expected) => expect(readable(text)).toBe(expected));

test.each([
  ['[Mend](command:workbench.action.quit) it', '[Mend]\u200b(command:workbench.action.quit) it'],
  ['[a]\u202a(https://a.example)', '[a]\u200b(https://a.example)'],
  ['[x] (done) f[1]', '[x] (done) f[1]'],
])('in a notification %j is no link', (text, expected) => expect(unlinked(text)).toBe(expected));

test('a text without pictures has none that come to be by what was left out', () => {
  expect(withoutPictures('!\u202a![a](u) <Img src=u> a != b')).toBe('[a](u) &lt;Img src=u> a != b');
});
