/** Where the arrow keys lead. Pure. */
import type { GraphLayout, Place } from './layout.ts';
import type { Relations } from './relations.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * Left is what comes before, right what comes after: the nearest one along an arrow, else the nearest on that side.
 * Up and down are the neighbours in the same column, else the nearest above or below.
 */
export function stepFrom(
  key: string,
  direction: Direction,
  { places }: Pick<GraphLayout, 'places'>,
  relations: Relations,
): string | undefined {
  const here = places.get(key);
  if (here === undefined) return undefined;
  const along = direction === 'left' ? relations.before(key) : direction === 'right' ? relations.after(key) : [];
  return nearest(here, along, places, direction) ?? nearest(here, [...places.keys()], places, direction);
}

/** The nearest of those that lie in the direction; one that lies askew counts as farther away. */
function nearest(
  here: Place,
  keys: readonly string[],
  places: ReadonlyMap<string, Place>,
  direction: Direction,
): string | undefined {
  let found: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const key of keys) {
    const there = places.get(key);
    if (there === undefined) continue;
    const { ahead, aside } = distances(here, there, direction);
    if (ahead <= 0) continue;
    const distance = ahead + 3 * aside;
    if (distance >= least) continue;
    least = distance;
    found = key;
  }
  return found;
}

function distances(here: Place, there: Place, direction: Direction): { ahead: number; aside: number } {
  const [right, down] = [there.x - here.x, there.y - here.y];
  switch (direction) {
    case 'left':
      return { ahead: -right, aside: Math.abs(down) };
    case 'right':
      return { ahead: right, aside: Math.abs(down) };
    case 'up':
      return { ahead: -down, aside: Math.abs(right) };
    case 'down':
      return { ahead: down, aside: Math.abs(right) };
  }
}
