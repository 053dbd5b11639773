/** The picture on the screen: cards and arrows, the part of them that is seen, and the small map of all. */
import type { GraphLayout } from '../layout.ts';
import type { ShownPart } from '../shown-part.ts';
import { pictureOf } from './as-picture.ts';
import { Minimap } from './minimap.ts';
import { Scene } from './scene.ts';
import { type Box, type View, Viewport } from './viewport.ts';
import { pictureLabel } from './words.ts';

/** How a picture is opened: the first one as it was looked at before. */
export interface Opening {
  /** Whether a person asked for what is shown now. */
  readonly isAsked: boolean;
  /** As it was kept: the selected card, and the view. */
  readonly selected?: string;
  readonly view?: View;
}

export class Picture {
  readonly scene = new Scene();
  readonly viewport: Viewport;
  readonly minimap: Minimap;
  readonly #moved: (view: View) => void;
  /** Whether all of the picture was on the screen when it was moved last. */
  #isWhole = false;

  /** @param frame what it is seen through @param moved told each time, with the view as it is from then on */
  constructor(frame: Element, moved: (view: View) => void) {
    this.#moved = moved;
    this.viewport = new Viewport(frame, (view) => this.#move(view));
    this.minimap = new Minimap(this.viewport);
    new ResizeObserver(() => this.#resized()).observe(frame);
  }

  /** Width by height of what it is seen through. */
  get aspect(): number {
    const { width, height } = this.viewport.size;
    return Math.max(0.5, width / Math.max(1, height));
  }

  /**
   * Draws all of it. What changed by itself leaves the view, and the selected card where it is on the screen; what a
   * person asked to see is opened.
   * @returns settled when all of it is drawn
   */
  show(root: string, part: ShownPart, layout: GraphLayout, { isAsked, view, selected: kept }: Opening): Promise<void> {
    const { scene, viewport } = this;
    const isFirst = scene.layout === undefined;
    const selected = scene.selected ?? kept;
    const before = selected === undefined ? undefined : scene.boxOf(selected);
    scene.show(root, part.nodes, part.edges, layout, pictureLabel(part));
    scene.select(selected !== undefined && scene.has(selected) ? selected : undefined);
    this.minimap.show(layout);
    const after = selected === undefined ? undefined : scene.boxOf(selected);
    if (isFirst && view !== undefined) viewport.set(view);
    else if (isFirst || isAsked) viewport.open(boxOf(layout), after ?? this.#firstBox());
    else if (before !== undefined && after !== undefined) {
      const { zoom } = viewport.view;
      viewport.pan((before.x - after.x) * zoom, (before.y - after.y) * zoom);
    }
    return scene.fill();
  }

  #firstBox(): Box | undefined {
    const next = this.scene.nodes.find((node) => node.next);
    return next === undefined ? undefined : this.scene.boxOf(next.key);
  }

  /** Has all of it on the screen. */
  fit(): void {
    const { layout } = this.scene;
    if (layout !== undefined) this.viewport.fit(boxOf(layout));
  }

  /** As the text of a file; undefined where nothing is drawn yet. */
  get asFile(): string | undefined {
    const { layout, element } = this.scene;
    return layout === undefined ? undefined : pictureOf(element, layout);
  }

  /** An editor that opens beside takes half of the room: all of it, or the card that it is about, stays on the screen. */
  #resized(): void {
    this.viewport.resized();
    const { selected, layout } = this.scene;
    const box = selected === undefined ? undefined : this.scene.boxOf(selected);
    if (layout !== undefined && this.#isWhole) this.viewport.open(boxOf(layout), box);
    else if (box !== undefined) this.viewport.bringIn(box);
    this.minimap.update();
  }

  #move(view: View): void {
    const { layout } = this.scene;
    this.#isWhole = layout !== undefined && this.viewport.holds(boxOf(layout));
    this.scene.move(view);
    this.minimap.update();
    this.#moved(view);
  }
}

/** A picture without anything in it has no size. */
function boxOf({ width, height }: GraphLayout): Box {
  return { x: 0, y: 0, width: Math.max(1, width), height: Math.max(1, height) };
}
