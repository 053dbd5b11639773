import { describe, expect, test } from 'vitest';
import { edgeKey } from '../../../../src/editor/graph/graph.ts';
import { card, type GraphLayout, layOut, type Place } from '../../../../src/editor/graph/layout.ts';
import { edge } from './graph-fixture.ts';

const place = ({ places }: GraphLayout, key: string): Place => {
  const found = places.get(key);
  if (found === undefined) throw new Error(`${key} has no place`);
  return found;
};

/** Pairs of cards that lie upon each other. */
function overlaps({ places }: GraphLayout): string[] {
  const byColumn = [...places].toSorted(([, one], [, other]) => one.x - other.x);
  return byColumn.flatMap(([key, one], index) => {
    const end = byColumn.findIndex(([, other], at) => at > index && other.x >= one.x + card.width);
    return byColumn
      .slice(index + 1, end < 0 ? undefined : end)
      .filter(([, other]) => Math.abs(other.y - one.y) < card.height)
      .map(([other]) => `${key} ${other}`);
  });
}

/** A backlog of a size: most tasks in chains that fork and meet, the rest without dependencies. */
function many(count: number): { keys: string[]; edges: ReturnType<typeof edge>[] } {
  const keys = Array.from({ length: count }, (_, index) => `T${index}`);
  const edges = keys.flatMap((key, index) => {
    if (index === 0 || index % 5 === 0) return [];
    const far = index - 1 - ((index * 7) % Math.min(index, 40));
    return [edge(`T${index - 1}>${key}`), ...(far === index - 1 ? [] : [edge(`T${far}>${key}`)])];
  });
  return { keys, edges };
}

describe('a few tasks', () => {
  const edges = ['A>B', 'A>C', 'B>D', 'C>D', 'A>D', 'P>Q'].map(edge);
  const layout = layOut(['A', 'B', 'C', 'D', 'L', 'P', 'Q', 'M'], edges, 1.5);

  test('stand from left to right, layer by layer', () => {
    for (const { from, to } of edges) expect(place(layout, from).x + card.width).toBeLessThan(place(layout, to).x);
    expect(['A', 'B', 'C', 'D', 'P', 'Q'].map((key) => place(layout, key).layer)).toEqual([0, 1, 1, 2, 0, 1]);
  });

  test('lie nowhere upon each other, and all within the picture', () => {
    expect(overlaps(layout)).toEqual([]);
    for (const { x, y } of layout.places.values()) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + card.width).toBeLessThanOrEqual(layout.width);
      expect(y + card.height).toBeLessThanOrEqual(layout.height);
    }
  });

  test('those without dependencies stand below all others, in their order', () => {
    const top = layout.looseTop ?? 0;
    const [first, second] = [place(layout, 'L'), place(layout, 'M')];
    expect([first.y > top, second.y === first.y, second.x > first.x]).toEqual([true, true, true]);
    for (const key of ['A', 'B', 'C', 'D', 'P', 'Q']) expect(place(layout, key).y + card.height).toBeLessThan(top);
  });

  test('arrows lead from border to border, and past the cards between', () => {
    const way = layout.routes.get(edgeKey(edge('A>D'))) ?? [];
    const [from, to] = [place(layout, 'A'), place(layout, 'D')];
    expect(way[0]).toEqual({ x: from.x + card.width, y: from.y + card.height / 2 });
    expect(way.at(-1)).toEqual({ x: to.x, y: to.y + card.height / 2 });
    const between = ['B', 'C'].map((key) => place(layout, key));
    for (const { x, y } of way.slice(1, -1)) {
      for (const other of between) {
        const isInside = x > other.x && x < other.x + card.width && y > other.y && y < other.y + card.height;
        expect(isInside).toBe(false);
      }
    }
    expect(way).toHaveLength(4);
  });
});

test('a circle is laid out, its arrow back from the left side to the right one', () => {
  const layout = layOut(['A', 'B'], ['A>B', 'B>A'].map(edge), 1.5);
  const [left, right] = [place(layout, 'A'), place(layout, 'B')].toSorted((one, other) => one.x - other.x);
  const back = [...layout.routes.values()].find(([start, end]) => (start?.x ?? 0) > (end?.x ?? 0));
  expect([back?.[0]?.x, back?.at(-1)?.x]).toEqual([right?.x, (left?.x ?? 0) + card.width]);
});

test.each([
  ['none', [], []],
  ['one', ['A'], []],
  ['ends that are not there', ['A'], [edge('A>Z')]],
] as const)('%s', (_, keys, edges) => {
  const { places, routes, width } = layOut(keys, edges, 1.5);
  expect([places.size, routes.size, width]).toEqual([keys.length, 0, keys.length * card.width]);
});

test('a thousand tasks have places of their own', () => {
  const { keys, edges } = many(1000);
  const layout = layOut(keys, edges, 1.5);
  expect(layout.places.size).toBe(1000);
  expect(layout.routes.size).toBe(edges.length);
  for (const { from, to } of edges) expect(place(layout, from).x).toBeLessThan(place(layout, to).x);
  expect(overlaps(layout)).toEqual([]);
});
