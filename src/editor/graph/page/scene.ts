/** The picture: cards and arrows, in the places of a layout. */
import * as l10n from '../../l10n.ts';
import { curveOf } from '../curve.ts';
import { edgeKey, type GraphEdge, type GraphNode } from '../graph.ts';
import { type GraphLayout, card as size } from '../layout.ts';
import { Relations } from '../relations.ts';
import { spokenNode } from '../spoken.ts';
import { fillCard } from './card.ts';
import { svg } from './elements.ts';
import { inSlices } from './slices.ts';
import type { Box, View } from './viewport.ts';

/** Below the first only ids are drawn, large enough to be read; below the second not even these. */
const far = { ids: 0.45, shapes: 0.18 } as const;

export class Scene {
  readonly element = svg('svg', { class: 'scene', 'aria-roledescription': l10n.t('dependency graph') });
  readonly #moving = svg('g', { role: 'tree', 'aria-multiselectable': 'false' });
  readonly #edges = svg('g', { 'aria-hidden': 'true' });
  readonly #cards = svg('g', { role: 'none' });
  readonly #loose = svg('text', { class: 'loose' });
  readonly #widthOf = measure();
  #root = '';
  #layout: GraphLayout | undefined;
  #relations = new Relations([]);
  #nodes = new Map<string, GraphNode>();
  #groups = new Map<string, SVGGElement>();
  /** What each card shows, so that only those are drawn anew that look different. */
  readonly #filled = new WeakMap<SVGGElement, GraphNode>();
  #lines = new Map<string, { readonly edge: GraphEdge; readonly group: SVGGElement }>();
  /** Arrows that are not drawn yet. */
  #missing: readonly GraphEdge[] = [];
  #selected: string | undefined;

  constructor() {
    this.#moving.append(this.#edges, this.#loose, this.#cards);
    this.element.append(this.#moving);
  }

  /** What is drawn from now on. Cards that stay are at once where they belong, and keep the focus; the rest is drawn by `fill`. */
  show(
    root: string,
    nodes: readonly GraphNode[],
    edges: readonly GraphEdge[],
    layout: GraphLayout,
    label: string,
  ): void {
    const before = this.#groups;
    this.#root = root;
    this.#layout = layout;
    this.#relations = new Relations(edges);
    this.#nodes = new Map(nodes.map((node) => [node.key, node]));
    this.#moving.setAttribute('aria-label', label);
    this.#groups = new Map(
      nodes.map(({ key }) => [key, before.get(key) ?? svg('g', { role: 'treeitem', tabindex: -1, 'data-key': key })]),
    );
    for (const [key, group] of before) if (!this.#groups.has(key)) group.remove();
    for (const node of nodes) if (before.has(node.key)) this.#place(node);
    this.#lines = new Map();
    this.#edges.replaceChildren();
    this.#missing = edges;
    const count = nodes.filter(({ key }) => this.isLoose(key)).length;
    this.#loose.textContent = layout.looseTop === undefined ? '' : l10n.t`Without dependencies (${count})`;
    this.#loose.setAttribute('y', String((layout.looseTop ?? 0) + 22));
    this.#mark();
  }

  /** Draws the cards and arrows that are not there yet, piece by piece. */
  async fill(): Promise<void> {
    const cards = [...this.#nodes.values()].filter(({ key }) => this.#groups.get(key)?.parentNode === null);
    await inSlices([
      ...cards.map((node) => () => this.#addCard(node)),
      ...this.#missing.map((edge) => () => this.#addLine(edge)),
    ]);
    this.#missing = [];
    this.#mark();
  }

  #addCard(node: GraphNode): void {
    const group = this.#groups.get(node.key);
    if (group === undefined) return;
    // It may look different by now.
    this.#place(this.#nodes.get(node.key) ?? node);
    this.#cards.append(group);
  }

  #addLine(edge: GraphEdge): void {
    const group = this.#line(edge);
    this.#lines.set(edgeKey(edge), { edge, group });
    this.#edges.append(group);
  }

  /** Draws these nodes anew, in their places. */
  redraw(nodes: readonly GraphNode[]): void {
    for (const node of nodes) {
      if (!this.#nodes.has(node.key)) continue;
      this.#nodes.set(node.key, node);
      this.#place(node);
    }
    this.#mark();
  }

  #place(node: GraphNode): void {
    const group = this.#groups.get(node.key);
    const place = this.#layout?.places.get(node.key);
    if (group === undefined || place === undefined) return;
    group.setAttribute('transform', `translate(${place.x} ${place.y})`);
    group.setAttribute('aria-level', String(place.layer + 1));
    const idOf = (key: string) => this.#nodes.get(key)?.id ?? key;
    group.setAttribute('aria-label', spokenNode(node, this.#relations, idOf));
    if (this.#filled.get(group) === node) return;
    this.#filled.set(group, node);
    fillCard(group, node, this.#root, this.#widthOf);
  }

  #line(edge: GraphEdge): SVGGElement {
    const { line, head, middle } = curveOf(this.#layout?.routes.get(edgeKey(edge)) ?? []);
    const kind = edge.isCircular ? 'circular' : edge.isMet ? 'met' : 'open';
    const mark = edge.isCircular
      ? [
          svg('circle', { class: 'knot', cx: middle.x, cy: middle.y, r: 9 }),
          svg('text', { class: 'knot', x: middle.x, y: middle.y + 4.5 }, '↻'),
        ]
      : [];
    return svg(
      'g',
      { class: `edge ${kind}` },
      svg('path', { class: 'line', d: line }),
      svg('path', { class: 'head', d: head }),
      ...mark,
    );
  }

  get layout(): GraphLayout | undefined {
    return this.#layout;
  }

  get relations(): Relations {
    return this.#relations;
  }

  has(key: string): boolean {
    return this.#nodes.has(key);
  }

  isLoose(key: string): boolean {
    return this.#relations.before(key).length === 0 && this.#relations.after(key).length === 0;
  }

  get nodes(): readonly GraphNode[] {
    return [...this.#nodes.values()];
  }

  boxOf(key: string): Box | undefined {
    const place = this.#layout?.places.get(key);
    return place === undefined ? undefined : { x: place.x, y: place.y, ...size };
  }

  get selected(): string | undefined {
    return this.#selected;
  }

  select(key: string | undefined): void {
    this.#selected = key;
    this.#mark();
  }

  /** Gives the keyboard to the selected card, else to the first one. */
  focus(): void {
    const stop = this.#stop();
    if (stop !== undefined) this.#groups.get(stop)?.focus({ preventScroll: true });
  }

  #stop(): string | undefined {
    return this.#selected !== undefined && this.has(this.#selected) ? this.#selected : this.#nodes.keys().next().value;
  }

  /** Has what comes before and after the node stand out, or the nodes of a search; nothing where there is none. */
  highlight(keys: ReadonlySet<string> | undefined): void {
    this.element.classList.toggle('dimmed', keys !== undefined);
    for (const [key, group] of this.#groups) group.classList.toggle('lit', keys?.has(key) === true);
    for (const { edge, group } of this.#lines.values()) {
      group.classList.toggle('lit', keys?.has(edge.from) === true && keys.has(edge.to));
    }
  }

  /** One card is what Tab comes to; its own arrows are drawn stronger. */
  #mark(): void {
    const stop = this.#stop();
    for (const [key, group] of this.#groups) {
      group.setAttribute('tabindex', key === stop ? '0' : '-1');
      group.setAttribute('aria-selected', String(key === this.#selected));
      group.classList.toggle('selected', key === this.#selected);
    }
    for (const { edge, group } of this.#lines.values()) {
      group.classList.toggle('own', edge.from === this.#selected || edge.to === this.#selected);
    }
  }

  move({ x, y, zoom }: View): void {
    this.#moving.setAttribute('transform', `translate(${x} ${y}) scale(${zoom})`);
    this.element.classList.toggle('far', zoom < far.ids);
    this.element.classList.toggle('tiny', zoom < far.shapes);
  }
}

/** Measures a title as the cards show it. */
function measure(): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || context === null) return found ?? text.length * 7;
    context.font = `13px ${getComputedStyle(document.body).fontFamily}`;
    const { width } = context.measureText(text);
    known.set(text, width);
    return width;
  };
}
