/** Where cards and arrows are: from left to right, so that what has to be done first stands left. Pure. */
import type { GraphEdge } from './graph.ts';
import { edgeKey } from './graph.ts';
import { layOutPart, type Point, type Size } from './layered.ts';
import { partsOf } from './parts.ts';

/** Of every card; in the units of the picture, which are pixels where it is not zoomed. */
export const card: Size = { width: 248, height: 92 };

export interface Place {
  /** Of the upper left corner. */
  readonly x: number;
  readonly y: number;
  /** How many layers stand before it, 0 for what waits for nothing and for what has no dependencies. */
  readonly layer: number;
}

export interface GraphLayout extends Size {
  readonly places: ReadonlyMap<string, Place>;
  /** Ways of the edges, by `edgeKey`, from border to border; straight but for the first and last bend. */
  readonly routes: ReadonlyMap<string, readonly Point[]>;
  /** Above those without dependencies; missing where there are none. */
  readonly looseTop?: number;
}

const gap = { between: 56, loose: 20, heading: 44 } as const;

/**
 * Lays out what has edges, each connected part by itself, and packs what has none below.
 * @param keys in the order in which they are preferred to stand
 * @param aspect width by height that the picture is to come near to
 */
export function layOut(
  keys: readonly string[],
  edges: readonly Pick<GraphEdge, 'from' | 'to'>[],
  aspect: number,
): GraphLayout {
  const places = new Map<string, Place>();
  const routes = new Map<string, readonly Point[]>();
  const { parts, loose } = partsOf(keys, edges);
  const drawn = parts.map((part) => layOutPart(part.keys, part.edges, card));
  const cell = { width: card.width + gap.loose, height: card.height + gap.loose };
  const area = drawn.reduce((sum, { width, height }) => sum + (width + gap.between) * (height + gap.between), 0);
  const wanted = Math.sqrt((area + loose.length * cell.width * cell.height) * aspect);
  const shelf = Math.max(wanted, ...drawn.map(({ width }) => width));
  let [x, y, tallest, width] = [0, 0, 0, 0];
  for (const part of drawn) {
    if (x > 0 && x + part.width > shelf) {
      y += tallest + gap.between;
      x = 0;
      tallest = 0;
    }
    for (const [key, place] of part.places) places.set(key, { ...place, x: place.x + x, y: place.y + y });
    for (const [{ from, to }, points] of part.routes) {
      routes.set(
        edgeKey({ from, to }),
        points.map((point) => ({ x: point.x + x, y: point.y + y })),
      );
    }
    x += part.width + gap.between;
    tallest = Math.max(tallest, part.height);
    width = Math.max(width, x - gap.between);
  }
  const bottom = y + tallest;
  if (loose.length === 0) return { places, routes, width, height: bottom };
  const looseTop = bottom === 0 ? 0 : bottom + gap.between;
  const columns = Math.max(1, Math.min(loose.length, Math.floor((Math.max(shelf, width) + gap.loose) / cell.width)));
  for (const [index, key] of loose.entries()) {
    const row = Math.floor(index / columns);
    places.set(key, {
      x: (index % columns) * cell.width,
      y: looseTop + gap.heading + row * cell.height,
      layer: 0,
    });
  }
  const height = looseTop + gap.heading + Math.ceil(loose.length / columns) * cell.height - gap.loose;
  return { places, routes, width: Math.max(width, columns * cell.width - gap.loose), height, looseTop };
}
