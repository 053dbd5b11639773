import { expect, test } from 'vitest';
import { code, cut, fileLink, inline, sentence } from '../../../../src/session/report/inline.ts';

test.each([
  ['Raise replicas of `web_app` to 3', 'Raise replicas of `web_app` to 3'],
  ['an early_exit_reason stays readable', 'an early_exit_reason stays readable'],
  ['_a_ *b* ~c~ $d$ ^e', '\\_a\\_ \\*b\\* \\~c\\~ \\$d\\$ ^e'],
  ['# Title', '\\# Title'],
  ['- [x] done', '\\- \\[x\\] done'],
  ['1. first', '1\\. first'],
  ['+ more', '\\+ more'],
  ['![picture](https://a.example/x.png)', '!\\[picture\\](<https://a.example/x.png>)'],
  ['<script>alert(1)</script> &lt; R&D', '\\<script\\>alert(1)\\</script\\> \\&lt; R&D'],
  ['see https://a.example/b_c|d?e=f*g. Then', 'see <https://a.example/b_c%7Cd?e=f*g>. Then'],
  ['one `open', 'one \\`open'],
  ['``two``', '\\`\\`two\\`\\`'],
  ['a|b', 'a\\|b'],
  ['two\nlines \u001b[31mred\u001b[0m \u202eturned', 'two lines red turned'],
  ['', ''],
])('%j stands in a line as %j', (text, expected) => {
  expect(inline(text)).toBe(expected);
});

test.each([
  ['x', '`x`'],
  ['a`b', '``a`b``'],
  ['`a`', '`` `a` ``'],
])('code %j', (text, expected) => {
  expect(code(text)).toBe(expected);
});

test('a link to a file names it from the folder of the report', () => {
  expect(fileLink('TASK-1 [x]', 'tasks/ä b/TASK(1).md', 2)).toBe(
    '[TASK-1 \\[x\\]](../../tasks/%C3%A4%20b/TASK%281%29.md)',
  );
});

test.each([
  ['short', 5, 'short'],
  ['longer text', 8, 'longer…'],
  ['🙂🙂🙂', 2, '🙂…'],
])('%j cut to %i', (text, length, expected) => {
  expect(cut(text, length)).toBe(expected);
});

test.each([
  ['it failed', 'it failed.'],
  ['It failed.', 'It failed.'],
  ['Really?', 'Really?'],
  ['see `a.b`', 'see `a.b`.'],
  ['', ''],
])('%j as a sentence', (text, expected) => {
  expect(sentence(text)).toBe(expected);
});
