/** Which criteria of its task a run works on: all that are open, or those that the caller names; never one that is skipped. */
import type { Criterion } from '../../backlog/task.ts';
import { InputError } from '../input-error.ts';

export class Selection {
  /** Undefined: all. */
  readonly #wanted: ReadonlySet<string> | undefined;
  readonly #skipped = new Set<string>();

  /**
   * @param asked places from 1, or texts; none means all
   * @param criteria those of the task that are executed, in order
   * @throws InputError for a place or a text that no criterion has
   */
  constructor(asked: readonly (number | string)[], criteria: readonly Criterion[]) {
    const keys = keysOf(criteria);
    const wanted = asked.flatMap((one) => keys.filter((_, index) => isMeant(one, index, criteria)));
    const unknown = asked.find((one) => !criteria.some((_, index) => isMeant(one, index, criteria)));
    if (unknown !== undefined) {
      const known = criteria.map(({ text }, index) => `${index + 1}. ${text}`).join('; ');
      throw new InputError(`No criterion is ${JSON.stringify(unknown)}. The criteria are ${known}`);
    }
    this.#wanted = asked.length === 0 ? undefined : new Set(wanted);
  }

  /** Place of the next criterion to work on, 0-based, among those of the task as it is now; -1 when there is none. */
  next(criteria: readonly Criterion[]): number {
    const keys = keysOf(criteria);
    return criteria.findIndex(({ state }, index) => {
      const key = keys[index] ?? '';
      return state === 'open' && this.#wanted?.has(key) !== false && !this.#skipped.has(key);
    });
  }

  /** Takes the criterion at this place out of the run. */
  skip(criteria: readonly Criterion[], index: number): void {
    this.#skipped.add(keysOf(criteria)[index] ?? '');
  }
}

function isMeant(asked: number | string, index: number, criteria: readonly Criterion[]): boolean {
  return typeof asked === 'number' ? asked === index + 1 : criteria[index]?.text === asked.trim();
}

/** What tells criteria apart although lines around them change: headings, text, and which of several equal ones it is. */
function keysOf(criteria: readonly Criterion[]): string[] {
  const seen = new Map<string, number>();
  return criteria.map(({ address: { group }, text }) => {
    const name = JSON.stringify([group, text]);
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return `${before} ${name}`;
  });
}
