import { expect, test } from 'vitest';
import { frontMatterFields, reportFields } from '../../../../src/backlog/show/fields.ts';

const text = (fields: readonly { key: string; value: string; line: number }[]) =>
  fields.map(({ key, value, line }) => `${line} ${key}=${value}`);

test.each<[string, string[], string[]]>([
  [
    'values as they are written',
    ['---', 'id: TASK-001', 'title: "Fix: it" # now', '---'],
    ['2 id=TASK-001', '3 title="Fix: it" # now'],
  ],
  [
    'a value below its key keeps its lines',
    ['---', 'labels:', '  - a', '  - b', 'verify:', '  urls: [x]', '---', 'body: no'],
    ['2 labels=- a\n  - b', '5 verify=urls: [x]'],
  ],
  ['repeated and empty fields', ['---', 'a: 1', 'a: 2', 'b:', '---'], ['2 a=1', '3 a=2', '4 b=']],
  ['front matter that is never closed', ['---', 'a: 1', '', '# Title'], ['2 a=1']],
  ['front matter that YAML cannot read', ['---', 'title: Fix: it', '---'], ['2 title=Fix: it']],
  ['another language than YAML', ['---js', 'a: 1', '---'], []],
  ['no front matter', ['# Title', 'a: 1'], []],
])('front matter: %s', (_, lines, expected) => {
  expect(text(frontMatterFields(`\uFEFF${lines.join('\r\n')}\r\n`))).toEqual(expected);
});

test('a JSON file: in its order, values as they are written, also where it is broken', () => {
  const json =
    '\uFEFF{\r\n  "bug_id": "BUG-001",\r\n\r\n  "tags": [1,\n 2], "severity": null,\n  "title": "a\\"b",,\n}';
  expect(text(reportFields(json))).toEqual([
    '2 bug_id="BUG-001"',
    '4 tags=[1,\n 2]',
    '5 severity=null',
    '6 title="a\\"b"',
  ]);
});

test.each(['', '[]', 'null', '{'])('a JSON file without fields: %j', (json) => {
  expect(reportFields(json)).toEqual([]);
});
