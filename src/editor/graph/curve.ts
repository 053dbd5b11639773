/** The line of an edge: from point to point, level at each of them. */
import type { Point } from './layered.ts';

const head = { length: 9, half: 4.5 } as const;

export interface Curve {
  /** The line, which ends where the head begins. */
  readonly line: string;
  /** The arrow's head, at the last point. */
  readonly head: string;
  /** Halfway, for a mark. */
  readonly middle: Point;
}

export function curveOf(points: readonly Point[]): Curve {
  const [start = { x: 0, y: 0 }] = points;
  const end = points.at(-1) ?? start;
  const side = end.x >= (points.at(-2) ?? start).x ? 1 : -1;
  const base = { x: end.x - side * head.length, y: end.y };
  const stops = [...points.slice(0, -1), base];
  const bends = stops.slice(1).map((point, index) => bend(stops[index] ?? start, point));
  const place = Math.floor((stops.length - 1) / 2);
  const [one, other] = [stops[place] ?? start, stops[place + 1] ?? end];
  return {
    line: `M${at(start)}${bends.join('')}`,
    head: `M${at(end)}L${at({ x: base.x, y: base.y - head.half })}L${at({ x: base.x, y: base.y + head.half })}Z`,
    middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
  };
}

function bend(from: Point, to: Point): string {
  if (from.y === to.y) return `L${at(to)}`;
  const half = (to.x - from.x) / 2;
  return `C${at({ x: from.x + half, y: from.y })} ${at({ x: to.x - half, y: to.y })} ${at(to)}`;
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
