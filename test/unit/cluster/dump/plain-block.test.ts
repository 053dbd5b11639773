/** The fast reader of block YAML: it reads as the YAML library does, or says that it cannot. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readPlainBlock } from '../../../../src/cluster/dump/plain-block.ts';

/** What kubectl, Helm, yq and Python write. Each is read without the library. */
const plain: Readonly<Record<string, string>> = {
  'a mapping': 'a: 1\nb: text\nc: true\nd: null\ne: ~\nf:\n',
  'a list at the depth of its key': 'items:\n- a: 1\n  b: 2\n- a: 3\nkind: List\n',
  'a list below its key': 'items:\n  - a: 1\n    b:\n      - x\n      - y\n  - a: 3\n',
  'lists in lists': '- - a\n  - b\n- - c\n-\n- - - d\n',
  'all of it indented': '  a: 1\n  b:\n    c: 2\n',
  'empty collections': 'a: {}\nb: []\nc:\n- {}\n',
  comments: '# first\na: 1 # one\n# between\nb: # two\n  c: 3\n  # deep\n  d: 4\n',
  'empty lines': '\n\na: 1\n\n\nb:\n\n  c: 2\n\n',
  'numbers and what only looks like them':
    'a: 12\nb: -3\nc: 0.5\nd: 1.2.3\ne: 10.0.0.1\nf: 8c7f0f5e-0000-1111-2222-333344445555\ng: 2026-01-31T12:00:00Z\nh: 007-x\ni: 1Gi\nj: 100m\nk: 1-2\n',
  'words of YAML 1.1': 'a: yes\nb: off\nc: n\nd: True\ne: FALSE\n',
  'keys with signs':
    'app.kubernetes.io/name: a\n.dockerconfigjson: b\nf:metadata:\n  f:labels:\n    .: {}\n"quoted key": c\n\'it\'\'s\': d\n"": e\n',
  'numbers as keys': '1: a\n80: b\n',
  quotes: `a: "two words"\nb: 'it''s'\nc: "tab\\tline\\nquote\\" slash\\/ \\u00e4\\x41"\nd: ''\ne: ""\nf: "a # b: c"\n`,
  'plain text over several lines':
    'message: Back-off pulling image\n  registry.example/app:1, and so on\n  and on\nnext: 1\n',
  'plain text with an empty line': 'a: one\n\n  two\nb: 1\n',
  'single quotes over several lines': "m: 'failed to pull: code =\n  NotFound desc = it''s\n\n  gone'\nn: 1\n",
  'double quotes over several lines': 'm: "first\\nsecond and\n  third \\\n  \\ fourth\\\n  fifth"\nn: 1\n',
  'closing quote on its own line': "m: 'a\n  '\nn: 1\n",
  'literal lines': 'a: |\n  one\n    two\n\n  three\nb: |-\n  x\nc: |+\n  y\n\nd: 1\n',
  'literal lines with a number': 'a: |2\n    two more\n  one\nb: 1\n',
  'no literal lines': 'a: |\nb: |-\n\nc: 1\n',
  'folded lines': 'a: >\n  one\n  two\n\n  three\nb: >-\n  x\n  y\nc: 1\n',
  'literal lines in a list': '- |\n  a\n  b\n- >-\n  c\n  d\n- e\n',
  'text with signs': 'a: b-c\nd: -x\ne: a:b\nf: a#b\ng: \'x: y\'\nh: http://x/y?z=1\ni: a, b\nj: (x)\nk: "@x"\n',
  'no end of line at the end': 'a:\n  b: 1\n  c: x',
  'a dash for nothing': 'a:\n-\n- 1\n',
  'colons within keys': 'k:{"type":"Ready"}: 1\n',
};

test.each(Object.entries(plain))('%s', (_name, text) => {
  expect(readPlainBlock(text)).toEqual({ value: parse(text) });
});

/** What is left to the library: rarely written by machines, or wrong. */
const other: Readonly<Record<string, string>> = {
  'a flow mapping': 'a: {b: 1}\n',
  'a flow list': 'a: [1, 2]\n',
  anchors: 'a: &x 1\nb: *x\n',
  tags: 'a: !!str 1\n',
  'merge keys': '<<: 1\n',
  tabs: 'a:\n\tb: 1\n',
  'odd numbers': 'a: 0x1f\n',
  exponents: 'a: 1e3\n',
  'not a number': 'a: .nan\n',
  'a key that stands twice': 'a: 1\na: 2\n',
  'a prototype': '__proto__: 1\n',
  'two keys on a line': 'a: b: c\n',
  'a line that is not indented as its neighbours': 'a:\n    b: 1\n  c: 2\n',
  'text after a quote': 'a: "b" c\n',
  'an open quote': 'a: "b\n',
  'a key alone': 'a\n',
  'several documents': 'a: 1\n---\nb: 2\n',
  'Windows line ends': 'a: 1\r\nb: 2\r\n',
  'a bracket that does not close': 'a: [\n',
  'an odd escape': 'a: "\\q"\n',
  'a question mark': '? a\n: b\n',
  nothing: '',
};

test.each(Object.entries(other))('not plain: %s', (_name, text) => {
  expect(readPlainBlock(text)).toBeUndefined();
});

test('more depth than any object has is left to the library', () => {
  expect(
    readPlainBlock(Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')),
  ).toBeUndefined();
});

const seed = Number(process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const runs = 300 * Number(process.env['PROPERTY_FACTOR'] ?? 1);

/** Words that YAML may read as something else, and what messages are made of. */
const word = fc.oneof(
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '',
    ' ',
    '-',
    '- a',
    '# b',
    'a: b',
    'a #b',
    "it's",
    '"q"',
    '0x1',
    '1e3',
    '.5',
    '1_0',
  ),
  fc.constantFrom(
    'line one\nline two',
    'ends\n',
    '\n\nbegins',
    'tab\there',
    ' leads',
    'trails ',
    'äöü 😀',
    '\\',
    '\\n',
    'a\\',
  ),
  fc.string({ maxLength: 12 }),
  fc
    .array(fc.constantFrom('Back-off', 'pulling', 'image:', '"x"', 'code =', "'y'", '#1', '-', 'a:', '\\'))
    .map((parts) => parts.join(' ')),
  fc.lorem({ maxCount: 40 }),
);
const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true }));
const key = fc.oneof(fc.constantFrom('a', 'b.c/d', 'f:x', '1', 'yes', 'k{"x"}', '-k', '.', 'key with words'), word);
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(key, tie('node'), { maxKeys: 4 }),
  ),
})).node;

describe(`property tests, PROPERTY_SEED=${seed}`, () => {
  test('what the library writes is read as the library reads it, or not at all', () => {
    let count = 0;
    fc.assert(
      fc.property(
        fc.dictionary(key, tree, { maxKeys: 4 }),
        fc.constantFrom(20, 80, 0),
        fc.boolean(),
        fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
        (value, lineWidth, indentSeq, defaultStringType) => {
          const text = stringify(value, { lineWidth, indentSeq, defaultStringType } as object);
          const found = readPlainBlock(text);
          if (found !== undefined) expect(found.value).toEqual(parse(text));
          if (found !== undefined && text.length > 20) count += 1;
        },
      ),
      { seed, numRuns: runs },
    );
    expect(count).toBeGreaterThan(runs / 10);
  }, 120_000);

  test('text with lines cut out or moved is never read otherwise', () => {
    fc.assert(
      fc.property(
        fc.dictionary(key, tree, { maxKeys: 4 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom(' ', '  ', '-', ': ', '"', "'", '\n', '#', ' #', '|', '>', 'x'),
        (value, line, column, extra) => {
          const lines = stringify(value, { lineWidth: 30, indentSeq: false }).split('\n');
          const index = line % lines.length;
          const old = lines[index] ?? '';
          const at = column % (old.length + 1);
          lines[index] = column % 5 === 0 ? '' : old.slice(0, at) + extra + old.slice(at);
          const text = lines.join('\n');
          const found = readPlainBlock(text);
          if (found !== undefined) expect({ text, value: found.value }).toEqual({ text, value: parse(text) });
        },
      ),
      { seed, numRuns: runs },
    );
  }, 120_000);
});
