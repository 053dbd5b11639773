/** Runs properties with a seed that is printed, and counts the cases. */
import fc from 'fast-check';

/** Something that holds for every case. */
export interface Property {
  readonly name: string;
  readonly cases: number;
  run(seed: number, cases: number): number;
}

/** A property of generated values. @param holds throws where it does not hold */
export function property<T>(name: string, cases: number, values: fc.Arbitrary<T>, holds: (value: T) => void): Property {
  const run = (seed: number, numRuns: number) => {
    let count = 0;
    let isFailed = false;
    const counted = (value: T) => {
      if (!isFailed) count += 1;
      try {
        holds(value);
      } catch (error) {
        isFailed = true;
        throw error;
      }
    };
    fc.assert(fc.property(values, counted), { seed, numRuns });
    return count;
  };
  return { name, cases, run };
}
