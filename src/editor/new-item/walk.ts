/** Questions one after the other, with a way back. Without the editor. */

/** Where in the row of questions one stands. */
export interface Place {
  /** From 1. */
  readonly step: number;
  readonly total: number;
  readonly canGoBack: boolean;
}

export const back = 'back';
/** Nothing has to be asked after all: on in the direction in which one goes. */
export const nothing = 'nothing';

export interface Step<State> {
  /** Whether it belongs to the row; it does where this is left out. */
  applies?(state: State): boolean;
  /** @returns the state with the answer; undefined when the whole is given up */
  ask(state: State, place: Place): Promise<State | typeof back | typeof nothing | undefined>;
}

/**
 * Asks all steps in order. What was answered stays when one goes back.
 * @param keep told after each answer what is known by then
 * @returns undefined when it was given up
 */
export async function walk<State extends object>(
  first: State,
  steps: readonly Step<State>[],
  keep: (state: State) => void = () => {},
): Promise<State | undefined> {
  let state = first;
  let index = 0;
  let direction: 1 | -1 = 1;
  const applies = (step: Step<State>) => step.applies?.(state) ?? true;
  for (;;) {
    if (index < 0) [index, direction] = [0, 1];
    const step = steps[index];
    if (step === undefined) return state;
    if (!applies(step)) {
      index += direction;
      continue;
    }
    const before = steps.slice(0, index).filter(applies).length;
    const place = { step: before + 1, total: steps.filter(applies).length, canGoBack: before > 0 };
    const answer = await step.ask(state, place);
    if (answer === undefined) return undefined;
    if (answer === back) direction = -1;
    else if (answer !== nothing) {
      [state, direction] = [answer, 1];
      keep(state);
    }
    index += direction;
  }
}
