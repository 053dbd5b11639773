/** Holds package.json against package.nls.json, in both directions: each text that people see can be translated. */
import { describe, expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import texts from '../../../package.nls.json' with { type: 'json' };
import { textKey } from '../../support/manifest.ts';

/** What the editor reads and never shows. A property that is in no such list is a text, so that none of a new kind is missed. */
const notShown = {
  names: ['id', 'command', 'view', 'type', 'scope', 'enum', 'default', 'supported', 'restrictedConfigurations'],
  conditions: ['when', 'enablement', 'completionEvents', 'pattern'],
  places: ['icon', 'svg', 'group', 'order'],
};

const { displayName, description, capabilities, contributes } = manifest;
const strings = [...stringsIn({ displayName, description, capabilities, contributes }, '')];
const shown = strings.filter(({ property }) => !Object.values(notShown).flat().includes(property));

/** Each string in `value`, where it is, and the nearest property around it that has a name. */
function* stringsIn(
  value: unknown,
  property: string,
  path: string = property,
): Generator<{ property: string; path: string; text: string }> {
  if (typeof value === 'string') yield { property, path, text: value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    yield* stringsIn(part, Array.isArray(value) ? property : key, `${path}.${key}`);
  }
}

describe('package.json', () => {
  test('names a key for each text that people see', () => {
    expect(shown.length).toBeGreaterThan(100);
    expect(shown.filter(({ text }) => textKey(text) === undefined)).toEqual([]);
  });

  test('names a key for nothing else', () => {
    expect(strings.filter(({ text }) => textKey(text) !== undefined)).toEqual(shown);
  });
});

test('package.nls.json has a text for each key, and no other', () => {
  const used = new Set(shown.map(({ text }) => textKey(text)));
  expect(Object.keys(texts).toSorted()).toEqual([...used].toSorted());
  for (const [key, text] of Object.entries(texts)) expect(text.trim(), key).toMatch(/^\S.*\S$/s);
});
