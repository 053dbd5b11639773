/** Lays out one connected part in layers, with dagre. */
import { Graph, layout } from '@dagrejs/dagre';
import type { GraphEdge } from './graph.ts';
import { layersOf } from './layers.ts';
import type { Place } from './layout.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

type Ends = Pick<GraphEdge, 'from' | 'to'>;

export interface LaidOutPart extends Size {
  readonly places: ReadonlyMap<string, Place>;
  readonly routes: ReadonlyMap<Ends, readonly Point[]>;
}

const spaces = { nodesep: 20, edgesep: 14, ranksep: 76 } as const;

/** From this many nodes on dagre's layers, and places for all edges, would take seconds. */
const many = 150;
/** Layers that an edge of a large part may lead across and get a place in each; one that is longer leads behind the cards. */
const far = 2;

/** A way back stands lower than the ways on, or that of two which wait for each other would lie on the other one. */
const backShift = 24;

/** @param keys and edges of a part that hangs together; no edge stands in it twice */
export function layOutPart(keys: readonly string[], edges: readonly Ends[], card: Size): LaidOutPart {
  const layers = layersOf(keys, edges);
  const layer = (key: string) => layers.of.get(key) ?? 0;
  const isLarge = keys.length >= many;
  const isPlaced = ({ from, to }: Ends) => !isLarge || Math.abs(layer(to) - layer(from)) <= far;
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', ...spaces, ranker: isLarge ? inLayers : 'network-simplex' });
  for (const key of keys) graph.setNode(key, { ...card });
  for (const edge of edges) {
    const { from, to } = forward(edge);
    // Two that wait for each other have an edge each, side by side.
    if (isPlaced(edge)) graph.setEdge(from, to, {}, layers.back.has(edge) ? 'back' : 'on');
  }
  layout(graph);
  const places = placesOf(keys, graph, card);
  const routes = edges.map((edge): [Ends, readonly Point[]] => {
    const { from, to } = forward(edge);
    const isBack = layers.back.has(edge);
    const points: readonly Point[] = isPlaced(edge) ? graph.edge(from, to, isBack ? 'back' : 'on').points : [];
    return [edge, routeOf(edge, isBack ? points.toReversed() : points, places, card)];
  });
  const { width, height } = graph.graph();
  return { places, routes: new Map(routes), width: Math.round(width), height: Math.round(height) };

  function forward(edge: Ends): Ends {
    return layers.back.has(edge) ? { from: edge.to, to: edge.from } : edge;
  }

  /** In the place of dagre's own; it doubles the layers, so that lines bend between them. */
  function inLayers(ranked: { nodes(): string[]; node(key: string): { rank?: number } }): void {
    for (const key of ranked.nodes()) ranked.node(key).rank = 2 * layer(key);
  }
}

function placesOf(keys: readonly string[], graph: { node(key: string): Point }, card: Size): Map<string, Place> {
  const lefts = keys.map((key) => Math.round(graph.node(key).x - card.width / 2));
  const columns = [...new Set(lefts)].sort((one, other) => one - other);
  const layers = new Map(columns.map((x, index) => [x, index]));
  return new Map(
    keys.map((key, index) => {
      const x = lefts[index] ?? 0;
      return [key, { x, y: Math.round(graph.node(key).y - card.height / 2), layer: layers.get(x) ?? 0 }] as const;
    }),
  );
}

/**
 * A way from the middle of one card's side to that of the other's. Of dagre's points only those count that lie in a
 * layer in between, each passed at full width; the others lie in the gaps, where the line bends anyway.
 */
function routeOf(
  { from, to }: Ends,
  points: readonly Point[],
  places: ReadonlyMap<string, Place>,
  card: Size,
): readonly Point[] {
  const start = places.get(from) ?? { x: 0, y: 0 };
  const end = places.get(to) ?? { x: 0, y: 0 };
  const isForward = start.x < end.x;
  const half = isForward ? card.width / 2 : -card.width / 2;
  const level = card.height / 2 + (isForward ? 0 : backShift);
  const passed = points
    .slice(1, -1)
    .filter((_, index) => index % 2 === 1)
    .flatMap(({ x, y }) => [
      { x: x - half, y },
      { x: x + half, y },
    ]);
  return [
    { x: start.x + (isForward ? card.width : 0), y: start.y + level },
    ...passed,
    { x: end.x + (isForward ? 0 : card.width), y: end.y + level },
  ];
}
