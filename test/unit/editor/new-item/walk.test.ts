import { describe, expect, test } from 'vitest';
import { back, nothing, type Place, type Step, walk } from '../../../../src/editor/new-item/walk.ts';

interface State {
  readonly asked: readonly string[];
}

/** Steps that answer as they are told, one answer for each time that they are asked. */
function steps(answers: Readonly<Record<string, readonly ('ok' | 'back' | 'nothing' | 'escape')[]>>, skipped = '') {
  const places: Place[] = [];
  const left = Object.fromEntries(Object.entries(answers).map(([name, all]) => [name, [...all]]));
  const made = Object.keys(answers).map(
    (name): Step<State> => ({
      ...(name === skipped ? { applies: () => false } : {}),
      ask: async (state, place) => {
        places.push(place);
        const answer = left[name]?.shift() ?? 'escape';
        if (answer === 'escape') return undefined;
        if (answer === 'back') return back;
        if (answer === 'nothing') return nothing;
        return { asked: [...state.asked, name] };
      },
    }),
  );
  return { made, places };
}

describe('a row of questions', () => {
  test.each([
    ['asks all in order', { a: ['ok'], b: ['ok'] }, '', ['a', 'b']],
    ['goes back and on again, keeping what was answered', { a: ['ok', 'ok'], b: ['back', 'ok'] }, '', ['a', 'a', 'b']],
    [
      'leaves out what does not apply, in both directions',
      { a: ['ok', 'ok'], b: [], c: ['back', 'ok'] },
      'b',
      ['a', 'a', 'c'],
    ],
    [
      'passes what has nothing to ask, in both directions',
      { a: ['ok', 'ok'], b: ['nothing', 'nothing', 'nothing'], c: ['back', 'ok'] },
      '',
      ['a', 'a', 'c'],
    ],
    ['ends where one gives up', { a: ['ok'], b: ['escape'] }, '', undefined],
    ['asks the first again where nothing is before it', { a: ['back', 'ok'] }, '', ['a']],
  ] as const)('%s', async (_name, answers, skipped, asked) => {
    const result = await walk<State>({ asked: [] }, steps(answers, skipped).made);
    expect(result?.asked).toEqual(asked);
  });

  test('says where one is', async () => {
    const { made, places } = steps({ a: ['ok'], b: [], c: ['ok'] }, 'b');
    await walk<State>({ asked: [] }, made);
    expect(places).toEqual([
      { step: 1, total: 2, canGoBack: false },
      { step: 2, total: 2, canGoBack: true },
    ]);
  });
});
