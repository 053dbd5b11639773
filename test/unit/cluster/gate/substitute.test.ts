// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what Flux substitutes.
import { describe, expect, test } from 'vitest';
import { SubstitutionError, substitute } from '../../../../src/cluster/gate/substitute.ts';

const variables = new Map([
  ['name', 'web'],
  ['empty', ''],
  ['path', 'a/b/a.tar.gz'],
  ['UPPER', 'SHOP'],
]);

describe('as bash does it', () => {
  test.each([
    ['a: ${name}', 'a: web'],
    ['${name}${name}-$name', 'webweb-$name'],
    ['$${name} $$name', '${name} $$name'],
    ['${gone}', ''],
    ['${gone:-x} ${gone-x} ${gone:=x} ${gone=x}', 'x x x x'],
    ['${empty:-x} ${empty-x}', 'x x'],
    ['${name:-x}', 'web'],
    ['${gone:-${name}}', 'web'],
    ['${gone:-${other:=deep}}', 'deep'],
    ['${gone:-a b: "c"}', 'a b: "c"'],
    ['${#name}', '3'],
    ['${name^} ${name^^} ${UPPER,} ${UPPER,,}', 'Web WEB sHOP shop'],
    ['${path#a/} ${path##a/} ${path%.gz} ${path%%.gz}', 'b/a.tar.gz b/a.tar.gz a/b/a.tar a/b/a.tar'],
    ['${path/a/x} ${path//a/x} ${path/#a/x} ${path/%gz/x}', 'x/b/a.tar.gz x/b/x.txr.gz x/b/a.tar.gz a/b/a.tar.x'],
    ['${name:1} ${name:0:2}', 'eb we'],
    ['no variables at all', 'no variables at all'],
  ])('%s', (text, expected) => {
    expect(substitute(text, variables).text).toBe(expected);
  });
});

test('variables without a value and without a default are told', () => {
  expect(substitute('${gone} ${name} ${other:-x} ${third^^} ${empty}', variables).missing).toEqual(['gone', 'third']);
});

test.each([['${name'], ['${}'], ['${1a}'], ['${na me}'], ['${name:x}'], ['${gone:-${other}'], ['${#name:1}']])(
  '%s is refused',
  (text) => {
    expect(() => substitute(text, variables)).toThrow(SubstitutionError);
  },
);

test('what is nested deeper than anybody writes is refused, not followed', () => {
  expect(() => substitute(`${'${a:-'.repeat(50)}x${'}'.repeat(50)}`, variables)).toThrow(SubstitutionError);
});
