import { afterEach, describe, expect, test } from 'vitest';
import * as l10n from '../../../src/editor/l10n.ts';

afterEach(() => l10n.speak({}, 'en'));

describe('without a translation a text is what stands in the code', () => {
  test.each([
    [() => l10n.t('Open Task'), 'Open Task'],
    [() => l10n.t`${2} of ${7} in ${'shop'}`, '2 of 7 in shop'],
    [() => l10n.t({ message: 'open', comment: ['State of a criterion'] }), 'open'],
    [() => l10n.t({ message: '{0} open', args: [3], comment: ['Criteria'] }), '3 open'],
    [() => l10n.number(12345), '12,345'],
    [() => l10n.list(['a', 'b', 'c']), 'a, b and c'],
    [() => l10n.list(['a', 'b'], 'disjunction'), 'a or b'],
  ])('%s', (shown, expected) => expect(shown()).toBe(expected));
});

describe('with one', () => {
  const german = {
    'Open Task': 'Aufgabe öffnen',
    '{0} waits for {1}': 'Auf {1} wartet {0}',
    'open/State of a criterion': 'offen',
    'Open {0}': '{0} öffnen',
  };

  test.each([
    ['a text', () => l10n.t('Open Task'), 'Aufgabe öffnen'],
    ['values in another order', () => l10n.t`${'TASK-1'} waits for ${'TASK-2'}`, 'Auf TASK-2 wartet TASK-1'],
    ['a comment tells two texts apart', () => l10n.t({ message: 'open', comment: ['State of a criterion'] }), 'offen'],
    ['the other of the two has none', () => l10n.t('open'), 'open'],
    ['a value is not a place', () => l10n.t`Open ${'{0} {1}'}`, '{0} {1} öffnen'],
    ['numbers', () => l10n.number(12345), '12.345'],
    ['lists', () => l10n.list(['a', 'b', 'c']), 'a, b und c'],
  ])('%s', (_, shown, expected) => {
    l10n.speak(german, 'de');
    expect(shown()).toBe(expected);
  });

  test('a language that nobody knows, such as that of tests, counts as English does', () => {
    l10n.speak({}, 'qps-ploc');
    expect(l10n.number(12345)).toBe('12,345');
  });
});
