/** Moves through the picture: selection, focus and view go together. */
import { type Direction, stepFrom } from '../steps.ts';
import type { Scene } from './scene.ts';
import type { Viewport } from './viewport.ts';

export class Navigation {
  readonly #scene: Scene;
  readonly #viewport: Viewport;
  readonly #selected: (key: string) => void;

  /** @param selected told when another card is selected */
  constructor(scene: Scene, viewport: Viewport, selected: (key: string) => void) {
    this.#scene = scene;
    this.#viewport = viewport;
    this.#selected = selected;
  }

  select(key: string | undefined): void {
    if (key === undefined || key === this.#scene.selected) return;
    this.#scene.select(key);
    this.#selected(key);
  }

  /** Has a card selected and large enough to be read, wherever it is; the focus stays where it is. */
  goTo(key: string | undefined): void {
    const box = key === undefined ? undefined : this.#scene.boxOf(key);
    if (box === undefined) return;
    this.select(key);
    this.#viewport.show(box);
  }

  /** To the neighbour of the selected card; to the first card where none is selected. */
  step(direction: Direction): void {
    const { selected, layout, relations } = this.#scene;
    if (layout === undefined) return;
    if (selected === undefined) this.end(false);
    else this.#stepTo(stepFrom(selected, direction, layout, relations));
  }

  /** To the first card, or the last one. */
  end(last: boolean): void {
    this.#stepTo(this.#scene.nodes.at(last ? -1 : 0)?.key);
  }

  #stepTo(key: string | undefined): void {
    const box = key === undefined ? undefined : this.#scene.boxOf(key);
    if (box === undefined) return;
    this.select(key);
    this.#scene.focus();
    this.#viewport.bringIn(box);
  }
}
